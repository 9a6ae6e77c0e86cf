package org.rotunda.ckks.bootstrap;

import org.apache.commons.math3.distribution.LaplaceDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;

/** How the random errors of real slots are distributed, for a deviation of 1. */
enum ErrorDistribution {
  /** Sums of the errors of many slots or coefficients. */
  NORMAL(new NormalDistribution(), 6),

  /**
   * Rounding errors that the secret multiplies, slot by slot. In a slot the rounding errors of a
   * ciphertext's second component are as good as normal, and multiplied by the secret's own slot.
   * The secret stays, and the square of its magnitude is exponentially distributed over the slots,
   * as that of a complex normal number; a normal number whose variance is exponentially distributed
   * has Laplace's distribution.
   */
  LAPLACE(new LaplaceDistribution(0, Math.sqrt(0.5)), 14.2);

  /** Of deviation 1. What could change of it, its source of random numbers, stays inside. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final RealDistribution unit;

  private final double most;

  ErrorDistribution(RealDistribution unit, double most) {
    this.unit = unit;
    this.most = most;
  }

  /** What an error of deviation 1 exceeds with a probability of at most 2^-28.9, up or down. */
  double most() {
    return most;
  }

  /** The probability that an error of deviation 1 is below a number. */
  double below(double x) {
    return unit.cumulativeProbability(x);
  }

  /** The number that an error of deviation 1 is below with a probability. */
  double quantile(double probability) {
    return unit.inverseCumulativeProbability(probability);
  }
}
