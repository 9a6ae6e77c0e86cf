package org.rotunda.ckks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Rounding;
import org.rotunda.ckks.testing.ClearSlots;
import org.rotunda.ckks.testing.Limbs;
import org.rotunda.ckks.testing.RecordingKeys;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

/**
 * Every operation against complex arithmetic, at every level.
 *
 * <p>A coefficient of the error polynomial is a sum of many independent products, so about Gaussian
 * with the predicted deviation d. It exceeds 7 d with probability 2^-38, and 2^-28 if the
 * prediction is 15 % low; about 2^22 coefficients are looked at here. (Errors of single slots have
 * heavier tails.)
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluatorTest {
  private static final double DEVIATIONS = 7;

  private final Map<Parameters, TestScheme> schemes = new HashMap<>();

  static Stream<Parameters> table() {
    return Stream.concat(TestParameters.table(), Stream.of(TestParameters.openFheRounding()));
  }

  static Stream<Arguments> levels() {
    return table()
        .flatMap(
            parameters ->
                IntStream.rangeClosed(0, parameters.maxLevel())
                    .mapToObj(level -> Arguments.of(parameters, level)));
  }

  private TestScheme scheme(Parameters parameters) {
    return schemes.computeIfAbsent(parameters, absent -> new TestScheme(absent, 11));
  }

  /** A message, its encryption and the error predicted for it. */
  private record Sample(ComplexVector clear, Ciphertext encrypted, Noise noise) {}

  /** Everything to test operations with at one level, at a scale whose square fits the level. */
  private final class Setting {
    final TestScheme scheme;
    final Evaluator evaluator;
    final NoiseModel model;
    final int level;
    final double scale;

    Setting(Parameters parameters, int level) {
      this.scheme = scheme(parameters);
      this.evaluator = scheme.evaluator();
      this.model = new NoiseModel(parameters);
      this.level = level;
      double logQ =
          IntStream.rangeClosed(0, level)
              .mapToDouble(i -> Math.log((double) parameters.prime(i)) / Math.log(2))
              .sum();
      this.scale = Math.scalb(1.0, (int) Math.min(parameters.logScale(), (logQ - 6) / 2));
    }

    Sample sample(int slots) {
      return sample(slots, scale);
    }

    Sample sample(int slots, double atScale) {
      ComplexVector clear = scheme.randomComplex(slots);
      Plaintext encoded = scheme.encoder().encode(clear, level, atScale);
      return new Sample(clear, scheme.encryptor().encrypt(encoded), model.freshPublic());
    }

    Sample sample() {
      return sample(scheme.parameters().slots());
    }

    Plaintext plain(ComplexVector clear) {
      return scheme.encoder().encode(clear, level, scale);
    }

    void check(String operation, Ciphertext actual, ComplexVector expected, Noise noise) {
      assertThat(actual.slots()).isEqualTo(expected.size());
      SlotErrors errors = SlotErrors.of(scheme.decrypt(actual), expected);
      double predicted = noise.slotDeviation(actual.scale(), actual.slots());
      assertThat(errors.largestCoefficient())
          .as("%s at level %d with %d slots", operation, level, actual.slots())
          .isLessThanOrEqualTo(DEVIATIONS * predicted);
    }

    Noise product(Sample x, Sample y) {
      return model.product(
          x.noise(),
          x.encrypted().scale(),
          ClearSlots.meanSquare(x.clear()),
          y.noise(),
          y.encrypted().scale(),
          ClearSlots.meanSquare(y.clear()));
    }
  }

  @ParameterizedTest
  @MethodSource("levels")
  void sumsAndDifferences(Parameters parameters, int level) {
    Setting setting = new Setting(parameters, level);
    Evaluator evaluator = setting.evaluator;
    Sample x = setting.sample();
    Sample y = setting.sample();
    Noise sum = x.noise().plus(y.noise());
    setting.check("encryption", x.encrypted(), x.clear(), x.noise());
    setting.check(
        "add",
        evaluator.add(x.encrypted(), y.encrypted()),
        ClearSlots.add(x.clear(), y.clear()),
        sum);
    setting.check(
        "subtract",
        evaluator.subtract(x.encrypted(), y.encrypted()),
        ClearSlots.subtract(x.clear(), y.clear()),
        sum);
    setting.check(
        "negate", evaluator.negate(x.encrypted()), ClearSlots.scale(x.clear(), -1, 0), x.noise());
    Noise withPlain = x.noise().plus(setting.model.encoding());
    setting.check(
        "add plaintext",
        evaluator.add(x.encrypted(), setting.plain(y.clear())),
        ClearSlots.add(x.clear(), y.clear()),
        withPlain);
    setting.check(
        "subtract plaintext",
        evaluator.subtract(x.encrypted(), setting.plain(y.clear())),
        ClearSlots.subtract(x.clear(), y.clear()),
        withPlain);
  }

  @ParameterizedTest
  @MethodSource("levels")
  void productsBeforeAndAfterRelinearisation(Parameters parameters, int level) {
    Setting setting = new Setting(parameters, level);
    Evaluator evaluator = setting.evaluator;
    Sample x = setting.sample();
    Sample y = setting.sample();
    ComplexVector expected = ClearSlots.multiply(x.clear(), y.clear());
    Ciphertext product = evaluator.multiply(x.encrypted(), y.encrypted());
    Noise noise = setting.product(x, y);
    assertThat(product.degree()).isEqualTo(2);
    setting.check("multiply", product, expected, noise);
    Ciphertext linear = evaluator.relinearise(product);
    Noise linearNoise = noise.plus(setting.model.keySwitch(level));
    assertThat(linear.degree()).isEqualTo(1);
    setting.check("relinearise", linear, expected, linearNoise);
    if (level > 0) {
      Ciphertext rescaled = evaluator.rescale(linear);
      assertThat(rescaled.level()).isEqualTo(level - 1);
      assertThat(rescaled.scale()).isEqualTo(linear.scale() / parameters.prime(level));
      setting.check("rescale", rescaled, expected, setting.model.rescale(linearNoise, level));
      setting.check(
          "rescale before relinearisation",
          evaluator.relinearise(evaluator.rescale(product)),
          expected,
          // The rounding of c_2 is multiplied by s^2, whose squared norm is the mean of |s(z)|^4, 2
          // h^2.
          setting
              .model
              .rescale(noise, level)
              .plus(new Noise(2 * Math.pow(weight(parameters), 2) / 12))
              .plus(setting.model.keySwitch(level - 1)));
    }
    setting.check(
        "square",
        evaluator.relinearise(evaluator.multiply(x.encrypted(), x.encrypted())),
        ClearSlots.multiply(x.clear(), x.clear()),
        setting
            .model
            .square(x.noise(), setting.scale, ClearSlots.meanSquare(x.clear()))
            .plus(setting.model.keySwitch(level)));
  }

  private static double weight(Parameters parameters) {
    return parameters.secret().expectedWeight(parameters.degree());
  }

  @ParameterizedTest
  @MethodSource("levels")
  void sumsOfUnequalDegrees(Parameters parameters, int level) {
    Setting setting = new Setting(parameters, level);
    Evaluator evaluator = setting.evaluator;
    Sample x = setting.sample();
    Sample y = setting.sample();
    Sample z = setting.sample(parameters.slots(), setting.scale * setting.scale);
    Ciphertext product = evaluator.multiply(x.encrypted(), y.encrypted());
    ComplexVector clear = ClearSlots.multiply(x.clear(), y.clear());
    Noise noise = setting.product(x, y).plus(z.noise());
    setting.check(
        "2 + 1", evaluator.add(product, z.encrypted()), ClearSlots.add(clear, z.clear()), noise);
    setting.check(
        "1 + 2", evaluator.add(z.encrypted(), product), ClearSlots.add(z.clear(), clear), noise);
    setting.check(
        "2 - 1",
        evaluator.subtract(product, z.encrypted()),
        ClearSlots.subtract(clear, z.clear()),
        noise);
    setting.check(
        "1 - 2",
        evaluator.subtract(z.encrypted(), product),
        ClearSlots.subtract(z.clear(), clear),
        noise);
    setting.check(
        "-2", evaluator.negate(product), ClearSlots.scale(clear, -1, 0), setting.product(x, y));
    setting.check(
        "2 + constant",
        evaluator.addConstant(product, 0.5, -1),
        ClearSlots.add(clear, ClearSlots.constant(clear.size(), 0.5, -1)),
        setting.product(x, y));
  }

  @ParameterizedTest
  @MethodSource("levels")
  void plaintextProductsAndConstants(Parameters parameters, int level) {
    Setting setting = new Setting(parameters, level);
    Evaluator evaluator = setting.evaluator;
    NoiseModel model = setting.model;
    Sample x = setting.sample();
    int slots = parameters.slots();
    double scale = setting.scale;
    double meanSquare = ClearSlots.meanSquare(x.clear());
    ComplexVector y = setting.scheme.randomComplex(slots);
    Ciphertext product = evaluator.multiply(x.encrypted(), setting.plain(y));
    Noise noise = model.plainProduct(x.noise(), scale, meanSquare, scale, ClearSlots.meanSquare(y));
    ComplexVector expected = ClearSlots.multiply(x.clear(), y);
    setting.check("multiply plaintext", product, expected, noise);
    if (level > 0) {
      setting.check(
          "and rescale", evaluator.rescale(product), expected, model.rescale(noise, level));
    }
    setting.check(
        "add real constant",
        evaluator.addConstant(x.encrypted(), -0.75, 0),
        ClearSlots.add(x.clear(), ClearSlots.constant(slots, -0.75, 0)),
        x.noise());
    setting.check(
        "add complex constant",
        evaluator.addConstant(x.encrypted(), 0.3, 0.6),
        ClearSlots.add(x.clear(), ClearSlots.constant(slots, 0.3, 0.6)),
        x.noise());
    // OpenFHE's rule for negative factors is one off, which counts at scale 1.
    double integer = parameters.rounding() == Rounding.OPENFHE ? 3 : -3;
    setting.check(
        "multiply by an integer",
        evaluator.multiplyConstant(x.encrypted(), integer, 0, 1),
        ClearSlots.scale(x.clear(), integer, 0),
        model.constantProduct(x.noise(), scale, meanSquare, integer, 1, slots));
    setting.check(
        "multiply by i",
        evaluator.multiplyConstant(x.encrypted(), 0, 1, 1),
        ClearSlots.scale(x.clear(), 0, 1),
        x.noise());
    setting.check(
        "multiply by a real constant",
        evaluator.multiplyConstant(x.encrypted(), 0.7, 0, scale),
        ClearSlots.scale(x.clear(), 0.7, 0),
        model.constantProduct(x.noise(), scale, meanSquare, 0.7, scale, slots));
    setting.check(
        "multiply by a complex constant",
        evaluator.multiplyConstant(x.encrypted(), 0.7, -0.4, scale),
        ClearSlots.scale(x.clear(), 0.7, -0.4),
        model
            .constantProduct(x.noise(), scale, meanSquare, 0.7, scale, slots)
            .plus(model.constantProduct(x.noise(), scale, meanSquare, -0.4, scale, slots)));
  }

  @ParameterizedTest
  @MethodSource("levels")
  void lowerLevelsHoldTheSameMessage(Parameters parameters, int level) {
    Setting setting = new Setting(parameters, level);
    Sample x = setting.sample(parameters.slots(), Math.scalb(1.0, 30));
    for (int lower = 0; lower <= level; lower++) {
      Ciphertext dropped = setting.evaluator.dropToLevel(x.encrypted(), lower);
      assertThat(dropped.level()).isEqualTo(lower);
      setting.check("drop to " + lower, dropped, x.clear(), x.noise());
    }
  }

  @ParameterizedTest
  @MethodSource("levels")
  void rotationsOfEveryClassOfAmountAndConjugation(Parameters parameters, int level) {
    Setting setting = new Setting(parameters, level);
    Noise switched = setting.model.freshPublic().plus(setting.model.keySwitch(level));
    for (int slots : new int[] {parameters.slots(), parameters.slots() / 8, 2}) {
      Sample x = setting.sample(slots);
      for (int amount : new int[] {1, slots - 1, -1, slots + 1, 5 * slots + 3, -2 * slots - 3}) {
        setting.check(
            "rotate by " + amount,
            setting.evaluator.rotate(x.encrypted(), amount),
            x.clear().rotate(amount),
            switched);
      }
      setting.check(
          "conjugate",
          setting.evaluator.conjugate(x.encrypted()),
          ClearSlots.conjugate(x.clear()),
          switched);
    }
  }

  @ParameterizedTest
  @MethodSource("levels")
  void anyNumberOfSlotsIsMultipliedSlotBySlot(Parameters parameters, int level) {
    Setting setting = new Setting(parameters, level);
    for (int slots = 1; slots < parameters.slots(); slots *= 4) {
      Sample x = setting.sample(slots);
      Sample y = setting.sample(slots);
      setting.check(
          "multiply",
          setting.evaluator.relinearise(setting.evaluator.multiply(x.encrypted(), y.encrypted())),
          ClearSlots.multiply(x.clear(), y.clear()),
          setting.product(x, y).plus(setting.model.keySwitch(level)));
    }
  }

  @ParameterizedTest
  @MethodSource("table")
  void amountsThatAreMultiplesOfTheSlotsUseNoKey(Parameters parameters) {
    Setting setting = new Setting(parameters, parameters.maxLevel());
    Evaluator keyless =
        new Evaluator(setting.scheme.context(), setting.scheme.engine(), EvaluationKeys.none());
    for (int slots : new int[] {1, 4, parameters.slots()}) {
      Ciphertext x = setting.sample(slots).encrypted();
      for (int amount : new int[] {0, slots, -slots, 7 * slots}) {
        assertThat(Limbs.of(keyless.rotate(x, amount))).isDeepEqualTo(Limbs.of(x));
        try (HoistedDigits digits = keyless.hoist(x)) {
          assertThat(Limbs.of(keyless.rotateHoisted(x, digits, amount))).isDeepEqualTo(Limbs.of(x));
        }
      }
      assertThat(Limbs.of(keyless.relinearise(x))).isDeepEqualTo(Limbs.of(x));
    }
  }

  @ParameterizedTest
  @MethodSource("levels")
  void keysAreBorrowedOneAtATimeAtTheLevelOfUse(Parameters parameters, int level) {
    Setting setting = new Setting(parameters, level);
    RecordingKeys recording = new RecordingKeys(setting.scheme.keys());
    Evaluator evaluator =
        new Evaluator(setting.scheme.context(), setting.scheme.engine(), recording);
    Ciphertext x = setting.sample().encrypted();
    evaluator.rotate(x, -2);
    evaluator.conjugate(x);
    evaluator.relinearise(evaluator.multiply(x, x));
    int degree = parameters.degree();
    assertThat(recording.uses())
        .containsExactly(
            KeyUses.rotation(-2, parameters.slots(), degree, level).orElseThrow(),
            KeyUses.conjugation(degree, level),
            KeyUses.relinearisation(level));
    assertThat(recording.openLeases()).isZero();
  }
}
