package org.rotunda.ckks.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.commons.math3.stat.inference.ChiSquareTest;

/**
 * Chi-square tests on seeded samples. A correct sampler fails one test in 10^6; as the seeds are
 * fixed, a test either always passes or always fails.
 */
final class ChiSquare {
  private static final double SIGNIFICANCE = 1e-6;

  private ChiSquare() {}

  static void assertUniform(long[] counts) {
    double[] expected = new double[counts.length];
    Arrays.fill(expected, 1);
    assertFits(expected, counts);
  }

  /** The expected frequencies may have any sum. */
  static void assertFits(double[] expected, long[] counts) {
    assertThat(new ChiSquareTest().chiSquareTest(expected, counts))
        .as("p-value of %s", Arrays.toString(counts))
        .isGreaterThan(SIGNIFICANCE);
  }
}
