package org.rotunda.keys.generation;

import org.rotunda.ckks.encryption.PublicKey;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.secret.SecretKeyEncryptor;
import org.rotunda.keys.seed.KeySeed;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.keys.seed.SeededPolynomial;
import org.rotunda.keys.seed.SeededPublicKey;

/** Generates public keys whose uniform half has a seed. */
public final class PublicKeyGenerator {
  private PublicKeyGenerator() {}

  /**
   * A public key of the encryptor's secret key, with a fresh seed.
   *
   * @param random where the seed comes from
   */
  public static SeededPublicKey generate(
      CkksContext context, SecretKeyEncryptor encryptor, KeySetId keySet, RandomSource random) {
    KeySeed seed = KeySeed.fresh(random);
    PublicKey key =
        encryptor.publicKey(
            SeededPolynomial.ofPublicKey(context, keySet, seed, LimbAllocator.heap()));
    return new SeededPublicKey(keySet, seed, key.b());
  }
}
