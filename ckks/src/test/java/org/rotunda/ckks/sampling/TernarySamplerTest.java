package org.rotunda.ckks.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.testing.SeededRandom;

class TernarySamplerTest {
  private static final int DEGREE = 1 << 16;

  @Test
  void uniformCoefficientsTakeEachValueEquallyOftenAlsoInPairs() {
    long[] coefficients = TernarySampler.uniform(DEGREE, new SeededRandom(1));
    long[] values = new long[3];
    long[] pairs = new long[9];
    for (int i = 0; i < DEGREE; i += 2) {
      values[(int) coefficients[i] + 1]++;
      pairs[3 * ((int) coefficients[i] + 1) + (int) coefficients[i + 1] + 1]++;
    }
    ChiSquare.assertUniform(values);
    ChiSquare.assertUniform(pairs);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 63, 64, 127, 128})
  void aFixedWeightIsExact(int weight) {
    for (long seed = 0; seed < 50; seed++) {
      long[] coefficients = TernarySampler.fixedWeight(128, weight, new SeededRandom(seed));
      assertThat(coefficients).hasSize(128);
      assertThat(Arrays.stream(coefficients).map(Math::abs).sum())
          .as("seed %d", seed)
          .isEqualTo(weight);
      assertThat(Arrays.stream(coefficients).allMatch(c -> Math.abs(c) <= 1)).isTrue();
    }
  }

  @Test
  void placesAndSignsOfAFixedWeightAreUniform() {
    int degree = 32;
    long[] places = new long[degree];
    long[] signs = new long[2];
    SeededRandom random = new SeededRandom(5);
    for (int draw = 0; draw < 4000; draw++) {
      long[] coefficients = TernarySampler.fixedWeight(degree, 4, random);
      for (int i = 0; i < degree; i++) {
        places[i] += Math.abs(coefficients[i]);
        if (coefficients[i] != 0) {
          signs[coefficients[i] > 0 ? 1 : 0]++;
        }
      }
    }
    // The four places of a draw differ, which only brings the counts closer to their mean.
    ChiSquare.assertUniform(places);
    ChiSquare.assertUniform(signs);
  }

  @Test
  void everySetOfPlacesIsEquallyLikely() {
    long[] sets = new long[15];
    SeededRandom random = new SeededRandom(6);
    for (int draw = 0; draw < 15_000; draw++) {
      long[] coefficients = TernarySampler.fixedWeight(6, 2, random);
      int set = 0;
      int index = 0;
      for (int i = 0; i < 6; i++) {
        for (int j = i + 1; j < 6; j++, index++) {
          set = coefficients[i] != 0 && coefficients[j] != 0 ? index : set;
        }
      }
      sets[set]++;
    }
    ChiSquare.assertUniform(sets);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 129})
  void impossibleWeightsAreRefused(int weight) {
    assertThatThrownBy(() -> TernarySampler.fixedWeight(128, weight, new SeededRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("128")
        .hasMessageContaining(Integer.toString(weight));
  }
}
