package org.rotunda.ckks.polynomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.testing.RecordingKeys;
import org.rotunda.ckks.testing.TestScheme;

class SignEvaluatorTest {
  private static final Parameters PARAMETERS =
      Parameters.builder()
          .logDegree(10)
          .q(55, 1)
          .q(45, 12)
          .p(56, 3)
          .digitSize(3)
          .logScale(45)
          .insecureForTesting()
          .build();

  @Test
  void comparesSlotsWithinTheStatedErrorAndUsesThePublishedKeys() {
    SignAccuracy accuracy = new SignAccuracy(5, 10, 0x1p-18);
    MinimaxSign sign = MinimaxSign.leastDepth(accuracy, 15);
    CkksContext context = CkksContext.of(PARAMETERS);
    TestScheme scheme = new TestScheme(context, 3);
    RecordingKeys keys = new RecordingKeys(scheme.keys());
    SignEvaluator comparisons =
        new SignEvaluator(sign, new Evaluator(context, scheme.engine(), keys));
    double[] x = new double[512];
    double[] y = new double[512];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i + 0.5) / 512;
      y[i] = Math.abs(x[i] - 0.5) < 0.25 ? x[i] + (i % 2 == 0 ? 1 : -1) / 30.0 : 0.5;
    }
    int level = PARAMETERS.maxLevel();

    Ciphertext greater =
        comparisons.greater(
            scheme.encrypt(ComplexVector.ofReal(x), level),
            scheme.encrypt(ComplexVector.ofReal(y), level));

    assertThat(keys.uses()).isEqualTo(SignEvaluator.signKeyUses(sign, level));
    ComplexVector decrypted = scheme.decrypt(greater);
    for (int i = 0; i < x.length; i++) {
      if (Math.abs(x[i] - y[i]) >= 0x1p-5) {
        // Half the composition's error; the encryption error, 2^-25, lies within its margin.
        assertThat(decrypted.real(i))
            .as("slot %d", i)
            .isCloseTo(x[i] > y[i] ? 1 : 0, within(sign.maxError() / 2 + 0x1p-18));
      }
    }
  }
}
