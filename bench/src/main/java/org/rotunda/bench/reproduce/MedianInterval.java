package org.rotunda.bench.reproduce;

import java.util.List;

/**
 * A median with an interval that holds the true median with a stated probability, whatever the
 * distribution: between two order statistics of the sample (H. A. David, H. N. Nagaraja, "Order
 * Statistics", 3rd ed., section 7.1).
 *
 * @param median the sample's median
 * @param low the interval's lower end
 * @param high the interval's upper end
 * @param coverage the probability, at least 0.95 if the sample is large enough for that
 */
record MedianInterval(double median, double low, double high, double coverage) {

  private static final double WANTED = 0.95;

  /** The narrowest such interval of a sample of at least one value that covers 95 %, else all. */
  static MedianInterval of(List<Double> sample) {
    if (sample.isEmpty()) {
      throw new IllegalArgumentException(
          "A median needs at least one value, but there is none; measure first.");
    }
    double[] sorted = sample.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int n = sorted.length;
    int skipped = 0;
    while (2 * (skipped + 2) <= n && coverage(n, skipped + 1) >= WANTED) {
      skipped++;
    }
    return new MedianInterval(
        (sorted[(n - 1) / 2] + sorted[n / 2]) / 2,
        sorted[skipped],
        sorted[n - 1 - skipped],
        coverage(n, skipped));
  }

  /** One less twice the probability that at most {@code skipped} of n fall below the median. */
  private static double coverage(int n, int skipped) {
    double term = Math.pow(0.5, n);
    double tail = 0;
    for (int k = 0; k <= skipped; k++) {
      tail += term;
      term *= (n - k) / (k + 1.0);
    }
    return 1 - 2 * tail;
  }
}
