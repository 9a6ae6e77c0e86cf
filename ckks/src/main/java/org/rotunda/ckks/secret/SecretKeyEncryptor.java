package org.rotunda.ckks.secret;

import java.util.List;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.encryption.PublicKey;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.sampling.GaussianSampler;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.sampling.UniformSampler;

/**
 * Encrypts under the secret key: (m + e - a s, a), with less noise than under a public key and half
 * of it compressible to a seed. Safe for use by several threads.
 */
public final class SecretKeyEncryptor implements AutoCloseable {
  private final CkksContext context;
  private final RingArithmetic arithmetic;
  private final RandomSource random;
  private final GaussianSampler errors = new GaussianSampler(Parameters.SIGMA);
  private final ExpandedSecret secret;

  /** An encryptor for one secret key. */
  public SecretKeyEncryptor(
      CkksContext context,
      Engine engine,
      SecretKey key,
      RandomSource random,
      SecretKeyAccess access) {
    this.context = context;
    this.arithmetic = new RingArithmetic(engine.wiping());
    this.random = random;
    this.secret =
        new ExpandedSecret(
            context, engine, key, context.ring().basisQ(context.parameters().maxLevel()), access);
  }

  /** A fresh encryption. */
  public Ciphertext encrypt(Plaintext plaintext) {
    NttPoly a = uniform(plaintext.poly().basis());
    boolean done = false;
    try {
      Ciphertext ciphertext = encrypt(plaintext, a);
      done = true;
      return ciphertext;
    } finally {
      if (!done) {
        a.close();
      }
    }
  }

  /**
   * An encryption with a given uniform half, which it takes over.
   *
   * @param a uniform over the plaintext's primes and never used before
   */
  public Ciphertext encrypt(Plaintext plaintext, NttPoly a) {
    try (NttPoly zero = encryptionOfZero(a)) {
      return new Ciphertext(
          List.of(arithmetic.add(zero, plaintext.poly()), a), plaintext.scale(), plaintext.slots());
    }
  }

  /** A public key of the secret key. */
  public PublicKey publicKey() {
    return publicKey(uniform(secret.poly().basis()));
  }

  /**
   * A public key of the secret key with a given uniform half, which it takes over.
   *
   * @param a uniform over all of Q and never used before
   */
  public PublicKey publicKey(NttPoly a) {
    return new PublicKey(encryptionOfZero(a), a);
  }

  private NttPoly uniform(RnsBasis basis) {
    LimbBlock limbs = LimbBlock.allocate(arithmetic.engine().limbs(), basis.size(), basis.degree());
    for (int i = 0; i < basis.size(); i++) {
      UniformSampler.fill(limbs.get(i), basis.modulus(i), random, arithmetic.engine().kernels());
    }
    return new NttPoly(basis, limbs);
  }

  /** e - a s. */
  private NttPoly encryptionOfZero(NttPoly a) {
    try (LimbBlock error =
        LimbBlock.allocate(arithmetic.engine().limbs(), 1, context.parameters().degree())) {
      errors.sample(error.get(0), random);
      try (NttPoly product = arithmetic.multiply(a, secret.poly().leading(a.basis()));
          var lifted = arithmetic.lift(error.get(0), a.basis());
          NttPoly e = arithmetic.toNtt(lifted)) {
        return arithmetic.subtract(e, product);
      }
    }
  }

  @Override
  public void close() {
    secret.close();
  }
}
