package org.rotunda.keys.seed;

import java.util.List;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.NttPoly;

/**
 * A fresh ciphertext at half its size: c_0 and the seed of c_1. Only the holder of the secret key
 * can make one.
 *
 * @param keySet the key set of the secret key
 * @param seed the seed of c_1
 * @param c0 m + e - c_1 s
 * @param scale the factor between message and polynomial, positive
 * @param slots the number of slots, a power of two up to N/2
 */
public record SeededCiphertext(KeySetId keySet, KeySeed seed, NttPoly c0, double scale, int slots)
    implements AutoCloseable {
  /** The level l: the ciphertext lives modulo q_0 .. q_l. */
  public int level() {
    return c0.basis().size() - 1;
  }

  /**
   * The ciphertext. It takes over the limbs of c_0, so that only one of the two is closed.
   *
   * @param engine its kernels expand c_1, its limbs hold it
   */
  public Ciphertext expand(CkksContext context, Engine engine) {
    NttPoly c1 = SeededPolynomial.ofCiphertext(context, keySet, seed, level(), engine);
    return new Ciphertext(List.of(c0, c1), scale, slots);
  }

  @Override
  public void close() {
    c0.close();
  }
}
