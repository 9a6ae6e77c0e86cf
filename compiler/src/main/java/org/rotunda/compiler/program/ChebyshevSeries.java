package org.rotunda.compiler.program;

import java.util.List;

/**
 * f(x) = sum over k of c_k T_k(u), where u = (2 x - lower - upper) / (upper - lower) maps the
 * interval to [-1, 1] and T_k is the k-th Chebyshev polynomial of the first kind.
 *
 * @param coefficients c_0, c_1, ...; at least one, all finite
 * @param lower lower end of the interval
 * @param upper upper end of the interval, above the lower
 */
public record ChebyshevSeries(List<Double> coefficients, double lower, double upper) {

  /**
   * Creates a series.
   *
   * @throws ShapeException if there is no coefficient, a number isn't finite or the interval empty
   */
  public ChebyshevSeries {
    coefficients = List.copyOf(coefficients);
    if (coefficients.isEmpty()) {
      throw new ShapeException("Expected at least one Chebyshev coefficient, found none; give c_0.");
    }
    for (double coefficient : coefficients) {
      if (!Double.isFinite(coefficient)) {
        throw new ShapeException(
            "Expected finite Chebyshev coefficients, found " + coefficient + "; correct it.");
      }
    }
    if (!(lower < upper) || !Double.isFinite(upper - lower)) {
      throw new ShapeException(
          "Expected an interval with lower < upper, found ["
              + lower
              + ", "
              + upper
              + "]; swap or correct its ends.");
    }
  }

  /** Returns the degree: the number of coefficients less one. */
  public int degree() {
    return coefficients.size() - 1;
  }
}
