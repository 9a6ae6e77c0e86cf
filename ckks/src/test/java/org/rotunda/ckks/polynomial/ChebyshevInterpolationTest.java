package org.rotunda.ckks.polynomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChebyshevInterpolationTest {
  private static final int GRID = 2001;

  /** 4 M rho^-d / (rho - 1), Trefethen, theorem 8.2, with M a bound on the Bernstein ellipse. */
  private static double theory(double rho, double bound, int degree) {
    return 4 * bound * Math.pow(rho, -degree) / (rho - 1);
  }

  /**
   * Rounding: a coefficient is 2/n times a sum of n products, so its error is at most 2 (n + 4)
   * roundoffs of max |f|, plus the roundoff of x in f; n of them add up.
   */
  private static double rounding(double maximum, double maxSlope, ChebyshevSeries series) {
    double n = series.degree() + 1;
    return 0x1p-53 * n * (2 * (n + 4) * maximum + 16 * maxSlope) + series.roundingBound();
  }

  private static void assertError(
      DoubleUnaryOperator f, Interval interval, int degree, double theory, double slope) {
    ChebyshevSeries series = ChebyshevInterpolation.interpolate(f, interval, degree);
    double maximum = Math.max(1, Math.abs(f.applyAsDouble(interval.upper())));
    assertThat(ChebyshevInterpolation.error(f, series, GRID).maximum())
        .as("degree %d", degree)
        .isLessThanOrEqualTo(theory + rounding(maximum, slope, series));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 12, 20, 40, 63})
  void exponentialConvergesAsTheoryBounds(int degree) {
    double rho = 2.0 * (degree + 1);
    double bound = Math.exp((rho + 1 / rho) / 2);
    assertError(Math::exp, Interval.UNIT, degree, theory(rho, bound, degree), Math.E);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 30, 40, 60, 80, 119})
  void cosineConvergesAsTheoryBounds(int degree) {
    double frequency = 25;
    double rho = Math.max(1.5, 2.0 * degree / frequency);
    double bound = Math.cosh(frequency * (rho - 1 / rho) / 2);
    assertError(
        u -> Math.cos(frequency * u), Interval.UNIT, degree, theory(rho, bound, degree), frequency);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 15, 31, 63, 100})
  void sigmoidConvergesAsTheoryBounds(int degree) {
    // On |Im z| <= y with pi/2 <= y < pi, |1 + exp(-z)| >= sin y; the ellipse is 8 times a unit
    // one.
    double y = Math.PI * 0.9;
    double half = y / 8;
    double rho = half + Math.sqrt(1 + half * half);
    assertError(
        x -> 1 / (1 + Math.exp(-x)),
        Interval.symmetric(8),
        degree,
        theory(rho, 1 / Math.sin(y), degree),
        8);
  }

  @Test
  void interpolantEqualsTheFunctionInTheNodes() {
    Interval interval = new Interval(0.5, 4);
    ChebyshevSeries series = ChebyshevInterpolation.interpolate(Math::log, interval, 6);
    for (int j = 0; j <= 6; j++) {
      double x = interval.fromUnit(Math.cos(Math.PI * (2 * j + 1) / 14));
      assertThat(series.evaluate(x)).isCloseTo(Math.log(x), within(rounding(2, 2, series)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 31, 64})
  void seriesAreReproduced(int degree) {
    ChebyshevSeries series = RandomSeries.of(1, degree, Parity.NEITHER);
    ChebyshevSeries found =
        ChebyshevInterpolation.interpolate(series::evaluate, Interval.UNIT, degree);
    double slope = series.coefficientNorm() * degree * degree;
    double bound = rounding(series.coefficientNorm(), slope, series);
    for (int k = 0; k <= degree; k++) {
      assertThat(found.coefficient(k)).isCloseTo(series.coefficient(k), within(bound));
    }
  }

  @Test
  void smallestDegreeMeetsTheErrorAndTheOneBelowDoesNot() {
    ChebyshevSeries series = ChebyshevInterpolation.withError(Math::exp, Interval.UNIT, 1e-6, 30);
    assertThat(ChebyshevInterpolation.error(Math::exp, series, GRID).maximum())
        .isLessThanOrEqualTo(1e-6);
    for (int degree = 0; degree < series.degree(); degree++) {
      ChebyshevSeries smaller =
          ChebyshevInterpolation.interpolate(Math::exp, Interval.UNIT, degree);
      assertThat(ChebyshevInterpolation.error(Math::exp, smaller, GRID).maximum())
          .isGreaterThan(1e-6);
    }
  }

  @Test
  void unreachableErrorIsReported() {
    assertThatThrownBy(() -> ChebyshevInterpolation.withError(Math::abs, Interval.UNIT, 1e-6, 20))
        .isInstanceOf(ApproximationException.class)
        .hasMessageContaining("degrees up to 20");
  }

  @Test
  void negativeDegreeIsRefused() {
    assertThatThrownBy(() -> ChebyshevInterpolation.interpolate(Math::exp, Interval.UNIT, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void errorReportNamesItsWorstPoint() {
    ApproximationError error =
        ChebyshevInterpolation.error(x -> x * x, ChebyshevSeries.of(Interval.UNIT, 0.25), 5);
    assertThat(error.maximum()).isEqualTo(0.75);
    assertThat(error.worstPoint()).isEqualTo(-1);
    assertThat(error.points()).isEqualTo(5);
    assertThat(error.rootMeanSquare())
        .isCloseTo(Math.sqrt((2 * 0.5625 + 0.0625) / 5), within(1e-15));
  }
}
