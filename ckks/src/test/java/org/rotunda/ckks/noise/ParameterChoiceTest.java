package org.rotunda.ckks.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.testing.ClearSlots;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestScheme;

class ParameterChoiceTest {
  @ParameterizedTest
  @CsvSource({"0, 10, 0, 1", "1, 20, 0, 1", "3, 20, 4, 4096", "6, 16, 0, 1", "12, 20, 0, 16384"})
  void foundParametersAreSecureAndDeepAndWideEnough(
      int depth, int precision, int magnitude, int slots) {
    Parameters found = new ParameterChoice(depth, precision, magnitude, slots).find();
    assertThat(found.security()).isEqualTo(Security.BITS_128);
    assertThat(found.maxLevel()).isEqualTo(depth);
    assertThat(found.slots()).isGreaterThanOrEqualTo(slots);
    assertThat((double) found.prime(0))
        .as("q_0 holds the largest message at the scale with a sign")
        .isGreaterThan(2 * found.scale() * Math.scalb(1.0, magnitude));
  }

  @ParameterizedTest
  @CsvSource({"1, 20", "3, 14"})
  void theWantedPrecisionIsMeasuredAfterTheWantedDepth(int depth, int precision) {
    Parameters found = new ParameterChoice(depth, precision, 0, 1).find();
    TestScheme scheme = new TestScheme(found, depth);
    Evaluator evaluator = scheme.evaluator();
    // Slots of magnitude 1, so that messages neither grow nor vanish.
    ComplexVector clear = unit(scheme.randomReal(found.slots()));
    Ciphertext x = scheme.encrypt(clear, depth);
    for (int level = depth; level > 0; level--) {
      x = evaluator.rescale(evaluator.relinearise(evaluator.multiply(x, x)));
      clear = ClearSlots.multiply(clear, clear);
    }
    // The prediction may be off by the factor 1.4 that tests of the noise model allow.
    assertThat(6 * SlotErrors.of(scheme.decrypt(x), clear).rootMeanSquare())
        .isLessThanOrEqualTo(1.4 * Math.scalb(1.0, -precision));
  }

  private static ComplexVector unit(ComplexVector angles) {
    double[] re = new double[angles.size()];
    double[] im = new double[angles.size()];
    for (int j = 0; j < re.length; j++) {
      re[j] = Math.cos(Math.PI * angles.real(j));
      im[j] = Math.sin(Math.PI * angles.real(j));
    }
    return ComplexVector.of(re, im);
  }

  @Test
  void depthsThatFitNoRingAreRefused() {
    assertThatThrownBy(() -> new ParameterChoice(60, 40, 20, 1).find())
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("60")
        .hasMessageContaining("40 bits");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 10, 0, 1",
    "61, 10, 0, 1",
    "1, 0, 0, 1",
    "1, 41, 0, 1",
    "1, 10, 21, 1",
    "1, 10, 0, 0",
    "1, 10, 0, 65537"
  })
  void valuesOutOfRangeAreRefused(int depth, int precision, int magnitude, int slots) {
    assertThatThrownBy(() -> new ParameterChoice(depth, precision, magnitude, slots))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("must be between");
  }
}
