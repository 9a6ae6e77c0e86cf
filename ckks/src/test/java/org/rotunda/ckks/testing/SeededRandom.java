package org.rotunda.ckks.testing;

import java.util.SplittableRandom;
import org.rotunda.ckks.sampling.RandomSource;

/** Reproducible bytes for tests; never for keys that matter. */
public final class SeededRandom implements RandomSource {
  private final SplittableRandom random;

  /** The stream of a seed. */
  public SeededRandom(long seed) {
    this.random = new SplittableRandom(seed);
  }

  @Override
  public synchronized void fill(byte[] bytes) {
    random.nextBytes(bytes);
  }
}
