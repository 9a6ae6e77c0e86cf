package org.rotunda.ckks.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rotunda.ckks.encoding.ComplexVector;

class PrecisionTest {
  @Test
  void bitsAreThoseOfTheRealPartsErrors() {
    ComplexVector expected = ComplexVector.ofReal(1, -1, 0.5, 0);
    ComplexVector actual =
        ComplexVector.of(
            new double[] {1 + 0x1p-20, -1 - 0x1p-10, 0.5, 0x1p-30}, new double[] {1, 0, 0, 0});
    Precision precision = Precision.of(actual, expected);
    assertThat(Precision.bits(actual, expected)).containsExactly(20, 10, Precision.EXACT, 30);
    assertThat(precision.mean()).isEqualTo((20 + 10 + Precision.EXACT + 30) / 4.0);
    assertThat(precision.worst()).isEqualTo(10);
    assertThat(precision.worstSlot()).isEqualTo(1);
    assertThat(precision.rootMeanSquare()).isCloseTo(11, within(1e-5));
  }
}
