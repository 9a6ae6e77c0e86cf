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
  @CsvSource({
    "10, 1, 1024",
    "11, 1, 2048",
    "30, 1, 8192",
    "30, 1000, 65536",
    "128, 1073741824, 131072"
  })
  void allDecryptionsTogetherDivergeByTheStatedAmount(int bits, int decryptions, int degree) {
    Noise predicted = new Noise(25);
    double sigma = new NoiseFlooding(bits, decryptions).deviation(predicted, degree);
    // An error of the largest norm, spread evenly: a divergence a coefficient, summed over all.
    double coefficient = NoiseFlooding.normBound(predicted, degree) / Math.sqrt(degree);
    double divergence = decryptions * (degree * (coefficient * coefficient / (2 * sigma * sigma)));
    double stated = Math.pow(2, -bits) / 24;
    assertThat(divergence).isCloseTo(stated, within(stated * 1e-12));
  }

  @Test
  void exceedingTheBoundIsRarerThanTheDistanceOfEverySetting() {
    double t = NoiseFlooding.DEVIATIONS;
    double exceeded = Math.scalb(t * Math.exp((1 - t * t) / 2), 30);
    double pinsker = Math.sqrt(Math.scalb(1.0, -128) / 24 / 2);
    assertThat(exceeded).isLessThan(0x1p-69).isLessThan(pinsker);
  }

  @ParameterizedTest
  @CsvSource({"13, 26.9", "16, 28.4"})
  void theDefaultCostsTheStatedBits(int logDegree, double bits) {
    double deviation = NoiseFlooding.DEFAULT.deviation(new Noise(1), 1 << logDegree);
    assertThat(Math.log(deviation) / Math.log(2)).isCloseTo(bits, within(0.05));
  }

  @ParameterizedTest
  @CsvSource({"9, 1", "129, 1", "30, 0", "30, 1073741825"})
  void valuesOutOfRangeAreRefused(int bits, int decryptions) {
    assertThatThrownBy(() -> new NoiseFlooding(bits, decryptions))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(bits == 30 ? decryptions : bits));
  }
}
