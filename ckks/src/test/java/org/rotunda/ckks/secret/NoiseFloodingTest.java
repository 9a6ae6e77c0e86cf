package org.rotunda.ckks.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotunda.ckks.noise.Noise;

class NoiseFloodingTest {
  @ParameterizedTest
  @CsvSource({"10, 1", "11, 1", "30, 1", "30, 1000", "128, 1073741824"})
  void deviationIsThatOfTheTheorem(int bits, int decryptions) {
    double expected = Math.sqrt(12.0 * decryptions * Math.pow(2, bits)) * 10 * 5;
    assertThat(new NoiseFlooding(bits, decryptions).deviation(new Noise(25)))
        .isCloseTo(expected, within(expected * 1e-12));
  }

  @Test
  void theDefaultCostsAboutTwentyBits() {
    double bits = Math.log(NoiseFlooding.DEFAULT.deviation(new Noise(1))) / Math.log(2);
    assertThat(bits).isBetween(19.5, 20.5);
  }

  @ParameterizedTest
  @CsvSource({"9, 1", "129, 1", "30, 0", "30, 1073741825"})
  void valuesOutOfRangeAreRefused(int bits, int decryptions) {
    assertThatThrownBy(() -> new NoiseFlooding(bits, decryptions))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(bits == 30 ? decryptions : bits));
  }
}
