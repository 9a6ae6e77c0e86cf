package org.rotunda.ckks.polynomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChebyshevSeriesTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void valueIsExactWithinTheRoundingBound(long seed) {
    Random random = new Random(seed);
    for (int degree = 0; degree <= 127; degree += 1 + random.nextInt(4)) {
      ChebyshevSeries series = RandomSeries.of(seed, degree, Parity.NEITHER);
      for (int i = 0; i < 5; i++) {
        double x = i == 0 ? 1 : 2 * random.nextDouble() - 1;
        BigDecimal error =
            RandomSeries.exactly(series, x).subtract(new BigDecimal(series.evaluate(x)));
        assertThat(Math.abs(error.doubleValue()))
            .as("seed %d degree %d x %s", seed, degree, x)
            .isLessThanOrEqualTo(series.roundingBound());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void complexValueFollowsJoukowski(long seed) {
    // T_k((z + 1/z) / 2) = (z^k + z^-k) / 2
    Random random = new Random(seed);
    Complex z = new Complex(1 + 0.2 * random.nextDouble(), random.nextDouble());
    Complex u = z.add(z.reciprocal()).divide(2);
    ChebyshevSeries series = RandomSeries.of(seed, 30, Parity.NEITHER).on(new Interval(-1, 3));
    Complex expected = Complex.ZERO;
    for (int k = 0; k <= series.degree(); k++) {
      expected = expected.add(z.pow(k).add(z.pow(-k)).multiply(series.coefficient(k) / 2));
    }
    Complex value = series.evaluate(u.multiply(2).add(1));
    // Outside [-1, 1] Clenshaw's errors grow as |z|^d at most: |U_k| <= (k + 1) |z|^k.
    double bound = 8 * series.roundingBound() * Math.pow(z.abs(), 2 * series.degree());
    assertThat(value.subtract(expected).abs()).as("seed %d", seed).isLessThanOrEqualTo(bound);
  }

  @Test
  void complexValueOnTheRealLineIsTheRealValue() {
    ChebyshevSeries series = RandomSeries.of(9, 40, Parity.NEITHER);
    Complex value = series.evaluate(new Complex(0.3, 0));
    assertThat(value.getReal()).isCloseTo(series.evaluate(0.3), within(series.roundingBound()));
    assertThat(value.getImaginary()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void divisionByChebyshevIsExactForEveryDivisor(long seed) {
    for (Parity parity : Parity.values()) {
      for (int degree = 0; degree <= 40; degree++) {
        ChebyshevSeries series = RandomSeries.of(seed, degree, parity);
        for (int m = 1; m <= degree + 1; m++) {
          ChebyshevDivision division = series.divideByChebyshev(m);
          String name = "seed %d degree %d by %d".formatted(seed, degree, m);
          assertThat(timesChebyshev(division.quotient(), m).plus(division.remainder()))
              .as(name)
              .isEqualTo(series);
          assertThat(division.remainder().degree()).as(name).isLessThan(m);
          assertThat(keeps(division.remainder(), parity)).as(name).isTrue();
          assertThat(keeps(division.quotient(), parity.dividedBy(m))).as(name).isTrue();
        }
      }
    }
  }

  private static boolean keeps(ChebyshevSeries series, Parity parity) {
    return series.part(parity).equals(series);
  }

  private static ChebyshevSeries timesChebyshev(ChebyshevSeries series, int m) {
    double[] product = new double[series.degree() + m + 1];
    for (int k = 0; k <= series.degree(); k++) {
      product[k + m] += series.coefficient(k) / 2;
      product[Math.abs(k - m)] += series.coefficient(k) / 2;
    }
    return ChebyshevSeries.of(series.interval(), product);
  }

  @Test
  void parityIsByExactZeros() {
    assertThat(ChebyshevSeries.of(Interval.UNIT, 1, 0, 2).parity()).isEqualTo(Parity.EVEN);
    assertThat(ChebyshevSeries.of(Interval.UNIT, 0, 1, 0, 2).parity()).isEqualTo(Parity.ODD);
    assertThat(ChebyshevSeries.of(Interval.UNIT, 1e-300, 1).parity()).isEqualTo(Parity.NEITHER);
    assertThat(ChebyshevSeries.of(Interval.UNIT).parity()).isEqualTo(Parity.EVEN);
  }

  @Test
  void trailingZerosDontCount() {
    ChebyshevSeries series = ChebyshevSeries.of(Interval.UNIT, 1, 2, -0.0, 0);
    assertThat(series.degree()).isEqualTo(1);
    assertThat(series).isEqualTo(ChebyshevSeries.of(Interval.UNIT, 1, 2));
    assertThat(series).hasSameHashCodeAs(ChebyshevSeries.of(Interval.UNIT, 1, 2));
    assertThat(series.coefficient(7)).isZero();
  }

  @Test
  void trimDropsSmallTrailingCoefficientsOnly() {
    ChebyshevSeries series = ChebyshevSeries.of(Interval.UNIT, 1e-9, 1, 1e-9, -1e-9);
    assertThat(series.trim(1e-8)).isEqualTo(ChebyshevSeries.of(Interval.UNIT, 1e-9, 1));
    assertThat(series.trim(2).isZero()).isTrue();
  }

  @Test
  void sumsAndMultiplesActOnCoefficients() {
    ChebyshevSeries series = ChebyshevSeries.of(Interval.UNIT, 1, 2, 3);
    assertThat(series.plus(series.times(-1)).isZero()).isTrue();
    assertThat(series.plus(ChebyshevSeries.of(Interval.UNIT, 1)).coefficients())
        .containsExactly(2, 2, 3);
  }

  @Test
  void coefficientsAreCopied() {
    double[] coefficients = {1, 2};
    ChebyshevSeries series = ChebyshevSeries.of(Interval.UNIT, coefficients);
    coefficients[0] = 5;
    Arrays.fill(series.coefficients(), 7);
    assertThat(series.coefficients()).containsExactly(1, 2);
  }

  @Test
  void differentIntervalsAreRefused() {
    ChebyshevSeries series = ChebyshevSeries.of(Interval.UNIT, 1);
    ChebyshevSeries other = series.on(Interval.symmetric(2));
    assertThatThrownBy(() -> series.plus(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one interval only");
  }

  @Test
  void infiniteCoefficientsAreRefused() {
    assertThatThrownBy(() -> ChebyshevSeries.of(Interval.UNIT, 1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("c_1 is NaN");
  }

  @Test
  void divisionByConstantIsRefused() {
    assertThatThrownBy(() -> ChebyshevSeries.of(Interval.UNIT, 1).divideByChebyshev(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("m = 0");
  }
}
