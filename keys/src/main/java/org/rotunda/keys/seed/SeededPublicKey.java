package org.rotunda.keys.seed;

import org.rotunda.ckks.encryption.PublicKey;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.NttPoly;

/**
 * A public key at half its size.
 *
 * @param keySet the key set it belongs to
 * @param seed the seed of a
 * @param b e - a s over Q
 */
public record SeededPublicKey(KeySetId keySet, KeySeed seed, NttPoly b) {
  /** The key, with the limbs of b as they are and those of a from the engine. */
  public PublicKey expand(CkksContext context, Engine engine) {
    return new PublicKey(b, SeededPolynomial.ofPublicKey(context, keySet, seed, engine));
  }
}
