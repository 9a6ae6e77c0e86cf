package org.rotunda.ckks.sampling;

/**
 * Rounded Gaussian noise of large standard deviation, for flooding: the continuous distribution by
 * Marsaglia's polar method in double precision, rounded to integers. From a deviation of 2^10 on
 * the rounding changes probabilities by less than 2^-20 of their value; beyond 2^53 the low bits of
 * samples are zero, which is still 2^-53 of the deviation.
 */
public final class WideGaussianSampler {
  private final double deviation;

  /**
   * A sampler.
   *
   * @param deviation the standard deviation, positive and below 2^58
   */
  public WideGaussianSampler(double deviation) {
    if (!(deviation > 0 && deviation < 0x1p58)) {
      throw new IllegalArgumentException(
          "Flooding noise has a standard deviation between 0 and 2^58, but %s was asked for; flood before the scale grows or with fewer bits."
              .formatted(deviation));
    }
    this.deviation = deviation;
  }

  /** {@code degree} independent samples. */
  public long[] sample(int degree, RandomSource random) {
    long[] samples = new long[degree];
    try (RandomWords words = new RandomWords(random)) {
      for (int i = 0; i < degree; i++) {
        samples[i] = Math.round(deviation * normal(words));
      }
    }
    return samples;
  }

  private static double normal(RandomWords words) {
    while (true) {
      double u = symmetric(words);
      double v = symmetric(words);
      double s = u * u + v * v;
      if (s > 0 && s < 1) {
        return u * Math.sqrt(-2 * Math.log(s) / s);
      }
    }
  }

  /** Uniform in (-1, 1). */
  private static double symmetric(RandomWords words) {
    return (words.next() >> 10) * 0x1p-53;
  }
}
