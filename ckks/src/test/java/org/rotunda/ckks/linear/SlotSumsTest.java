package org.rotunda.ckks.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.testing.ClearSlots;
import org.rotunda.ckks.testing.RecordingKeys;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

class SlotSumsTest {
  private final TestScheme scheme = new TestScheme(TestParameters.pairs(), 41);

  /**
   * What doubling gives at most: every error is added to its own rotation, at worst to itself, so
   * that deviations, not variances, add up.
   */
  private double deviation(Ciphertext sum, int count) {
    NoiseModel model = new NoiseModel(scheme.parameters());
    double switched = model.keySwitch(sum.level()).deviation();
    double total = model.freshPublic().deviation();
    for (int length = 1; length < count; length *= 2) {
      total = 2 * total + switched;
    }
    return new Noise(total * total).slotDeviation(sum.scale(), sum.slots());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 32",
    "1, 2, 32",
    "1, 32, 32",
    "1, 8, 1024",
    "4, 8, 32",
    "-1, 16, 32",
    "-1, 4, 1024",
    "3, 4, 32",
    "-40, 8, 64",
    "16, 4, 32",
    "32, 2, 32"
  })
  void addsAllItsRotationsWithExactlyThePublishedKeys(int step, int count, int slots) {
    ComplexVector clear = scheme.randomComplex(slots);
    Ciphertext x = scheme.encrypt(clear, 3);
    RecordingKeys recording = new RecordingKeys(scheme.keys());
    Evaluator evaluator = new Evaluator(scheme.context(), scheme.engine(), recording);
    Ciphertext sum = new SlotSums(evaluator).rotateAndSum(x, step, count);
    ComplexVector expected = clear;
    for (int k = 1; k < count; k++) {
      expected = ClearSlots.add(expected, clear.rotate(k * step));
    }
    assertThat(SlotErrors.of(scheme.decrypt(sum), expected).largestCoefficient())
        .isLessThanOrEqualTo(7 * deviation(sum, count));
    assertThat(recording.uses())
        .isEqualTo(SlotSums.keyUses(step, count, slots, scheme.parameters().degree(), 3));
    assertThat(recording.openLeases()).isZero();
  }

  @Test
  void negativeStepsReplicateAValueFollowedByZeros() {
    double[] values = new double[64];
    for (int block = 0; block < 64; block += 16) {
      values[block] = block + 1;
    }
    Ciphertext x = scheme.encrypt(ComplexVector.ofReal(values), 2);
    Ciphertext filled = new SlotSums(scheme.evaluator()).rotateAndSum(x, -1, 16);
    ComplexVector slots = scheme.decrypt(filled);
    for (int i = 0; i < 64; i++) {
      assertThat(Math.abs(slots.real(i) - (i / 16 * 16 + 1)))
          .isLessThanOrEqualTo(7 * deviation(filled, 16) * 8);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -2, 3, 12, Integer.MIN_VALUE})
  void countsThatAreNoPowersOfTwoAreRefused(int count) {
    assertThatThrownBy(() -> SlotSums.amounts(1, count))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(count));
  }
}
