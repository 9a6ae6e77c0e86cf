package org.rotunda.ckks.sampling;

import org.rotunda.ckks.ring.Modulus;

/** Uniform residues by rejection. */
public final class UniformSampler {
  private UniformSampler() {}

  /** Fills a limb with independent uniform residues in [0, q). */
  public static void fill(long[] limb, Modulus q, RandomSource random) {
    try (RandomWords words = new RandomWords(random)) {
      for (int i = 0; i < limb.length; i++) {
        limb[i] = words.below(q.value());
      }
    }
  }
}
