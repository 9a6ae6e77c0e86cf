package org.rotunda.ckks.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.testing.SeededRandom;

class WideGaussianSamplerTest {
  private static final int SAMPLES = 1 << 18;

  @ParameterizedTest
  @ValueSource(doubles = {0x1p10, 1e6, 0x1p40, 0x1.8p57})
  void samplesFollowTheNormalDistribution(double deviation) {
    long[] samples = new WideGaussianSampler(deviation).sample(SAMPLES, new SeededRandom(7));
    int classes = 64;
    NormalDistribution normal = new NormalDistribution();
    long[] counts = new long[classes];
    for (long sample : samples) {
      // The probability integral transform: uniform classes.
      double place = normal.cumulativeProbability(sample / deviation);
      counts[Math.min(classes - 1, (int) (place * classes))]++;
    }
    ChiSquare.assertUniform(counts);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, 0x1p58, Double.POSITIVE_INFINITY})
  void deviationsOutOfRangeAreRefused(double deviation) {
    assertThatThrownBy(() -> new WideGaussianSampler(deviation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Double.toString(deviation));
    assertThat(new WideGaussianSampler(0x1.fp57).sample(0, new SeededRandom(1))).isEmpty();
  }
}
