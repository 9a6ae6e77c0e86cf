package org.rotunda.ckks.polynomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonomialBasisTest {

  @Test
  void fifthChebyshevPolynomialIsKnown() {
    ChebyshevSeries series = ChebyshevSeries.of(Interval.UNIT, 0, 0, 0, 0, 0, 1);
    assertThat(MonomialBasis.toPowers(series)).containsExactly(0, 5, 0, -20, 0, 16);
    assertThat(MonomialBasis.toChebyshev(Interval.UNIT, 0, 5, 0, -20, 0, 16)).isEqualTo(series);
  }

  @Test
  void squareOnAnotherIntervalIsKnown() {
    // x = 2u + 1 on [-1, 3]: x^2 = 4u^2 + 4u + 1 = 2 T_2 + 4 T_1 + 3.
    assertThat(MonomialBasis.toChebyshev(new Interval(-1, 3), 0, 0, 1).coefficients())
        .containsExactly(3, 4, 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void roundTripIsExactOnSmallIntegers(long seed) {
    // Powers of two as scale and offset, integers as coefficients: no operation rounds.
    Random random = new Random(seed);
    for (int degree = 0; degree <= 12; degree++) {
      double[] powers = random.ints(degree + 1, 1, 9).asDoubleStream().toArray();
      for (Interval interval : new Interval[] {Interval.UNIT, new Interval(-1, 3)}) {
        ChebyshevSeries series = MonomialBasis.toChebyshev(interval, powers);
        assertThat(MonomialBasis.toPowers(series))
            .as("seed %d degree %d", seed, degree)
            .containsExactly(powers);
      }
    }
  }

  @Test
  void noPowersAreTheZeroSeries() {
    assertThat(MonomialBasis.toChebyshev(Interval.UNIT).isZero()).isTrue();
  }

  @Test
  void largeDegreesAreRefused() {
    ChebyshevSeries series = RandomSeries.of(1, 33, Parity.NEITHER);
    assertThatThrownBy(() -> MonomialBasis.toPowers(series))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found degree 33");
    assertThatThrownBy(() -> MonomialBasis.toChebyshev(Interval.UNIT, new double[34]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
