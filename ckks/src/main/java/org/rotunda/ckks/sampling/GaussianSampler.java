package org.rotunda.ckks.sampling;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The discrete Gaussian distribution on the integers, P(x) proportional to exp(-x^2 / (2 sigma^2)),
 * by inversion of its cumulative distribution.
 *
 * <p>The table holds P(|X| <= k) 2^63 for k up to the tail cut at 12 sigma, beyond which less than
 * 2^-100 of the mass lies. Its weights are doubles, summed exactly, so the statistical distance to
 * the exact distribution is below 2^-51 a sample. A sample compares one 63-bit number with every
 * entry, whatever the result, and takes its sign from the 64th bit.
 */
public final class GaussianSampler {
  private static final int TAIL_SIGMAS = 12;
  private static final int PROBABILITY_BITS = 63;

  private final long[] cumulative;

  /**
   * Builds the table.
   *
   * @param sigma the standard deviation parameter, in [0.5, 300]
   */
  public GaussianSampler(double sigma) {
    if (!(sigma >= 0.5 && sigma <= 300)) {
      throw new IllegalArgumentException(
          "A table is made for sigma between 0.5 and 300, but %s was given.".formatted(sigma));
    }
    int tail = (int) Math.ceil(TAIL_SIGMAS * sigma);
    BigDecimal[] weights = new BigDecimal[tail + 1];
    BigDecimal total = BigDecimal.ZERO;
    for (int k = 0; k <= tail; k++) {
      weights[k] =
          new BigDecimal((k == 0 ? 1 : 2) * Math.exp(-(double) k * k / (2 * sigma * sigma)));
      total = total.add(weights[k]);
    }
    cumulative = new long[tail];
    BigDecimal scale =
        new BigDecimal(2).pow(PROBABILITY_BITS).divide(total, MathContext.DECIMAL128);
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 0; k < tail; k++) {
      sum = sum.add(weights[k]);
      cumulative[k] = sum.multiply(scale).min(new BigDecimal(Long.MAX_VALUE)).longValue();
    }
  }

  /** {@code degree} independent samples. */
  public long[] sample(int degree, RandomSource random) {
    long[] coefficients = new long[degree];
    sample(coefficients, random);
    return coefficients;
  }

  /** Fills an array with independent samples. */
  public void sample(long[] coefficients, RandomSource random) {
    try (RandomWords words = new RandomWords(random)) {
      for (int i = 0; i < coefficients.length; i++) {
        coefficients[i] = sample(words.next());
      }
    }
  }

  private long sample(long word) {
    long uniform = word >>> 1;
    long magnitude = 0;
    for (long bound : cumulative) {
      // The sign bit of bound - uniform - 1 is set exactly when uniform >= bound.
      magnitude += (bound - uniform - 1) >>> (Long.SIZE - 1);
    }
    long negative = -(word & 1);
    return (magnitude ^ negative) - negative;
  }
}
