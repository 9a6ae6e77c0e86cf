package org.rotunda.ckks.polynomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemezTest {
  private static final Domain UNIT = Domain.of(Interval.UNIT);
  private static final double LEVELLING = 1e-6;

  /**
   * Chebyshev's theorem: an error that alternates in as many points as there are free coefficients
   * plus one, and is nowhere larger, is the least. Checked apart from the search, on a grid.
   */
  private static void assertBest(
      MinimaxApproximation best, DoubleUnaryOperator f, Domain domain, int coefficients) {
    DoubleUnaryOperator error = x -> best.series().evaluate(x) - f.applyAsDouble(x);
    double tolerance = LEVELLING * best.levelledError() + best.series().roundingBound();
    List<Double> reference = best.reference();
    assertThat(reference).hasSize(coefficients + 1).isSorted();
    double sign = Math.signum(error.applyAsDouble(reference.getFirst()));
    for (double x : reference) {
      assertThat(sign * error.applyAsDouble(x)).isCloseTo(best.levelledError(), within(tolerance));
      sign = -sign;
    }
    assertThat(best.maxError()).isCloseTo(best.levelledError(), within(tolerance));
    ApproximationError measured =
        ApproximationError.measure(f, best.series()::evaluate, domain, 5001);
    assertThat(measured.maximum()).isLessThanOrEqualTo(best.levelledError() + tolerance);
  }

  static Stream<Arguments> functions() {
    DoubleUnaryOperator sigmoid = x -> 1 / (1 + Math.exp(-x));
    DoubleUnaryOperator cosine = x -> Math.cos(3 * x);
    return Stream.of(
            new Object[] {"exp", (DoubleUnaryOperator) Math::exp, Interval.UNIT, 8},
            new Object[] {"sigmoid", sigmoid, Interval.symmetric(16), 40},
            new Object[] {"cosine", cosine, new Interval(-1, 2), 12},
            new Object[] {"abs", (DoubleUnaryOperator) Math::abs, Interval.UNIT, 24},
            new Object[] {"root", (DoubleUnaryOperator) Math::sqrt, new Interval(0, 1), 14})
        .flatMap(
            f ->
                IntStream.rangeClosed(0, (int) f[3])
                    .mapToObj(degree -> Arguments.of(f[0], f[1], f[2], degree)));
  }

  @ParameterizedTest(name = "{0} degree {3}")
  @MethodSource("functions")
  void errorAlternatesAndIsLevelled(
      String name, DoubleUnaryOperator f, Interval interval, int degree) {
    Domain domain = Domain.of(interval);
    assertBest(Remez.approximate(f, domain, degree), f, domain, degree + 1);
  }

  @Test
  void exponentialHasKnownErrors() {
    // Degree 0: (e - 1/e) / 2. Degree 1: slope sinh 1, tangent at its logarithm.
    double slope = Math.sinh(1);
    double degree1 = (Math.exp(-1) + slope * Math.log(slope)) / 2;
    assertThat(Remez.approximate(Math::exp, UNIT, 0).levelledError())
        .isCloseTo(slope, within(1e-12));
    assertThat(Remez.approximate(Math::exp, UNIT, 1).levelledError())
        .isCloseTo(degree1, within(1e-12));
    assertThat(Remez.approximate(Math::exp, UNIT, 5).levelledError())
        .isCloseTo(4.5206e-5, within(5e-10));
  }

  @Test
  void absoluteValueHasKnownErrors() {
    // Varga and Carpenter, "On the Bernstein conjecture in approximation theory" (1985).
    MinimaxApproximation parabola = Remez.approximate(Math::abs, UNIT, 2);
    assertThat(parabola.levelledError()).isCloseTo(0.125, within(1e-12));
    assertThat(MonomialBasis.toPowers(parabola.series()))
        .containsExactly(new double[] {0.125, 0, 1}, within(1e-6));
    assertThat(4 * Remez.approximate(Math::abs, UNIT, 4).levelledError())
        .isCloseTo(0.2704835971, within(1e-10));
  }

  @Test
  void absoluteValueTendsToBernsteinsConstant() {
    // 2n E_2n = beta + K1 / n^2 + K2 / n^4 + ..., K2 = 0.0264: one Richardson step leaves K2 /
    // 4n^4.
    double at10 = 20 * Remez.approximate(Math::abs, UNIT, 20, Parity.EVEN).levelledError();
    double at20 = 40 * Remez.approximate(Math::abs, UNIT, 40, Parity.EVEN).levelledError();
    assertThat((4 * at20 - at10) / 3).isCloseTo(0.2801694990238691, within(0.03 / 4e4));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 0.5, 0.1, 0x1p-8, 0x1p-20})
  void linearSignHasKnownError(double gap) {
    MinimaxApproximation best =
        Remez.approximate(Math::signum, Domain.aroundZero(gap, 1), 1, Parity.ODD);
    assertThat(best.levelledError()).isCloseTo((1 - gap) / (1 + gap), within(1e-12));
    assertThat(best.series().coefficient(1)).isCloseTo(2 / (1 + gap), within(1e-12));
  }

  @Test
  void squareOnTwoIntervalsHasKnownError() {
    MinimaxApproximation best = Remez.approximate(x -> x * x, Domain.aroundZero(0.25, 1), 1);
    assertThat(best.levelledError()).isCloseTo((1 - 0.0625) / 2, within(1e-9));
    assertThat(best.series().coefficient(0)).isCloseTo((1 + 0.0625) / 2, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7, 15, 31, 63, 127})
  void signIsLevelledInTheOddBasis(int degree) {
    Domain domain = Domain.aroundZero(0x1p-4, 1);
    MinimaxApproximation best = Remez.approximate(Math::signum, domain, degree, Parity.ODD);
    assertBest(best, Math::signum, domain, (degree + 1) / 2);
    assertThat(best.series().parity()).isEqualTo(Parity.ODD);
  }

  @Test
  void oddBasisLosesNothingForOddFunctions() {
    Domain domain = Domain.aroundZero(0.1, 1);
    for (int degree = 1; degree <= 15; degree += 2) {
      assertThat(Remez.approximate(Math::signum, domain, degree, Parity.ODD).levelledError())
          .isCloseTo(Remez.approximate(Math::signum, domain, degree).levelledError(), within(1e-8));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 31, 39, 45})
  void modularReductionOverManyIntervalsIsLevelled(int degree) {
    Domain domain =
        new Domain(
            IntStream.rangeClosed(-6, 6)
                .mapToObj(i -> new Interval(i - 1.0 / 64, i + 1.0 / 64))
                .toList());
    DoubleUnaryOperator sine = x -> Math.sin(2 * Math.PI * x);
    assertBest(Remez.approximate(sine, domain, degree), sine, domain, degree + 1);
    assertBest(Remez.approximate(sine, domain, degree, Parity.ODD), sine, domain, (degree + 1) / 2);
  }

  @Test
  void polynomialsAreFoundExactly() {
    ChebyshevSeries series = RandomSeries.of(1, 9, Parity.NEITHER);
    MinimaxApproximation best = Remez.approximate(series::evaluate, UNIT, 9);
    assertThat(best.maxError()).isLessThanOrEqualTo(4 * series.roundingBound());
  }

  @Test
  void unevenDomainIsRefusedForSymmetricBases() {
    assertThatThrownBy(
            () -> Remez.approximate(Math::exp, Domain.of(new Interval(0, 1)), 3, Parity.EVEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("symmetric about 0");
  }

  @Test
  void impossibleDegreesAreRefused() {
    assertThatThrownBy(() -> Remez.approximate(Math::exp, UNIT, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Remez.approximate(Math::signum, UNIT, 0, Parity.ODD))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
