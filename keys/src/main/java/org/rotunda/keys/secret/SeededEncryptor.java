package org.rotunda.keys.secret;

import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.secret.SecretKeyEncryptor;
import org.rotunda.keys.seed.KeySeed;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.keys.seed.SeededCiphertext;
import org.rotunda.keys.seed.SeededPolynomial;

/**
 * Encrypts under the secret key to half the size of a ciphertext: c_1 is kept as a seed, a fresh
 * one for every ciphertext. Safe for use by several threads.
 */
public final class SeededEncryptor {
  private final CkksContext context;
  private final Engine engine;
  private final SecretKeyEncryptor encryptor;
  private final KeySetId keySet;
  private final RandomSource random;

  /**
   * Encrypts through an encryptor, which stays the caller's to close.
   *
   * @param engine its kernels and limbs serve for c_1
   * @param keySet the key set of the encryptor's secret key
   * @param random where the seeds come from
   */
  public SeededEncryptor(
      CkksContext context,
      Engine engine,
      SecretKeyEncryptor encryptor,
      KeySetId keySet,
      RandomSource random) {
    this.context = context;
    this.engine = engine;
    this.encryptor = encryptor;
    this.keySet = keySet;
    this.random = random;
  }

  /** A fresh encryption at the plaintext's level and scale. */
  public SeededCiphertext encrypt(Plaintext plaintext) {
    KeySeed seed = KeySeed.fresh(random);
    try (NttPoly c1 =
        SeededPolynomial.ofCiphertext(context, keySet, seed, plaintext.level(), engine)) {
      Ciphertext whole = encryptor.encrypt(plaintext, c1);
      return new SeededCiphertext(keySet, seed, whole.component(0), whole.scale(), whole.slots());
    }
  }
}
