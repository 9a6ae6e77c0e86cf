package org.rotunda.ckks.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.ParametersBuilder;
import org.rotunda.ckks.params.SecretDistribution;
import org.rotunda.ckks.ring.Rounding;
import org.rotunda.ckks.testing.ClearSlots;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

/**
 * Measured over predicted standard deviation lies in [0.7, 1.4]. Over n slots the measured one
 * varies by about 1/sqrt(4n), 2 % for the 512 slots of the smallest ring here, so the interval
 * tests the model.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoiseModelTest {
  private static final double LEAST = 0.7;
  private static final double MOST = 1.4;

  private final Map<Parameters, TestScheme> schemes = new HashMap<>();

  static Stream<Parameters> table() {
    return TestParameters.table();
  }

  private TestScheme scheme(Parameters parameters) {
    return schemes.computeIfAbsent(parameters, absent -> new TestScheme(absent, 23));
  }

  private record Sample(ComplexVector clear, Ciphertext encrypted, Noise noise) {}

  private static Sample secret(TestScheme scheme, int level) {
    ComplexVector clear = scheme.randomComplex(scheme.parameters().slots());
    Plaintext plaintext = scheme.encoder().encode(clear, level, scheme.parameters().scale());
    return new Sample(
        clear,
        scheme.secretEncryptor().encrypt(plaintext),
        new NoiseModel(scheme.parameters()).freshSecret());
  }

  private static Sample fresh(TestScheme scheme) {
    ComplexVector clear = scheme.randomComplex(scheme.parameters().slots());
    return new Sample(
        clear,
        scheme.encrypt(clear, scheme.parameters().maxLevel()),
        new NoiseModel(scheme.parameters()).freshPublic());
  }

  private static void check(
      TestScheme scheme, String what, Ciphertext actual, ComplexVector expected, Noise noise) {
    double measured = SlotErrors.of(scheme.decrypt(actual), expected).rootMeanSquare();
    assertThat(measured / noise.slotDeviation(actual.scale(), actual.slots()))
        .as("measured / predicted deviation of %s", what)
        .isBetween(LEAST, MOST);
  }

  private static Noise product(NoiseModel model, Sample x, Sample y) {
    return model.product(
        x.noise(),
        x.encrypted().scale(),
        ClearSlots.meanSquare(x.clear()),
        y.noise(),
        y.encrypted().scale(),
        ClearSlots.meanSquare(y.clear()));
  }

  @ParameterizedTest
  @MethodSource("table")
  void freshEncryptionsAndTheirSums(Parameters parameters) {
    TestScheme scheme = scheme(parameters);
    Sample x = fresh(scheme);
    Sample y = fresh(scheme);
    Sample s = secret(scheme, parameters.maxLevel());
    check(scheme, "a fresh public encryption", x.encrypted(), x.clear(), x.noise());
    check(scheme, "a fresh secret encryption", s.encrypted(), s.clear(), s.noise());
    check(
        scheme,
        "a sum",
        scheme.evaluator().add(x.encrypted(), y.encrypted()),
        ClearSlots.add(x.clear(), y.clear()),
        x.noise().plus(y.noise()));
  }

  @ParameterizedTest
  @MethodSource("table")
  void products(Parameters parameters) {
    TestScheme scheme = scheme(parameters);
    Evaluator evaluator = scheme.evaluator();
    NoiseModel model = new NoiseModel(parameters);
    int top = parameters.maxLevel();
    Sample x = fresh(scheme);
    Sample y = fresh(scheme);
    ComplexVector clear = ClearSlots.multiply(x.clear(), y.clear());
    Ciphertext product = evaluator.multiply(x.encrypted(), y.encrypted());
    Noise noise = product(model, x, y);
    check(scheme, "a product", product, clear, noise);
    Noise rescaled = model.rescale(noise.plus(model.keySwitch(top)), top);
    check(
        scheme,
        "a relinearised and rescaled product",
        evaluator.rescale(evaluator.relinearise(product)),
        clear,
        rescaled);
    check(
        scheme,
        "a square",
        evaluator.rescale(evaluator.relinearise(evaluator.multiply(x.encrypted(), x.encrypted()))),
        ClearSlots.multiply(x.clear(), x.clear()),
        model.rescale(
            model
                .square(x.noise(), parameters.scale(), ClearSlots.meanSquare(x.clear()))
                .plus(model.keySwitch(top)),
            top));
    Plaintext plain = scheme.encoder().encode(y.clear(), top, parameters.scale());
    Noise plainNoise =
        model.plainProduct(
            x.noise(),
            parameters.scale(),
            ClearSlots.meanSquare(x.clear()),
            parameters.scale(),
            ClearSlots.meanSquare(y.clear()));
    Ciphertext plainProduct = evaluator.multiply(x.encrypted(), plain);
    check(scheme, "a plaintext product", plainProduct, clear, plainNoise);
    check(
        scheme,
        "a rescaled plaintext product",
        evaluator.rescale(plainProduct),
        clear,
        model.rescale(plainNoise, top));
  }

  @ParameterizedTest
  @MethodSource("table")
  void rescalingOfALittleNoiseLeavesItsOwnRounding(Parameters parameters) {
    TestScheme scheme = scheme(parameters);
    NoiseModel model = new NoiseModel(parameters);
    for (int level = parameters.maxLevel(); level > 1; level--) {
      ComplexVector clear = scheme.randomComplex(parameters.slots());
      double scale = parameters.scale() * parameters.prime(level);
      Ciphertext x = scheme.secretEncryptor().encrypt(scheme.encoder().encode(clear, level, scale));
      check(
          scheme,
          "rescaling at level " + level,
          scheme.evaluator().rescale(x),
          clear,
          model.rescale(model.freshSecret(), level));
    }
  }

  @ParameterizedTest
  @MethodSource("table")
  void keySwitchesAtEveryLevel(Parameters parameters) {
    TestScheme scheme = scheme(parameters);
    NoiseModel model = new NoiseModel(parameters);
    for (int level = 0; level <= parameters.maxLevel(); level++) {
      Sample x = secret(scheme, level);
      if (level == 0) {
        // The message and its error must fit q_0 at the scale.
        assertThat(parameters.prime(0)).isGreaterThan((long) (8 * parameters.scale()));
      }
      Noise noise = x.noise().plus(model.keySwitch(level));
      check(
          scheme,
          "a rotation at level " + level,
          scheme.evaluator().rotate(x.encrypted(), 1),
          x.clear().rotate(1),
          noise);
      check(
          scheme,
          "a conjugation at level " + level,
          scheme.evaluator().conjugate(x.encrypted()),
          ClearSlots.conjugate(x.clear()),
          noise);
    }
  }

  @ParameterizedTest
  @MethodSource("table")
  void constants(Parameters parameters) {
    TestScheme scheme = scheme(parameters);
    Evaluator evaluator = scheme.evaluator();
    NoiseModel model = new NoiseModel(parameters);
    int slots = parameters.slots();
    Sample x = fresh(scheme);
    double meanSquare = ClearSlots.meanSquare(x.clear());
    for (double scale : new double[] {1, 3, 0x1p10, parameters.prime(parameters.maxLevel())}) {
      check(
          scheme,
          "a product with 0.7 at scale " + scale,
          evaluator.multiplyConstant(x.encrypted(), 0.7, 0, scale),
          ClearSlots.scale(x.clear(), 0.7, 0),
          model.constantProduct(x.noise(), parameters.scale(), meanSquare, 0.7, scale, slots));
    }
    check(
        scheme,
        "a product with -5 at scale 1",
        evaluator.multiplyConstant(x.encrypted(), -5, 0, 1),
        ClearSlots.scale(x.clear(), -5, 0),
        model.constantProduct(x.noise(), parameters.scale(), meanSquare, -5, 1, slots));
  }

  /**
   * Key switching where the digits' errors, not the rounding, dominate: the special prime is
   * smaller than a digit, which only the uncorrected rounding permits.
   *
   * <p>Uncentered numbers make errors of a random walk's shape, of which one key gives a poor
   * estimate: the mean square is taken over many keys.
   */
  @Test
  void uncorrectedRoundingWithLargeAndSmallSpecialPrimes() {
    for (int special : new int[] {45, 60}) {
      ParametersBuilder builder =
          Parameters.builder()
              .logDegree(8)
              .q(50, 1)
              .q(40, 3)
              .p(special, 2)
              .digitSize(2)
              .logScale(40)
              .rounding(Rounding.OPENFHE)
              .insecureForTesting();
      CkksContext context = CkksContext.of(builder.build());
      NoiseModel model = new NoiseModel(context.parameters());
      int keys = 60;
      double meanSquare =
          IntStream.range(0, keys)
                  .mapToDouble(
                      seed -> {
                        TestScheme scheme = new TestScheme(context, seed);
                        Sample x = secret(scheme, 3);
                        Ciphertext rotated = scheme.evaluator().rotate(x.encrypted(), 1);
                        return Math.pow(
                            SlotErrors.of(scheme.decrypt(rotated), x.clear().rotate(1))
                                .rootMeanSquare(),
                            2);
                      })
                  .sum()
              / keys;
      double predicted =
          model
              .freshSecret()
              .plus(model.keySwitch(3))
              .slotDeviation(context.parameters().scale(), context.parameters().slots());
      assertThat(Math.sqrt(meanSquare) / predicted)
          .as("special primes of %d bits", special)
          .isBetween(LEAST, MOST);
    }
  }

  @Test
  void anySecretsWeightEntersThePrediction() {
    Parameters dense = TestParameters.oneDigitOfOnePrime();
    Parameters sparse =
        Parameters.builder()
            .logDegree(10)
            .q(49, 1)
            .q(40, 3)
            .p(55, 1)
            .secret(new SecretDistribution.FixedWeight(16))
            .insecureForTesting()
            .build();
    assertThat(new NoiseModel(sparse).freshPublic().variance())
        .isLessThan(new NoiseModel(dense).freshPublic().variance());
    assertThat(new NoiseModel(sparse).keySwitch(3).variance())
        .isLessThan(new NoiseModel(dense).keySwitch(3).variance());
  }
}
