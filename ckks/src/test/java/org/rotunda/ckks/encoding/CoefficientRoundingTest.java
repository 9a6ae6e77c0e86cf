package org.rotunda.ckks.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeSearch;
import org.rotunda.ckks.ring.kernel.KernelProvider;

class CoefficientRoundingTest {
  private static final Kernels KERNELS = KernelProvider.select();

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        0.4,
        0.5,
        -0.5,
        1.5,
        -0.0,
        1,
        -1,
        0x1p52,
        0x1p53,
        0x1.fffffffffffffp62,
        0x1p63,
        -0x1p63,
        0x1.0000000000001p63,
        0x1.23456789abcdep64,
        -0x1.23456789abcdep100,
        0x1.fffffffffffffp240
      })
  void residuesAreThoseOfTheRoundedNumberHoweverLarge(double value) {
    for (int bits : new int[] {20, 40, 61}) {
      Modulus q = new Modulus(PrimeSearch.below(bits, 1, 4, List.of()).getFirst());
      long[] limb = new long[1];
      new CoefficientRounding(new double[] {value}, 1, KERNELS).reduce(limb, q, KERNELS);
      assertThat(limb[0])
          .as("%s modulo %s", value, q)
          .isEqualTo(
              q.reduce(new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN).toBigInteger()));
    }
  }

  @ParameterizedTest
  @CsvSource({"NaN, 1", "Infinity, 1", "1, NaN", "1e300, 1e300", "0, Infinity"})
  void numbersThatAreNotFiniteAreRefused(double coefficient, double scale) {
    assertThatThrownBy(() -> new CoefficientRounding(new double[] {0, coefficient}, scale, KERNELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite");
  }
}
