package org.rotunda.ckks.encryption;

import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.NttPolys;
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
  private final Engine engine;
  private final Kernels kernels;
  private final PublicKey key;
  private final RandomSource random;
  private final GaussianSampler errors = new GaussianSampler(Parameters.SIGMA);

  /** An encryptor that draws its randomness from the given source. */
  public Encryptor(CkksContext context, Engine engine, PublicKey key, RandomSource random) {
    this.context = context;
    this.engine = engine.wiping();
    this.kernels = engine.kernels();
    this.key = key;
    this.random = random;
  }

  /** A fresh encryption. */
  public Ciphertext encrypt(Plaintext plaintext) {
    RnsBasis basis = plaintext.poly().basis();
    int degree = context.parameters().degree();
    try (LimbBlock small = LimbBlock.allocate(engine.limbs(), 3, degree)) {
      long[] mask = small.get(0);
      long[] error0 = small.get(1);
      long[] error1 = small.get(2);
      TernarySampler.uniform(mask, random);
      errors.sample(error0, random);
      errors.sample(error1, random);
      LimbBlock halves =
          LimbBlock.filled(
              engine.limbs(),
              2 * basis.size(),
              degree,
              out ->
                  engine
                      .executor()
                      .forEach(
                          basis.size(),
                          i -> {
                            long[] c0 = out.get(i);
                            long[] c1 = out.get(basis.size() + i);
                            encrypt(basis, i, mask, error0, error1, c0, c1);
                            kernels.add(c0, plaintext.poly().limb(i), c0, basis.modulus(i));
                          }));
      return new Ciphertext(NttPolys.of(basis, halves), plaintext.scale(), plaintext.slots());
    }
  }

  /** One limb of an encryption of zero, all in the cache. */
  private void encrypt(
      RnsBasis basis, int limb, long[] mask, long[] error0, long[] error1, long[] c0, long[] c1) {
    Modulus q = basis.modulus(limb);
    try (LimbBlock scratch = LimbBlock.allocate(engine.limbs(), 1, basis.degree())) {
      long[] v = scratch.get(0);
      transform(mask, v, basis, limb);
      transform(error0, c0, basis, limb);
      kernels.multiplyAdd(key.b().limb(limb), v, c0, q);
      transform(error1, c1, basis, limb);
      kernels.multiplyAdd(key.a().limb(limb), v, c1, q);
    }
  }

  private void transform(long[] coefficients, long[] out, RnsBasis basis, int limb) {
    kernels.reduceSigned(coefficients, out, basis.modulus(limb));
    kernels.forwardNtt(out, basis.ring(limb));
  }
}
