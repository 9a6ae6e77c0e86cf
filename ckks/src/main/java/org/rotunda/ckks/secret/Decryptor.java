package org.rotunda.ckks.secret;

import java.util.Arrays;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.sampling.WideGaussianSampler;

/**
 * Decrypts: c_0 + c_1 s (+ c_2 s^2). Holds the secret in NTT form until closed; what it computes on
 * the way is overwritten. Safe for use by several threads.
 *
 * <p>The result carries the scheme's error, which depends on the secret key. Who hands decrypted
 * values to someone who can choose or know the ciphertexts gives away the key (Li, Micciancio,
 * 2021); use {@link #decryptForPublication} there.
 */
public final class Decryptor implements AutoCloseable {
  private final RingArithmetic arithmetic;
  private final ExpandedSecret secret;

  /** A decryptor for one secret key. */
  public Decryptor(CkksContext context, Engine engine, SecretKey key, SecretKeyAccess access) {
    this.arithmetic = new RingArithmetic(engine.wiping());
    this.secret =
        new ExpandedSecret(
            context, engine, key, context.ring().basisQ(context.parameters().maxLevel()), access);
  }

  /** The plaintext with its error; its limbs are overwritten when it is closed. */
  public Plaintext decrypt(Ciphertext ciphertext) {
    NttPoly s = secret.poly().leading(ciphertext.component(0).basis());
    // Horner's rule in s.
    NttPoly product = arithmetic.multiply(ciphertext.component(ciphertext.degree()), s);
    for (int i = ciphertext.degree() - 1; i > 0; i--) {
      try (NttPoly previous = product;
          NttPoly sum = arithmetic.add(previous, ciphertext.component(i))) {
        product = arithmetic.multiply(sum, s);
      }
    }
    try (NttPoly last = product) {
      return new Plaintext(
          arithmetic.add(last, ciphertext.component(0)), ciphertext.scale(), ciphertext.slots());
    }
  }

  /**
   * A plaintext that may be published: its error is hidden by noise.
   *
   * @param predicted the ciphertext's error as {@link org.rotunda.ckks.noise.NoiseModel} predicts
   *     it
   * @param largestSlot a bound of the moduli of the message's slots, from public facts
   * @throws FloodingException if noise and message do not fit in half the modulus together
   * @throws IllegalArgumentException if the noise would be too large to sample
   */
  public Plaintext decryptForPublication(
      Ciphertext ciphertext,
      Noise predicted,
      double largestSlot,
      NoiseFlooding flooding,
      RandomSource random) {
    RnsBasis basis = ciphertext.component(0).basis();
    requireRoom(
        basis, flooding.flooded(predicted, basis.degree()), ciphertext.scale() * largestSlot);
    WideGaussianSampler sampler =
        new WideGaussianSampler(flooding.deviation(predicted, basis.degree()));
    long[] coefficients = sampler.sample(basis.degree(), random);
    try (Plaintext plaintext = decrypt(ciphertext);
        var lifted = arithmetic.lift(coefficients, basis);
        NttPoly noise = arithmetic.toNtt(lifted)) {
      return new Plaintext(
          arithmetic.add(plaintext.poly(), noise), plaintext.scale(), plaintext.slots());
    } finally {
      Arrays.fill(coefficients, 0);
    }
  }

  /**
   * A coefficient of the noise stays below 12 deviations except with probability 2^-103. One of the
   * message is an average of slots times roots of unity, so at most the largest times the scale.
   */
  private static void requireRoom(RnsBasis basis, Noise noise, double message) {
    double room = -1;
    for (int i = 0; i < basis.size(); i++) {
      room += log2((double) basis.modulus(i).value());
    }
    double largest = 12 * noise.deviation();
    if (!(log2(largest + message) < room)) {
      throw new FloodingException(log2(largest), log2(message), room, basis.size() - 1);
    }
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  @Override
  public void close() {
    secret.close();
  }
}
