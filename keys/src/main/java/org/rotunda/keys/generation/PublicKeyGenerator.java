package org.rotunda.keys.generation;

import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.NttPoly;
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
   * @param engine its kernels and limbs serve for the uniform half
   * @param random where the seed comes from
   */
  public static SeededPublicKey generate(
      CkksContext context,
      Engine engine,
      SecretKeyEncryptor encryptor,
      KeySetId keySet,
      RandomSource random) {
    KeySeed seed = KeySeed.fresh(random);
    try (NttPoly a = SeededPolynomial.ofPublicKey(context, keySet, seed, engine)) {
      return new SeededPublicKey(keySet, seed, encryptor.publicKey(a).b());
    }
  }
}
