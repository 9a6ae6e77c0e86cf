package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.testing.RecordingKeys;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestScheme;

class ModularReductionTest {
  private static final CosineApproximation COSINE = CosineApproximation.of(15.875, 0x1p-44);

  @ParameterizedTest
  @EnumSource
  void multiplesOfOneVanishAndTheScaleIsTheOneAskedFor(ArcsineDegree degree) {
    TestScheme scheme = new TestScheme(BootstrapTestParameters.degree11(), 31);
    ModularReduction reduction = ModularReduction.of(COSINE, degree);
    RecordingKeys keys = new RecordingKeys(scheme.keys());
    Evaluator evaluator = new Evaluator(scheme.context(), scheme.engine(), keys);
    SplittableRandom random = new SplittableRandom(1);
    int level = scheme.parameters().maxLevel() - 3;
    double[] argument = new double[1024];
    double[] expected = new double[1024];
    for (int i = 0; i < argument.length; i++) {
      double t =
          switch (i) {
            case 0 -> COSINE.bound();
            case 1 -> -COSINE.bound();
            default -> random.nextInt(-15, 16) + (random.nextDouble() - 0.5) / 4;
          };
      argument[i] = t / COSINE.halfWidth();
      expected[i] = reduction.evaluate(t);
    }
    Ciphertext x =
        scheme
            .secretEncryptor()
            .encrypt(scheme.encoder().encode(ComplexVector.ofReal(argument), level, 0x1p60));
    Ciphertext y = reduction.apply(x, 0x1.8p55, evaluator);
    assertThat(y.scale() / 0x1.8p55).isBetween(1 - 1e-12, 1 + 1e-12);
    assertThat(y.level()).isEqualTo(level - reduction.depth());
    // A rescale's error of 2^-49 of a slot, doubled by the angles and the derivative 2 pi H.
    assertThat(SlotErrors.of(scheme.decrypt(y), ComplexVector.ofReal(expected)).largest())
        .isLessThan(0x1p-34);
    assertThat(keys.uses()).isEqualTo(reduction.keyUses(level));
  }

  @Test
  void eachDegreeOfTheArcsineLeavesTheNextTermOfItsSeries() {
    double ratio = 1.0 / 16;
    double angle = 2 * Math.PI * ratio;
    double sine = Math.sin(angle);
    double[] next = {
      Math.pow(sine, 3) / 6,
      3 * Math.pow(sine, 5) / 40,
      15 * Math.pow(sine, 7) / 336,
      105 * Math.pow(sine, 9) / 3456
    };
    double[] left =
        Arrays.stream(ArcsineDegree.values())
            .mapToDouble(degree -> angle - ModularReduction.of(COSINE, degree).evaluate(5 + ratio))
            .toArray();
    for (int i = 0; i < next.length; i++) {
      assertThat(left[i] / next[i]).as("degree %d", 2 * i + 1).isBetween(1.0, 1.2);
    }
  }
}
