package org.rotunda.bench.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.sampling.GaussianSampler;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.keys.openfhe.MismatchException;

class DiscreteGaussianTest {
  private static double meanSquare(double deviation, int count, long seed) {
    double squares = 0;
    for (long x : new GaussianSampler(deviation).sample(count, new SeededRandom(seed))) {
      squares += (double) x * x;
    }
    return squares / count;
  }

  @ParameterizedTest
  @CsvSource({"8,100", "16,100", "128,100", "2048,30", "100000,3"})
  void explainsWhatIsDrawnFromIt(int count, int draws) {
    for (double deviation : new double[] {1.0, 3.19, 3.2}) {
      for (long seed = 0; seed < draws; seed++) {
        assertThat(
                new DiscreteGaussian(deviation).explains(meanSquare(deviation, count, seed), count))
            .as("deviation %s, seed %d", deviation, seed)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"128,1.0", "128,10.0", "2048,2.6", "2048,4", "100000,3.1", "100000,3.3"})
  void doesNotExplainOthers(int count, double deviation) {
    assertThat(new DiscreteGaussian(3.19).explains(meanSquare(deviation, count, 1), count))
        .isFalse();
  }

  /** Zeros have a probability of 0.3989 each with sigma = 1, and 0.1251 with 3.19. */
  @ParameterizedTest
  @CsvSource({"1,30,true", "1,31,false", "3.19,13,true", "3.19,14,false"})
  void explainsAsManyZerosAsChanceAllows(double deviation, int count, boolean explains) {
    assertThat(new DiscreteGaussian(deviation).explains(0, count)).isEqualTo(explains);
  }

  @Test
  void explainsItsOwnVarianceHoweverManySamplesThereAre() {
    assertThat(new DiscreteGaussian(3.2).explains(3.2 * 3.2, 1L << 40)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1e9, Double.NaN, Double.POSITIVE_INFINITY})
  void deviationsOfNoTableAreRefused(double deviation) {
    assertThatThrownBy(() -> new DiscreteGaussian(deviation))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("between 0.5 and 300");
  }
}
