package org.rotunda.ckks.bootstrap;

import java.math.BigInteger;

/**
 * How far raising the modulus carries coefficients out of [-q_0/2, q_0/2), and with what
 * probability further.
 *
 * <p>Raised by a secret of weight h, c_0 + c_1 s is a sum of h + 1 numbers uniform in [-q_0/2,
 * q_0/2), up to sign, so a coefficient over q_0 has the centered Irwin-Hall distribution of h + 1
 * terms, message included. Its tail is summed exactly up to {@value #EXACT_TERMS} terms; beyond, it
 * is bounded by Chernoff's inequality, P(x &gt; B) &lt;= min over t of exp(-t B) (sinh(t/2) /
 * (t/2))^(h+1), which is near the Gaussian tail. The probability is for all coefficients together.
 * (The analysis of Bossuat, Troncoso-Pastoriza, Hubaux, 2022, section 4; for h = 32, B = 16 and
 * 2^16 coefficients it gives their 2^-138.7.)
 *
 * @param weight h, of the secret the modulus is raised under
 * @param coefficients how many coefficients must stay within the bound
 * @param bound B, in units of q_0
 * @param log2Failure log2 of the probability that one does not, or of a bound of it
 */
public record OverflowBound(int weight, int coefficients, double bound, double log2Failure) {
  private static final int EXACT_TERMS = 512;

  /** Bounds are multiples of 1/64. */
  private static final int STEPS = 64;

  /** The probability at a given bound, which is rounded down to a multiple of 1/64. */
  public static OverflowBound at(int weight, int coefficients, double bound) {
    int steps = (int) Math.floor(bound * STEPS);
    return new OverflowBound(
        weight, coefficients, (double) steps / STEPS, log2Failure(weight, coefficients, steps));
  }

  /**
   * The least bound, in steps of 1/64, that fails with at most the given probability.
   *
   * @param log2Failure negative
   */
  public static OverflowBound least(int weight, int coefficients, double log2Failure) {
    int low = 0;
    int high = (weight + 1) * STEPS / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (log2Failure(weight, coefficients, middle) <= log2Failure) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return at(weight, coefficients, (double) high / STEPS);
  }

  private static double log2Failure(int weight, int coefficients, int steps) {
    int terms = weight + 1;
    if (2 * steps >= terms * STEPS) {
      return Double.NEGATIVE_INFINITY;
    }
    double tail = terms <= EXACT_TERMS ? exact(terms, steps) : chernoff(terms, steps);
    return Math.min(0, 1 + Log2.of(coefficients) + tail);
  }

  /** log2 P(x &gt; B) = log2 of sum over k of (-1)^k C(n, k) (n/2 - B - k)_+^n / n!. */
  private static double exact(int terms, int steps) {
    BigInteger sum = BigInteger.ZERO;
    BigInteger binomial = BigInteger.ONE;
    int distance = terms * STEPS / 2 - steps;
    for (int k = 0; k * STEPS < distance; k++) {
      BigInteger term =
          binomial.multiply(BigInteger.valueOf(distance - (long) k * STEPS).pow(terms));
      sum = k % 2 == 0 ? sum.add(term) : sum.subtract(term);
      binomial =
          binomial.multiply(BigInteger.valueOf(terms - k)).divide(BigInteger.valueOf(k + 1L));
    }
    double factorial = 0;
    for (int k = 2; k <= terms; k++) {
      factorial += Log2.of(k);
    }
    return log2(sum) - terms * Log2.of(STEPS) - factorial;
  }

  private static double chernoff(int terms, int steps) {
    double bound = (double) steps / STEPS;
    double low = 0;
    double high = 64;
    // The exponent is convex in t.
    for (int i = 0; i < 200; i++) {
      double left = low + (high - low) / 3;
      double right = high - (high - low) / 3;
      if (exponent(left, bound, terms) < exponent(right, bound, terms)) {
        high = right;
      } else {
        low = left;
      }
    }
    return Math.min(0, exponent(low, bound, terms)) / Math.log(2);
  }

  private static double exponent(double t, double bound, int terms) {
    double half = t / 2;
    double logRatio = half < 1e-4 ? half * half / 6 : Math.log(Math.sinh(half) / half);
    return terms * logRatio - t * bound;
  }

  private static double log2(BigInteger x) {
    int excess = Math.max(0, x.bitLength() - 1000);
    return Log2.of(x.shiftRight(excess).doubleValue()) + excess;
  }

  /** A sentence for reports. */
  @Override
  public String toString() {
    return "weight %d: %d coefficients stay within %.3f q_0 except with probability 2^%.1f"
        .formatted(weight, coefficients, bound, log2Failure);
  }
}
