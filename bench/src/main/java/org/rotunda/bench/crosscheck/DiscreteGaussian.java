package org.rotunda.bench.crosscheck;

import org.rotunda.keys.openfhe.MismatchException;

/**
 * The discrete Gaussian distribution on the integers, P(x) proportional to exp(-x^2 / (2 sigma^2)),
 * and which samples it explains.
 *
 * @param deviation sigma, from {@value #LEAST} to {@value #MOST}
 */
record DiscreteGaussian(double deviation) {
  /** Less probable samples, as a power of two, are not explained. */
  static final int LOG_PROBABILITY = -40;

  private static final double LEAST = 0.5;
  private static final double MOST = 300;

  /** Beyond so many deviations there is nothing that a sum of doubles would show. */
  private static final int TAIL = 12;

  /** Of a distribution so narrow that all is zero. */
  private static final double LARGEST_RATE = 64;

  private static final int STEPS = 100;

  DiscreteGaussian {
    if (!(deviation >= LEAST && deviation <= MOST)) {
      throw new MismatchException(
          "The standard deviation of errors should be between %s and %s, but is %s; check the context."
              .formatted(LEAST, MOST, deviation));
    }
  }

  /**
   * Whether independent samples have a mean square as near to sigma^2 as chance allows. With r = 1
   * / (2 sigma^2), Z(r) the sum of exp(-r x^2) and any s, Chernoff's bound of the probability of a
   * mean square of at most, or at least, v over n samples is (exp((s - r) v) Z(s) / Z(r))^n, for s
   * of at least, or at most, r. It holds for any n: the probability of zeros alone is 1 / Z(r)^n.
   */
  boolean explains(double meanSquare, long count) {
    double rate = 1 / (2 * deviation * deviation);
    double least = 0;
    double most = LARGEST_RATE;
    // The bound's logarithm is convex in s.
    for (int i = 0; i < STEPS; i++) {
      double third = (most - least) / 3;
      if (logBound(least + third, rate, meanSquare) < logBound(most - third, rate, meanSquare)) {
        most -= third;
      } else {
        least += third;
      }
    }
    return count * logBound(least, rate, meanSquare) >= LOG_PROBABILITY * Math.log(2);
  }

  private double logBound(double s, double rate, double meanSquare) {
    return (s - rate) * meanSquare + logSum(s) - logSum(rate);
  }

  private double logSum(double rate) {
    double sum = 0;
    for (long x = Math.round(TAIL * deviation) + 1; x > 0; x--) {
      sum += Math.exp(-rate * x * x);
    }
    return Math.log1p(2 * sum);
  }
}
