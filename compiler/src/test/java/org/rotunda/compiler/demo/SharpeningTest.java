package org.rotunda.compiler.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.testing.RecordingKeys;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestScheme;

class SharpeningTest {
  private static final int STEPS = 2;

  private final TestScheme scheme =
      new TestScheme(
          Parameters.builder()
              .logDegree(10)
              .q(50, 1)
              .q(40, 2 * STEPS)
              .p(61, 1)
              .logScale(40)
              .insecureForTesting()
              .build(),
          7);

  @Test
  void encryptedStepsDoWhatClearOnesDoByThePublishedKeysAtTheScaleGiven() {
    double[] pixels = scheme.randomReal(512).real();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] /= 2;
    }
    RecordingKeys keys = new RecordingKeys(scheme.keys());
    Evaluator evaluator = new Evaluator(scheme.context(), scheme.engine(), keys);
    Ciphertext x = scheme.encrypt(ComplexVector.ofReal(pixels), 2 * STEPS);

    Ciphertext y = Sharpening.apply(x, STEPS, evaluator);

    double[] clear = Sharpening.clear(Sharpening.clear(pixels));
    // Noise of rescales is near 2^-30 here; a step enlarges errors by 3/2 at most.
    assertThat(SlotErrors.of(scheme.decrypt(y), ComplexVector.ofReal(clear)).rootMeanSquare())
        .isLessThan(0x1p-24);
    assertThat(y.level()).isZero();
    assertThat(y.scale() / x.scale()).isBetween(1 - 1e-12, 1 + 1e-12);
    assertThat(keys.uses()).isEqualTo(Sharpening.keyUses(x.level(), STEPS));
  }

  @Test
  void everyPixelBecomesBlackOrWhite() {
    double[] pixels = {-0.5, -0.2, -0.02, 0.02, 0.3, 0.5};
    for (int i = 0; i < 15; i++) {
      pixels = Sharpening.clear(pixels);
    }
    assertThat(pixels)
        .containsExactly(
            new double[] {-0.5, -0.5, -0.5, 0.5, 0.5, 0.5},
            org.assertj.core.data.Offset.offset(1e-6));
    assertThat(GreyPixels.grey(pixels)).isZero();
  }
}
