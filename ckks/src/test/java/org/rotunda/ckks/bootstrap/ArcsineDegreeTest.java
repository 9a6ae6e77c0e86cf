package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArcsineDegreeTest {
  /** In units of a message of 1, whose sine has the argument x. */
  private static double error(ArcsineDegree degree, double x) {
    double sine = Math.sin(x);
    double undone = degree.series().map(series -> series.evaluate(sine)).orElse(sine);
    return Math.abs(undone - x) / x;
  }

  @ParameterizedTest
  @EnumSource
  void whatRemainsIsBelowItsBoundAndAboveAQuarterOfIt(ArcsineDegree degree) {
    for (int log = 4; log <= 7; log++) {
      double error = error(degree, 2 * Math.PI / (1 << log));
      // Doubles round at 2^-53; what is compared stays above 2^-47.
      assertThat(error)
          .as("%s, ratio 2^%d", degree, log)
          .isBetween(degree.remainder(log) / 4, degree.remainder(log) + 0x1p-50);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "13, 23, ONE",
    "13, 24, THREE",
    "8, 13, ONE",
    "8, 20, THREE",
    "8, 30, FIVE",
    "8, 40, SEVEN"
  })
  void theLeastDegreeIsTaken(int logMessageRatio, double bits, ArcsineDegree expected) {
    assertThat(ArcsineDegree.least(logMessageRatio, bits)).isEqualTo(expected);
    assertThat(BootstrapParameters.of(1).withMessageRatio(logMessageRatio, bits).arcsine())
        .isEqualTo(expected);
  }

  @Test
  void whatNoDegreeReachesIsRefused() {
    assertThatThrownBy(() -> ArcsineDegree.least(4, 30))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("take a larger ratio");
    assertThatThrownBy(() -> ArcsineDegree.least(1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ArcsineDegree.least(13, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }
}
