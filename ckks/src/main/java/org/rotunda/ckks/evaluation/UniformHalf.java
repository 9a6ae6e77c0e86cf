package org.rotunda.ckks.evaluation;

import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbBlock;

/**
 * The uniform half of an evaluation key, by limbs. It may be held whole or regenerated from a seed,
 * limb by limb. Safe for use by several threads.
 */
@FunctionalInterface
public interface UniformHalf {
  /**
   * The a-limbs of digits 0 .. digits-1 modulo the prime with a prime index, in NTT form; not to be
   * written. The caller closes the block after use.
   *
   * @param engine its kernels regenerate limbs, which are taken from its allocator
   */
  LimbBlock limbs(int digits, int primeIndex, Engine engine);
}
