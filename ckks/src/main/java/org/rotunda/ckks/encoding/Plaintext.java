package org.rotunda.ckks.encoding;

import org.rotunda.ckks.ring.NttPoly;

/**
 * An encoded message: the polynomial round(scale * m) with slots of m as its values.
 *
 * @param poly over a basis of Q, or over QP for key-switched sums
 * @param scale the factor between message and polynomial
 * @param slots the number of slots, a power of two up to N/2
 */
public record Plaintext(NttPoly poly, double scale, int slots) implements AutoCloseable {
  /** The level: the number of primes of Q less one. */
  public int level() {
    return poly.basis().size() - 1;
  }

  @Override
  public void close() {
    poly.close();
  }
}
