package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotunda.ckks.polynomial.ApproximationException;
import org.rotunda.ckks.polynomial.Parity;

class CosineApproximationTest {
  @ParameterizedTest
  @CsvSource({"12, 36", "15.875, 44", "24, 40", "50, 44", "512, 44"})
  void theSineIsMetWithinTheSeriesErrorTimesFourADoubleAngle(double bound, int bits) {
    double seriesError = Math.scalb(1.0, -bits);
    CosineApproximation cosine = CosineApproximation.of(bound, seriesError);
    // An error e of z makes one of 4 |z| e + 2 e^2 of 2 z^2 - 1, and |z| is at most 1 + e. Rounding
    // of the argument t - 1/4 before the cosine adds 2 pi B units in the last place.
    double rounding = 2 * Math.PI * bound * 0x1p-52;
    assertThat(cosine.error().maximum())
        .isLessThanOrEqualTo(
            Math.scalb(seriesError + rounding, 2 * cosine.doubleAngles()) * 1.01 + rounding);
    assertThat(cosine.plan().series().parity()).isEqualTo(Parity.EVEN);
    assertThat(cosine.depth()).isEqualTo(cosine.plan().depth() + cosine.doubleAngles());
  }

  @Test
  void theUsualIntervalsTakeEightLevels() {
    CosineApproximation cosine = CosineApproximation.of(15.875, 0x1p-44);
    assertThat(cosine.depth()).isEqualTo(8);
    assertThat(cosine.multiplications()).isLessThanOrEqualTo(14);
  }

  @Test
  void anErrorBelowDoublePrecisionIsRefused() {
    assertThatThrownBy(() -> CosineApproximation.of(16, 1e-30))
        .isInstanceOf(ApproximationException.class)
        .hasMessageContaining("1.0E-30");
  }
}
