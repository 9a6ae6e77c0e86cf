package org.rotunda.ckks.polynomial;

import java.util.function.DoubleUnaryOperator;

/**
 * Interpolation at Chebyshev nodes of the first kind (Trefethen, "Approximation Theory and
 * Approximation Practice", chapters 2 to 8). For a function analytic in the Bernstein ellipse of
 * parameter rho and bounded there by M, the error is at most 4 M rho^-d / (rho - 1).
 */
public final class ChebyshevInterpolation {
  private static final int GRID_POINTS_PER_DEGREE = 16;

  private ChebyshevInterpolation() {}

  /**
   * The series of degree at most {@code degree} that equals f in degree + 1 Chebyshev nodes.
   *
   * @param f finite in the nodes
   * @param interval where f is interpolated
   * @param degree at least 0
   * @throws IllegalArgumentException if the degree is negative or f is not finite in a node
   */
  public static ChebyshevSeries interpolate(DoubleUnaryOperator f, Interval interval, int degree) {
    if (degree < 0) {
      throw new IllegalArgumentException(
          "A degree must be at least 0, but found %d; give a larger one.".formatted(degree));
    }
    int nodes = degree + 1;
    double[] cosines = new double[4 * nodes]; // cos(pi m / (2 nodes)), of period 4 nodes in m
    for (int m = 0; m < cosines.length; m++) {
      cosines[m] = cosineOfQuarters(m, nodes);
    }
    double[] values = new double[nodes];
    for (int j = 0; j < nodes; j++) {
      values[j] = f.applyAsDouble(interval.fromUnit(cosines[2 * j + 1]));
    }
    double[] coefficients = new double[nodes];
    for (int k = 0; k < nodes; k++) {
      double sum = 0;
      for (int j = 0; j < nodes; j++) {
        sum += values[j] * cosines[(int) ((long) k * (2 * j + 1) % cosines.length)];
      }
      coefficients[k] = (k == 0 ? 1 : 2) * sum / nodes;
    }
    return ChebyshevSeries.of(interval, coefficients);
  }

  /**
   * The error of a series against f on a uniform grid over the interval of the series.
   *
   * @param points grid points, ends included; at least 2
   */
  public static ApproximationError error(
      DoubleUnaryOperator f, ChebyshevSeries series, int points) {
    return ApproximationError.measure(f, series::evaluate, Domain.of(series.interval()), points);
  }

  /**
   * The interpolant of smallest degree whose error is at most {@code maxError} on a grid of 16
   * points a degree.
   *
   * @param maxError positive
   * @param maxDegree the largest degree tried
   * @throws ApproximationException if no degree up to {@code maxDegree} does
   */
  public static ChebyshevSeries withError(
      DoubleUnaryOperator f, Interval interval, double maxError, int maxDegree) {
    double best = Double.POSITIVE_INFINITY;
    for (int degree = 0; degree <= maxDegree; degree++) {
      ChebyshevSeries series = interpolate(f, interval, degree);
      double error = error(f, series, GRID_POINTS_PER_DEGREE * (degree + 2) + 1).maximum();
      if (error <= maxError) {
        return series;
      }
      best = Math.min(best, error);
    }
    throw new ApproximationException(
        ("An error of at most %s was wanted, but degrees up to %d reach %s on %s; allow a "
                + "larger degree or error.")
            .formatted(maxError, maxDegree, best, interval));
  }

  /** cos(pi m / (2 n)) with exact zeros and symmetry, so that odd functions stay odd. */
  private static double cosineOfQuarters(int m, int n) {
    int folded = m <= 2 * n ? m : 4 * n - m;
    return Math.sin(Math.PI * (n - folded) / (2.0 * n));
  }
}
