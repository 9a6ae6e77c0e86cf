package org.rotunda.ckks.ring;

/**
 * A polynomial of Z[X]/(X^N + 1) modulo every prime of a basis: one limb of N canonical residues a
 * prime.
 *
 * <p>A value: its limbs are written before it is handed on and never afterwards. It owns them:
 * {@link #close} gives them back to their allocator, and reading after that throws {@link
 * IllegalStateException}. Closing is optional for limbs from the heap.
 */
public sealed interface RnsPoly extends AutoCloseable permits CoeffPoly, NttPoly {
  /** The primes. */
  RnsBasis basis();

  /** The residues modulo {@code basis().modulus(i)}; not to be written. */
  long[] limb(int i);

  @Override
  void close();
}
