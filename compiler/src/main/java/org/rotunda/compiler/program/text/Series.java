package org.rotunda.compiler.program.text;

import java.util.List;
import org.rotunda.ckks.polynomial.ChebyshevSeries;
import org.rotunda.ckks.polynomial.Interval;
import org.rotunda.compiler.program.ShapeException;

/** Makes Chebyshev series of what a program text writes. */
final class Series {

  private Series() {}

  /**
   * Returns the series with these coefficients on an interval.
   *
   * @throws ShapeException if a number isn't finite or the interval is empty
   */
  static ChebyshevSeries of(List<Double> coefficients, double lower, double upper) {
    double[] numbers = coefficients.stream().mapToDouble(Double::doubleValue).toArray();
    try {
      return ChebyshevSeries.of(new Interval(lower, upper), numbers);
    } catch (IllegalArgumentException e) {
      throw new ShapeException(String.valueOf(e.getMessage()));
    }
  }
}
