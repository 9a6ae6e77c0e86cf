package org.rotunda.ckks.polynomial;

import java.util.Arrays;
import org.apache.commons.math3.complex.Complex;

/**
 * A polynomial in the Chebyshev basis of an interval: f(x) = sum over k of c_k T_k(u), where u is x
 * mapped from the interval to [-1, 1]. The coefficient c_0 is not halved. Immutable; trailing exact
 * zeros are dropped, so that equal polynomials on one interval are equal values.
 */
public final class ChebyshevSeries {
  private static final double UNIT_ROUNDOFF = 0x1p-53;

  private final Interval interval;
  private final double[] coefficients;

  private ChebyshevSeries(Interval interval, double[] coefficients) {
    this.interval = interval;
    this.coefficients = coefficients;
  }

  /**
   * A series from its coefficients.
   *
   * @param interval where the series approximates
   * @param coefficients c_0 to c_d; finite; none at all is the zero series
   * @throws IllegalArgumentException if a coefficient is not finite
   */
  public static ChebyshevSeries of(Interval interval, double... coefficients) {
    int length = coefficients.length;
    while (length > 1 && coefficients[length - 1] == 0) {
      length--;
    }
    double[] kept = Arrays.copyOf(coefficients, Math.max(1, length));
    for (int k = 0; k < kept.length; k++) {
      if (!Double.isFinite(kept[k])) {
        throw new IllegalArgumentException(
            ("Chebyshev coefficients must be finite, but c_%d is %s; check the approximated "
                    + "function.")
                .formatted(k, kept[k]));
      }
      kept[k] += 0.0; // -0.0 becomes 0.0, for equality
    }
    return new ChebyshevSeries(interval, kept);
  }

  /** The interval that is mapped to [-1, 1]. */
  public Interval interval() {
    return interval;
  }

  /** The largest index of a nonzero coefficient; 0 for constants, zero among them. */
  public int degree() {
    return coefficients.length - 1;
  }

  /**
   * The coefficient of T_k, zero above the degree.
   *
   * @throws IndexOutOfBoundsException if k is negative
   */
  public double coefficient(int k) {
    return k < coefficients.length ? coefficients[k] : 0;
  }

  /** A copy of the coefficients c_0 to c_degree. */
  public double[] coefficients() {
    return coefficients.clone();
  }

  /** Whether every coefficient is zero. */
  public boolean isZero() {
    return coefficients.length == 1 && coefficients[0] == 0;
  }

  /** The parity, by exact zeros; about the centre of the interval. */
  public Parity parity() {
    boolean even = true;
    boolean odd = true;
    for (int k = 0; k < coefficients.length; k++) {
      if (coefficients[k] != 0) {
        even &= k % 2 == 0;
        odd &= k % 2 != 0;
      }
    }
    return even ? Parity.EVEN : odd ? Parity.ODD : Parity.NEITHER;
  }

  /** This series without the coefficients that the parity forbids. */
  public ChebyshevSeries part(Parity parity) {
    double[] kept = coefficients.clone();
    for (int k = 0; k < kept.length; k++) {
      if (!parity.allows(k)) {
        kept[k] = 0;
      }
    }
    return of(interval, kept);
  }

  /**
   * This series without its trailing coefficients of absolute value at most the threshold. On the
   * interval it changes by at most the sum of their absolute values.
   */
  public ChebyshevSeries trim(double threshold) {
    int length = coefficients.length;
    while (length > 0 && Math.abs(coefficients[length - 1]) <= threshold) {
      length--;
    }
    return of(interval, Arrays.copyOf(coefficients, length));
  }

  /**
   * The sum of two series.
   *
   * @throws IllegalArgumentException if their intervals differ
   */
  public ChebyshevSeries plus(ChebyshevSeries other) {
    if (!interval.equals(other.interval)) {
      throw new IllegalArgumentException(
          ("Series can be added on one interval only, but found %s and %s; approximate both "
                  + "on the same.")
              .formatted(interval, other.interval));
    }
    double[] sum =
        Arrays.copyOf(coefficients, Math.max(coefficients.length, other.coefficients.length));
    for (int k = 0; k < other.coefficients.length; k++) {
      sum[k] += other.coefficients[k];
    }
    return of(interval, sum);
  }

