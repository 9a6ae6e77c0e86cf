package org.rotunda.keys.material;

import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.keys.seed.KeySeed;
import org.rotunda.keys.seed.KeySetId;

/**
 * A generated evaluation key with what a store needs to keep of its uniform half.
 *
 * @param keySet the key set it belongs to
 * @param seed the seed of its uniform half
 * @param key its b-limbs, and the uniform half regenerated at every use
 */
public record SeededKey(KeySetId keySet, KeySeed seed, EvaluationKey key) {
  /** Which key this is. */
  public KeyId id() {
    return key.id();
  }

  /** The highest level it serves. */
  public int level() {
    return key.level();
  }
}
