package org.rotunda.keys.seed;

import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;

/** The uniform polynomials of public keys and of ciphertexts, from their seeds. */
public final class SeededPolynomial {
  private static final long NO_KEY = 0;

  private SeededPolynomial() {}

  /** The uniform half of a public key, over all of Q. */
  public static NttPoly ofPublicKey(
      CkksContext context, KeySetId keySet, KeySeed seed, Engine engine) {
    return fill(
        new UniformStream(UniformStream.Purpose.PUBLIC_KEY, keySet, seed, NO_KEY),
        context.ring().basisQ(context.parameters().maxLevel()),
        engine);
  }

  /** The component c_1 of a fresh ciphertext, over q_0 .. q_level. */
  public static NttPoly ofCiphertext(
      CkksContext context, KeySetId keySet, KeySeed seed, int level, Engine engine) {
    return fill(
        new UniformStream(UniformStream.Purpose.CIPHERTEXT, keySet, seed, NO_KEY),
        context.ring().basisQ(level),
        engine);
  }

  private static NttPoly fill(UniformStream stream, RnsBasis basis, Engine engine) {
    LimbBlock limbs = LimbBlock.allocate(engine.limbs(), basis.size(), basis.degree());
    Keystream keystream = new Keystream();
    for (int i = 0; i < basis.size(); i++) {
      long prime = basis.modulus(i).value();
      stream.fill(engine.kernels(), keystream, limbs.get(i), 0, basis.primeIndex(i), prime);
    }
    return new NttPoly(basis, limbs);
  }
}