  /** This series with every coefficient multiplied by the factor. */
  public ChebyshevSeries times(double factor) {
    double[] product = coefficients.clone();
    for (int k = 0; k < product.length; k++) {
      product[k] *= factor;
    }
    return of(interval, product);
  }

  /** The series with the same coefficients on another interval. */
  public ChebyshevSeries on(Interval other) {
    return new ChebyshevSeries(other, coefficients);
  }

  /**
   * Division with remainder by T_m, from 2 T_i T_j = T_{i+j} + T_{|i-j|}. Exact zeros stay exact,
   * so parity is kept: for even m both parts have it, for odd m the quotient has the other one.
   *
   * @param m at least 1
   * @throws IllegalArgumentException if m is below 1
   */
  public ChebyshevDivision divideByChebyshev(int m) {
    if (m < 1) {
      throw new IllegalArgumentException(
          "A series can be divided by T_m for m >= 1 only, but found m = %d; use times for T_0."
              .formatted(m));
    }
    if (m > degree()) {
      return new ChebyshevDivision(of(interval), this);
    }
    double[] rest = coefficients.clone();
    double[] quotient = new double[degree() - m + 1];
    for (int k = degree(); k > m; k--) {
      quotient[k - m] = 2 * rest[k];
      rest[Math.abs(2 * m - k)] -= rest[k];
    }
    quotient[0] = rest[m];
    return new ChebyshevDivision(of(interval, quotient), of(interval, Arrays.copyOf(rest, m)));
  }

  /** The value at x, by Clenshaw's recurrence; x may lie outside the interval. */
  public double evaluate(double x) {
    double u = interval.toUnit(x);
    double next = 0;
    double afterNext = 0;
    for (int k = degree(); k >= 1; k--) {
      double current = coefficients[k] + (2 * u * next - afterNext);
      afterNext = next;
      next = current;
    }
    return coefficients[0] + (u * next - afterNext);
  }

  /** The value at a complex argument, by Clenshaw's recurrence. */
  public Complex evaluate(Complex x) {
    double ur = interval.toUnit(x.getReal());
    double ui = 2 * x.getImaginary() / interval.length();
    double nextR = 0;
    double nextI = 0;
    double afterR = 0;
    double afterI = 0;
    for (int k = degree(); k >= 1; k--) {
      double currentR = coefficients[k] + (2 * (ur * nextR - ui * nextI) - afterR);
      double currentI = 2 * (ur * nextI + ui * nextR) - afterI;
      afterR = nextR;
      afterI = nextI;
      nextR = currentR;
      nextI = currentI;
    }
    return new Complex(
        coefficients[0] + (ur * nextR - ui * nextI - afterR), ur * nextI + ui * nextR - afterI);
  }

  /** The sum of |c_k|, a bound of |f| on the interval. */
  public double coefficientNorm() {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum += Math.abs(coefficient);
    }
    return sum;
  }

  /**
   * A bound of the rounding error of {@link #evaluate(double)} for u in [-1, 1], the rounding of u
   * itself not counted. Clenshaw's b_k = c_k + 2 u b_{k+1} - b_{k+2} obeys |b_k| <= B_k = sum over
   * j >= k of (j - k + 1) |c_j|; the rounding made in b_k is at most 3 roundoffs of its terms and
   * reaches the result multiplied by at most |U_k(u)| <= k + 1. A fourth covers second-order terms.
   */
  public double roundingBound() {
    double tail = 0;
    double next = 0;
    double afterNext = 0;
    double sum = 0;
    for (int k = degree(); k >= 0; k--) {
      double magnitude = Math.abs(coefficients[k]);
      sum += (k + 1) * (magnitude + 2 * next + afterNext);
      tail += magnitude;
      afterNext = next;
      next += tail;
    }
    return 4 * UNIT_ROUNDOFF * sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChebyshevSeries that
        && interval.equals(that.interval)
        && Arrays.equals(coefficients, that.coefficients);
  }

  @Override
  public int hashCode() {
    return 31 * interval.hashCode() + Arrays.hashCode(coefficients);
  }

  @Override
  public String toString() {
    return "ChebyshevSeries" + Arrays.toString(coefficients) + " on " + interval;
  }
}
