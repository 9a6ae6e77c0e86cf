package org.rotunda.ckks.encryption;

import java.util.Arrays;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.NttPolys;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.sampling.GaussianSampler;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.sampling.TernarySampler;

/**
 * Encrypts under a public key: (b v + e_0 + m, a v + e_1) with ternary v, at the plaintext's level.
 * Safe for use by several threads.
 */
public final class Encryptor {
  private final CkksContext context;
  private final RingArithmetic arithmetic;
  private final PublicKey key;
  private final RandomSource random;
  private final GaussianSampler errors = new GaussianSampler(Parameters.SIGMA);

  /** An encryptor that draws its randomness from the given source. */
  public Encryptor(CkksContext context, Engine engine, PublicKey key, RandomSource random) {
    this.context = context;
    this.arithmetic = new RingArithmetic(engine.wiping());
    this.key = key;
    this.random = random;
  }

  /** A fresh encryption. */
  public Ciphertext encrypt(Plaintext plaintext) {
    RnsBasis basis = plaintext.poly().basis();
    int degree = context.parameters().degree();
    try (NttPoly v = small(TernarySampler.uniform(degree, random), basis);
        NttPoly e0 = small(errors.sample(degree, random), basis);
        NttPoly e1 = small(errors.sample(degree, random), basis);
        NttPoly masked = masked(key.b(), v, e0, basis)) {
      return new Ciphertext(
          NttPolys.together(
              () -> arithmetic.add(masked, plaintext.poly()), () -> masked(key.a(), v, e1, basis)),
          plaintext.scale(),
          plaintext.slots());
    }
  }

  private NttPoly masked(NttPoly keyHalf, NttPoly v, NttPoly error, RnsBasis basis) {
    try (NttPoly product = arithmetic.multiply(keyHalf.leading(basis), v)) {
      return arithmetic.add(product, error);
    }
  }

  private NttPoly small(long[] coefficients, RnsBasis basis) {
    try (var lifted = arithmetic.lift(coefficients, basis)) {
      return arithmetic.toNtt(lifted);
    } finally {
      Arrays.fill(coefficients, 0);
    }
  }
}
