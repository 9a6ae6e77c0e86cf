package org.rotunda.ckks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

/** What an evaluator refuses, at level 3 with 512 slots. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluatorRefusalsTest {
  private final TestScheme scheme = new TestScheme(TestParameters.oneDigitOfOnePrime(), 13);
  private final Evaluator evaluator = scheme.evaluator();

  private Plaintext plain(int slots, double scale) {
    return scheme.encoder().encode(scheme.randomComplex(slots), 3, scale);
  }

  private Ciphertext sample(int slots, double scale) {
    return scheme.encryptor().encrypt(plain(slots, scale));
  }

  private static void assertRefused(Runnable operation, String... parts) {
    assertThatThrownBy(operation::run)
        .isInstanceOf(OperandException.class)
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
  }

  @Test
  void operandsThatDoNotFitAreRefusedWithBothValues() {
    Ciphertext x = sample(512, 0x1p40);
    Ciphertext low = evaluator.dropToLevel(x, 1);
    Ciphertext sparse = sample(16, 0x1p40);
    Ciphertext coarse = sample(x.slots(), 0x1p39);
    Ciphertext quadratic = evaluator.multiply(x, x);
    Plaintext plain = plain(512, 0x1p40);
    for (Runnable operation :
        List.<Runnable>of(
            () -> evaluator.add(x, low),
            () -> evaluator.subtract(x, low),
            () -> evaluator.multiply(x, low))) {
      assertRefused(operation, "one level", "3 and 1");
    }
    assertRefused(() -> evaluator.add(low, plain), "1 and 3");
    assertRefused(() -> evaluator.multiply(low, plain), "1 and 3");
    for (Runnable operation :
        List.<Runnable>of(
            () -> evaluator.add(x, sparse),
            () -> evaluator.subtract(x, sparse),
            () -> evaluator.multiply(x, sparse))) {
      assertRefused(operation, "slots", "512 and 16");
    }
    assertRefused(() -> evaluator.subtract(sparse, plain), "16 and 512");
    assertRefused(() -> evaluator.multiply(sparse, plain), "16 and 512");
    assertRefused(
        () -> evaluator.add(x, coarse),
        "one scale",
        "2^%.12f".formatted(40.0),
        "2^%.12f".formatted(39.0));
    assertRefused(() -> evaluator.subtract(coarse, plain), "one scale");
    for (Runnable operation :
        List.<Runnable>of(
            () -> evaluator.multiply(quadratic, x),
            () -> evaluator.multiply(x, quadratic),
            () -> evaluator.rotate(quadratic, 1),
            () -> evaluator.rotate(quadratic, 0),
            () -> evaluator.conjugate(quadratic),
            () -> evaluator.hoist(quadratic))) {
      assertRefused(operation, "two components", "relinearise");
    }
    assertRefused(
        () -> evaluator.rescale(evaluator.dropToLevel(x, 0)), "between 1 and 3", "0 was given");
    assertRefused(() -> evaluator.dropToLevel(x, 4), "between 0 and 3", "4 was given");
    assertRefused(() -> evaluator.dropToLevel(x, -1), "between 0 and 3", "-1 was given");
    try (HoistedDigits digits = evaluator.hoist(low)) {
      assertRefused(() -> evaluator.rotateHoisted(x, digits, 1), "3 and 1");
      assertRefused(() -> evaluator.rotateHoisted(quadratic, digits, 1), "two components");
      assertRefused(() -> evaluator.conjugateHoisted(x, digits), "3 and 1");
      assertRefused(() -> evaluator.conjugateHoisted(quadratic, digits), "two components");
    }
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRefused(() -> evaluator.addConstant(x, bad, 0), "finite");
      assertRefused(() -> evaluator.multiplyConstant(x, 0, bad, 1), "finite");
      assertRefused(() -> evaluator.multiplyConstant(x, 1, 0, bad), "finite");
    }
    assertRefused(() -> evaluator.multiplyConstant(x, 1, 0, 0), "positive");
  }

  @Test
  void scalesWithinTheirToleranceAreOne() {
    Ciphertext x = sample(512, 0x1p40);
    Ciphertext close = new Ciphertext(x.components(), x.scale() * (1 + 0x1p-41), x.slots());
    Ciphertext far = new Ciphertext(x.components(), x.scale() * (1 + 0x1p-39), x.slots());
    assertThat(evaluator.add(x, close).scale()).isEqualTo(x.scale());
    assertRefused(() -> evaluator.add(x, far), "one scale");
  }

  @Test
  void closedOperandsAreRefused() {
    Ciphertext x = sample(512, 0x1p40);
    Ciphertext closed = sample(512, 0x1p40);
    Plaintext closedPlain = plain(512, 0x1p40);
    HoistedDigits closedDigits = evaluator.hoist(x);
    closed.close();
    closedPlain.close();
    closedDigits.close();
    for (Runnable operation :
        List.<Runnable>of(
            () -> evaluator.add(x, closed),
            () -> evaluator.multiply(closed, x),
            () -> evaluator.negate(closed),
            () -> evaluator.addConstant(closed, 1, 1),
            () -> evaluator.multiplyConstant(closed, 1, 0, 1),
            () -> evaluator.rescale(closed),
            () -> evaluator.dropToLevel(closed, 0),
            () -> evaluator.rotate(closed, 1),
            () -> evaluator.rotate(closed, 0),
            () -> evaluator.conjugate(closed),
            () -> evaluator.multiply(x, closedPlain),
            () -> evaluator.rotateHoisted(x, closedDigits, 1),
            () -> scheme.decrypt(closed))) {
      assertThatThrownBy(operation::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void missingAndTruncatedKeysAreRefusedWithTheirNames() {
    Ciphertext x = sample(512, 0x1p40);
    KeyUse use = KeyUses.rotation(1, x.slots(), 1024, 3).orElseThrow();
    EvaluationKeys truncated = new ResidentKeys(List.of(scheme.newKey(use.id(), 1)));
    Evaluator truncatedOnly = new Evaluator(scheme.context(), scheme.engine(), truncated);
    assertThatThrownBy(() -> truncatedOnly.rotate(x, 1))
        .isInstanceOf(KeyUnavailableException.LevelTooLow.class)
        .hasMessageContaining("galois 5")
        .hasMessageContaining("level 3")
        .hasMessageContaining("level 1");
    assertThatThrownBy(() -> truncatedOnly.rotate(x, 2))
        .isInstanceOf(KeyUnavailableException.Missing.class)
        .hasMessageContaining("galois 25");
    assertThatThrownBy(() -> truncatedOnly.relinearise(truncatedOnly.multiply(x, x)))
        .isInstanceOf(KeyUnavailableException.Missing.class)
        .hasMessageContaining("relinearisation");
    Ciphertext lower = evaluator.dropToLevel(x, 1);
    SlotErrors errors =
        SlotErrors.of(scheme.decrypt(truncatedOnly.rotate(lower, 1)), scheme.decrypt(x).rotate(1));
    double predicted =
        new NoiseModel(scheme.parameters()).keySwitch(1).slotDeviation(x.scale(), x.slots());
    assertThat(errors.largestCoefficient()).isLessThanOrEqualTo(7 * predicted);
  }
}
