package org.rotunda.ckks.sampling;

import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;

/** Uniform residues by rejection. */
public final class UniformSampler {
  private UniformSampler() {}

  /** Fills a limb with independent uniform residues in [0, q), the same on all kernels. */
  public static void fill(long[] limb, Modulus q, RandomSource random, Kernels kernels) {
    try (RandomWords words = new RandomWords(random)) {
      words.fillBelow(limb, q.value(), kernels);
    }
  }
}
