package org.rotunda.ckks.polynomial;

import java.util.Arrays;

/**
 * Conversion between Chebyshev series and coefficients of powers of x, for small degrees: the
 * coefficients of T_d grow as (1 + sqrt 2)^d, and with them the loss of precision.
 */
public final class MonomialBasis {
  /** The largest degree that is converted; there about 2^40 separates the two bases. */
  public static final int MAX_DEGREE = 32;

  private MonomialBasis() {}

  /**
   * The series on the interval of a polynomial given by powers of x (not of u), by Horner's rule in
   * Chebyshev arithmetic.
   *
   * @param interval where the series is wanted
   * @param powers a_0 to a_d, with f(x) = sum of a_k x^k; d at most {@link #MAX_DEGREE}
   * @throws IllegalArgumentException if the degree is larger
   */
  public static ChebyshevSeries toChebyshev(Interval interval, double... powers) {
    requireSmall(powers.length - 1);
    double centre = interval.fromUnit(0);
    double radius = interval.length() / 2;
    double[] series = new double[Math.max(1, powers.length)];
    for (int k = powers.length - 1; k >= 0; k--) {
      double[] product = new double[series.length];
      for (int j = 0; j < powers.length - 1 - k; j++) {
        product[j] += centre * series[j];
        product[j + 1] += radius * (j == 0 ? series[0] : series[j] / 2);
        if (j > 0) {
          product[j - 1] += radius * series[j] / 2;
        }
      }
      product[0] += powers[k];
      series = product;
    }
    return ChebyshevSeries.of(interval, series);
  }

  /**
   * The coefficients a_0 to a_d of powers of x (not of u) of a series.
   *
   * @throws IllegalArgumentException if the degree is above {@link #MAX_DEGREE}
   */
  public static double[] toPowers(ChebyshevSeries series) {
    int degree = series.degree();
    requireSmall(degree);
    double scale = series.interval().scale();
    double offset = series.interval().offset();
    double[] next = new double[degree + 1];
    double[] afterNext = new double[degree + 1];
    for (int k = degree; k >= 0; k--) {
      double factor = k == 0 ? 1 : 2;
      double[] current = new double[degree + 1];
      for (int j = 0; j <= degree - k; j++) {
        current[j] += factor * offset * next[j] - afterNext[j];
        if (j < degree) {
          current[j + 1] += factor * scale * next[j];
        }
      }
      current[0] += series.coefficient(k);
      afterNext = next;
      next = current;
    }
    return Arrays.copyOf(next, degree + 1);
  }

  private static void requireSmall(int degree) {
    if (degree > MAX_DEGREE) {
      throw new IllegalArgumentException(
          ("Powers of x carry a series up to degree %d only, but found degree %d; stay in "
                  + "the Chebyshev basis.")
              .formatted(MAX_DEGREE, degree));
    }
  }
}
