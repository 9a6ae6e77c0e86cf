package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.bootstrap.BootstrapParameters.Content;
import org.rotunda.ckks.bootstrap.BootstrapParameters.Order;
import org.rotunda.ckks.bootstrap.BootstrapParameters.RaisingSecret;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.OperandException;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.noise.Precision;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.testing.ClearSlots;
import org.rotunda.ckks.testing.RecordingKeys;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestScheme;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BootstrapperTest {
  private final TestScheme scheme = new TestScheme(BootstrapTestParameters.degree11(), 17);

  static Stream<Arguments> packings() {
    return Stream.of(Order.values())
        .flatMap(
            order ->
                Stream.of(Content.values())
                    .flatMap(
                        content ->
                            IntStream.of(1024, 512, 64, 2, 1)
                                .mapToObj(slots -> Arguments.of(order, content, slots))));
  }

  private static BootstrapParameters parameters(Order order, Content content, int slots) {
    BootstrapParameters parameters =
        BootstrapParameters.of(slots).withOrder(order).withContent(content);
    return order == Order.SLOTS_TO_COEFFS_FIRST
        ? parameters.withMessageRatio(12, ArcsineDegree.ONE)
        : parameters;
  }

  private static BootstrapMatrices matrices(BootstrapPlan plan, TestScheme scheme) {
    return BootstrapMatrices.encode(plan, scheme.context(), scheme.engine(), scheme.encoder());
  }

  private static ComplexVector message(TestScheme scheme, Content content, int slots) {
    return switch (content) {
      case REAL -> scheme.randomReal(slots);
      case COMPLEX -> scheme.randomComplex(slots);
    };
  }

  /** Encrypted with far less noise than by the public key, so that it hides none of the rest. */
  private static Ciphertext encryptPrecisely(
      TestScheme scheme, ComplexVector message, BootstrapPlan plan) {
    return scheme
        .secretEncryptor()
        .encrypt(scheme.encoder().encode(message, plan.inputLevel(), scheme.parameters().scale()));
  }

  private static Noise freshPrecise(TestScheme scheme) {
    return new NoiseModel(scheme.parameters()).freshSecret();
  }

  /**
   * Compares all of the error, most of which the sine may have made, and what is left without that.
   *
   * <p>Of 64 slots or more the root mean square is certain enough for the interval's ends to be 1.6
   * of its deviations away or more, see {@link RootMeanSquareDeviation}.
   */
  private static void assertAsPredicted(
      BootstrapPlan plan,
      Noise argument,
      double scale,
      ComplexVector message,
      ComplexVector actual) {
    BootstrapErrorModel model = new BootstrapErrorModel(plan);
    BootstrapError predicted = model.predict(argument, scale, message);
    double all = SlotErrors.of(actual, message).rootMeanSquare() / predicted.total();
    double random =
        SlotErrors.of(actual, model.reduced(message)).rootMeanSquare() / predicted.random();
    if (message.size() >= 64) {
      assertThat(1.6 * RootMeanSquareDeviation.ofReduced(plan, message.size())).isLessThan(0.3);
      assertThat(all).as("measured over predicted").isBetween(0.7, 1.4);
      assertThat(random).as("measured over predicted beyond the sine").isBetween(0.7, 1.4);
    } else {
      // A slot's error is below 6 deviations; more is known of the errors of many bootstraps.
      assertThat(all).as("measured over predicted").isLessThan(6);
      assertThat(random).as("measured over predicted beyond the sine").isLessThan(6);
    }
  }

  @ParameterizedTest
  @MethodSource("packings")
  void everyPackingComesBackWithLevelsAndThePredictedErrorByThePublishedKeys(
      Order order, Content content, int slots) {
    BootstrapPlan plan = BootstrapPlan.of(scheme.parameters(), parameters(order, content, slots));
    RecordingKeys keys = new RecordingKeys(scheme.keys());
    Evaluator evaluator = new Evaluator(scheme.context(), scheme.engine(), keys);
    ComplexVector message = message(scheme, content, slots);
    Ciphertext x = encryptPrecisely(scheme, message, plan);
    BootstrapMatrices matrices = matrices(plan, scheme);
    Bootstrapper bootstrapper = new Bootstrapper(matrices, evaluator);
    Ciphertext y = bootstrapper.bootstrap(x);
    assertThat(y.level()).isEqualTo(plan.outputLevel()).isGreaterThan(x.level());
    assertThat(y.scale()).isEqualTo(scheme.parameters().scale());
    assertThat(y.slots()).isEqualTo(slots);
    assertAsPredicted(plan, freshPrecise(scheme), x.scale(), message, scheme.decrypt(y));
    PredictedErrors real =
        new BootstrapErrorModel(plan).predictReal(freshPrecise(scheme), x.scale(), message);
    assertThat(Precision.of(scheme.decrypt(y), message).worst())
        .isGreaterThan(-Log2.of(real.bound()));
    assertThat(keys.uses()).isEqualTo(plan.keyUses());
    assertThat(keys.openLeases()).isZero();
  }

  /**
   * The worst of n errors with Laplace's distribution deviates by 1.28 / ln n of itself, 0.24 bits
   * here, so the mean of six by 0.1; the mean bits of 2048 slots by less than 0.05. Were the errors
   * normal, the worst slots would be 0.5 bits better and the mean 0.4 bits worse.
   */
  @Test
  void worstAndMeanPrecisionAreThoseOfRoundingErrorsTimesTheSecret() {
    BootstrapPlan plan = BootstrapPreset.INSECURE_N12_REAL.plan();
    BootstrapErrorModel model = new BootstrapErrorModel(plan);
    double worst = 0;
    int schemes = 6;
    for (int seed = 1; seed <= schemes; seed++) {
      TestScheme other = new TestScheme(plan.parameters(), seed);
      Bootstrapper bootstrapper = new Bootstrapper(matrices(plan, other), other.evaluator());
      ComplexVector message = ComplexVector.ofReal(new double[plan.bootstrap().slots()]);
      Ciphertext x = encryptPrecisely(other, message, plan);
      ComplexVector y = other.decrypt(bootstrapper.bootstrap(x));
      PredictedErrors predicted = model.predictReal(freshPrecise(other), x.scale(), message);
      Precision measured = Precision.of(y, message);
      assertThat(measured.mean()).as("seed %d", seed).isCloseTo(predicted.meanBits(), within(0.2));
      worst += (measured.worst() - predicted.worstBits()) / schemes;
    }
    assertThat(worst).isBetween(-0.3, 0.3);
  }

  static Stream<Arguments> fewSlots() {
    return IntStream.of(1, 2)
        .boxed()
        .flatMap(
            slots ->
                Stream.of(
                    Arguments.of(Order.MODULUS_RAISING_FIRST, Content.COMPLEX, slots),
                    Arguments.of(Order.SLOTS_TO_COEFFS_FIRST, Content.REAL, slots),
                    Arguments.of(Order.SLOTS_TO_COEFFS_FIRST, Content.COMPLEX, slots)));
  }

  /**
   * Of 256 real and imaginary parts, or real parts alone where the others are dropped, the root
   * mean square is so certain that the ends of the interval are three of its deviations away.
   */
  @ParameterizedTest
  @MethodSource("fewSlots")
  void manyBootstrapsOfFewSlotsHaveThePredictedMeanSquare(Order order, Content content, int slots) {
    TestScheme small = new TestScheme(BootstrapTestParameters.degree7(), 43);
    BootstrapPlan plan = BootstrapPlan.of(small.parameters(), parameters(order, content, slots));
    Bootstrapper bootstrapper = new Bootstrapper(matrices(plan, small), small.evaluator());
    BootstrapErrorModel model = new BootstrapErrorModel(plan);
    ComplexVector message = message(small, content, slots);
    ComplexVector reduced = model.reduced(message);
    double scale = small.parameters().scale();
    double predicted = model.predict(freshPrecise(small), scale, message).random();
    int parts = 256;
    assertThat(3 * RootMeanSquareDeviation.ofReduced(plan, parts)).isLessThan(0.3);
    int times = parts / (plan.dropsImaginaryParts() ? slots : 2 * slots);
    double squares = 0;
    for (int i = 0; i < times; i++) {
      Ciphertext y = bootstrapper.bootstrap(encryptPrecisely(small, message, plan));
      squares += Math.pow(SlotErrors.of(small.decrypt(y), reduced).rootMeanSquare(), 2);
    }
    assertThat(Math.sqrt(squares / times) / predicted).isBetween(0.7, 1.4);
  }

  static Stream<BootstrapPlan> largerRings() {
    return Stream.of(
        BootstrapPreset.INSECURE_N12_REAL.plan(),
        BootstrapPreset.INSECURE_N12_COMPLEX.plan(),
        BootstrapPlan.of(
            BootstrapTestParameters.degree13(),
            parameters(Order.SLOTS_TO_COEFFS_FIRST, Content.REAL, 1 << 12)),
        BootstrapPlan.of(
            BootstrapTestParameters.degree13(),
            parameters(Order.MODULUS_RAISING_FIRST, Content.COMPLEX, 1 << 12)),
        BootstrapPlan.of(
            BootstrapTestParameters.degree13(),
            parameters(Order.SLOTS_TO_COEFFS_FIRST, Content.COMPLEX, 1 << 8)),
        BootstrapPlan.of(
            BootstrapTestParameters.degree13(),
            parameters(Order.MODULUS_RAISING_FIRST, Content.COMPLEX, 1 << 5)
                .withRaisedUnder(RaisingSecret.MAIN)
                .withLog2Failure(-40)
                .withMessageRatio(8, ArcsineDegree.ONE)));
  }

  @ParameterizedTest
  @MethodSource("largerRings")
  void slotsOfLargerRingsComeBackWithThePredictedError(BootstrapPlan plan) {
    TestScheme large = new TestScheme(plan.parameters(), 41);
    ComplexVector message = message(large, plan.bootstrap().content(), plan.bootstrap().slots());
    Ciphertext x = encryptPrecisely(large, message, plan);
    Bootstrapper bootstrapper = new Bootstrapper(matrices(plan, large), large.evaluator());
    Ciphertext y = bootstrapper.bootstrap(x);
    assertThat(y.level()).isEqualTo(plan.outputLevel()).isGreaterThan(x.level());
    assertAsPredicted(plan, freshPrecise(large), x.scale(), message, large.decrypt(y));
  }

  static Stream<Arguments> mainSecrets() {
    return Stream.of(
        Arguments.of(BootstrapTestParameters.weight64(), -40),
        Arguments.of(BootstrapTestParameters.degree11(), -40),
        Arguments.of(BootstrapTestParameters.degree11(), -128));
  }

  @ParameterizedTest(name = "failure 2^{1}")
  @MethodSource("mainSecrets")
  void theMainSecretAloneNeedsNoEncapsulationKeys(Parameters parameters, double log2Failure) {
    BootstrapPlan plan =
        BootstrapPlan.of(
            parameters,
            BootstrapParameters.of(1024)
                .withRaisedUnder(RaisingSecret.MAIN)
                .withLog2Failure(log2Failure)
                .withMessageRatio(8, ArcsineDegree.ONE));
    TestScheme main = new TestScheme(plan.parameters(), 19);
    RecordingKeys keys = new RecordingKeys(main.keys());
    Evaluator evaluator = new Evaluator(main.context(), main.engine(), keys);
    ComplexVector message = main.randomComplex(1024);
    Ciphertext x = main.encrypt(message, plan.inputLevel());
    Bootstrapper bootstrapper = new Bootstrapper(matrices(plan, main), evaluator);
    assertAsPredicted(
        plan,
        new NoiseModel(plan.parameters()).freshPublic(),
        x.scale(),
        message,
        main.decrypt(bootstrapper.bootstrap(x)));
    assertThat(keys.uses())
        .isEqualTo(plan.keyUses())
        .noneMatch(use -> use.id() instanceof KeyId.Encapsulation);
  }

  private static ComplexVector impulse(int slots) {
    double[] impulse = new double[slots];
    impulse[3] = 1;
    return ComplexVector.ofReal(impulse);
  }

  static Stream<Arguments> messages() {
    ComplexVector constant = ClearSlots.constant(1024, 1, 0);
    return Stream.of(Order.values())
        .flatMap(
            order ->
                Stream.of(
                    Arguments.of("constant", order, ArcsineDegree.ONE, constant),
                    Arguments.of("impulse", order, ArcsineDegree.ONE, impulse(1024)),
                    Arguments.of("constant", order, ArcsineDegree.FIVE, constant),
                    Arguments.of("impulse", order, ArcsineDegree.FIVE, impulse(1024)),
                    Arguments.of(
                        "complex", order, ArcsineDegree.FIVE, ClearSlots.constant(1024, 0.6, 0.8)),
                    Arguments.of(
                        "constant", order, ArcsineDegree.FIVE, ClearSlots.constant(64, 1, 0)),
                    Arguments.of("impulse", order, ArcsineDegree.FIVE, impulse(64)),
                    Arguments.of(
                        "complex", order, ArcsineDegree.FIVE, ClearSlots.constant(64, 0.6, 0.8))));
  }

  @ParameterizedTest(name = "{0}, {1}, arcsine {2}")
  @MethodSource("messages")
  void extremeMessagesHaveThePredictedError(
      String name, Order order, ArcsineDegree arcsine, ComplexVector message) {
    boolean real = Arrays.stream(message.imaginary()).allMatch(x -> x == 0);
    BootstrapPlan plan =
        BootstrapPlan.of(
            scheme.parameters(),
            BootstrapParameters.of(message.size())
                .withOrder(order)
                .withContent(real ? Content.REAL : Content.COMPLEX)
                .withMessageRatio(8, arcsine));
    Ciphertext x = encryptPrecisely(scheme, message, plan);
    Bootstrapper bootstrapper = new Bootstrapper(matrices(plan, scheme), scheme.evaluator());
    assertAsPredicted(
        plan, freshPrecise(scheme), x.scale(), message, scheme.decrypt(bootstrapper.bootstrap(x)));
  }

  @ParameterizedTest
  @EnumSource
  void fiveBootstrapsInARowDriftAsPredicted(Order order) {
    assertDriftAsPredicted(order, 5);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("soak")
  void twoHundredBootstrapsInARowDriftAsPredicted(Order order) {
    assertDriftAsPredicted(order, 200);
  }

  /**
   * With an arcsine, and encrypted under the secret key, so that the error that bootstraps add is
   * the largest part.
   */
  private void assertDriftAsPredicted(Order order, int times) {
    boolean real = order == Order.SLOTS_TO_COEFFS_FIRST;
    BootstrapPlan plan =
        BootstrapPlan.of(
            scheme.parameters(),
            BootstrapParameters.of(1024)
                .withOrder(order)
                .withContent(real ? Content.REAL : Content.COMPLEX)
                .withMessageRatio(8, ArcsineDegree.FIVE));
    ComplexVector message = message(scheme, plan.bootstrap().content(), 1024);
    Ciphertext y = encryptPrecisely(scheme, message, plan);
    double scale = y.scale();
    BootstrapErrorModel model = new BootstrapErrorModel(plan);
    BootstrapError first = model.predict(freshPrecise(scheme), scale, message);
    BootstrapError further = model.predict(Noise.NONE, scale, message);
    Bootstrapper bootstrapper = new Bootstrapper(matrices(plan, scheme), scheme.evaluator());
    for (int i = 1; i <= times; i++) {
      y = bootstrapper.bootstrap(y);
      assertThat(y.scale()).isEqualTo(scale);
      ComplexVector decrypted = scheme.decrypt(y);
      ComplexVector kept =
          plan.dropsImaginaryParts() ? ComplexVector.ofReal(decrypted.real()) : decrypted;
      assertThat(SlotErrors.of(kept, message).rootMeanSquare() / drift(plan, first, further, i))
          .as("%s, measured over predicted after %d", order, i)
          .isBetween(0.7, 1.4);
    }
  }

  /**
   * The predicted error after some bootstraps in a row. The argument's error stays as it is; errors
   * that differ between bootstraps are independent, so their squares add; what repeats adds itself.
   * Where imaginary parts are dropped, those of one bootstrap don't reach the next: of the real
   * parts' errors all are predicted as real but those of EvalMod's rescales, of whose variance half
   * is.
   */
  private static double drift(
      BootstrapPlan plan, BootstrapError first, BootstrapError further, int times) {
    double lost = plan.dropsImaginaryParts() ? further.modularReduction() * Math.sqrt(0.5) : 0;
    double independent =
        further.total() * further.total() - further.repeated() * further.repeated() - lost * lost;
    return Math.sqrt(
        first.argument() * first.argument()
            + times * independent
            + Math.pow(times * further.repeated(), 2));
  }

  @Test
  void ciphertextsThatDoNotFitAreRefused() {
    BootstrapPlan plan =
        BootstrapPlan.of(
            scheme.parameters(), parameters(Order.SLOTS_TO_COEFFS_FIRST, Content.REAL, 64));
    BootstrapMatrices matrices = matrices(plan, scheme);
    Bootstrapper bootstrapper = new Bootstrapper(matrices, scheme.evaluator());
    Ciphertext low = scheme.encrypt(scheme.randomReal(64), plan.inputLevel() - 1);
    assertThatThrownBy(() -> bootstrapper.bootstrap(low))
        .isInstanceOf(OperandException.class)
        .hasMessageContaining("level 3 or above")
        .hasMessageContaining("64 slots at level 2");
    Ciphertext wide = scheme.encrypt(scheme.randomReal(128), plan.inputLevel());
    assertThatThrownBy(() -> bootstrapper.bootstrap(wide))
        .isInstanceOf(OperandException.class)
        .hasMessageContaining("128 slots");
  }
}
