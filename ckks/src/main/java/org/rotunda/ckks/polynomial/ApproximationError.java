package org.rotunda.ckks.polynomial;

import java.util.function.DoubleUnaryOperator;

/**
 * The error of an approximation, measured on a uniform grid over each interval of a domain.
 *
 * @param maximum largest |p(x) - f(x)| on the grid
 * @param worstPoint the grid point where the maximum was found
 * @param rootMeanSquare root of the mean of the squared errors over the grid
 * @param points number of grid points
 */
public record ApproximationError(
    double maximum, double worstPoint, double rootMeanSquare, int points) {

  /**
   * Measures p against f.
   *
   * @param pointsPerInterval grid points on each interval, ends included; at least 2
   * @throws IllegalArgumentException if there are fewer points
   */
  public static ApproximationError measure(
      DoubleUnaryOperator f, DoubleUnaryOperator p, Domain domain, int pointsPerInterval) {
    if (pointsPerInterval < 2) {
      throw new IllegalArgumentException(
          "An error grid needs at least 2 points an interval, but found %d; ask for more."
              .formatted(pointsPerInterval));
    }
    double maximum = -1;
    double worstPoint = domain.hull().lower();
    double squares = 0;
    for (Interval interval : domain.intervals()) {
      for (int i = 0; i < pointsPerInterval; i++) {
        double x = interval.fromUnit(2.0 * i / (pointsPerInterval - 1) - 1);
        double error = Math.abs(p.applyAsDouble(x) - f.applyAsDouble(x));
        squares += error * error;
        if (error > maximum) {
          maximum = error;
          worstPoint = x;
        }
      }
    }
    int points = pointsPerInterval * domain.intervals().size();
    return new ApproximationError(maximum, worstPoint, Math.sqrt(squares / points), points);
  }
}
