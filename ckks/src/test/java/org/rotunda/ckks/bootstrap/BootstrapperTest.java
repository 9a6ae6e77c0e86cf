package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  private ComplexVector message(Content content, int slots) {
    return switch (content) {
      case REAL -> scheme.randomReal(slots);
      case COMPLEX -> scheme.randomComplex(slots);
    };
  }

  private static Noise fresh(Parameters parameters) {
    return new NoiseModel(parameters).freshPublic();
  }

  /** Encrypted with far less noise than by the public key, so that it hides none of the rest. */
  private Ciphertext encryptPrecisely(ComplexVector message, int level) {
    return scheme
        .secretEncryptor()
        .encrypt(scheme.encoder().encode(message, level, scheme.parameters().scale()));
  }

  private Noise freshPrecise() {
    return new NoiseModel(scheme.parameters()).freshSecret();
  }

  /** Measured over predicted error; with few slots the mean square of few numbers is uncertain. */
  private static void assertAsPredicted(double measured, double predicted, int slots) {
    if (slots >= 64) {
      assertThat(measured / predicted).isBetween(0.7, 1.4);
    } else {
      // A slot's error is below 6 deviations, and of 1 or 2 slots nothing more is known.
      assertThat(measured).isLessThan(6 * predicted);
    }
  }

  @ParameterizedTest
  @MethodSource("packings")
  void everyPackingComesBackWithLevelsAndThePredictedErrorByThePublishedKeys(
      Order order, Content content, int slots) {
    BootstrapPlan plan = BootstrapPlan.of(scheme.parameters(), parameters(order, content, slots));
    RecordingKeys keys = new RecordingKeys(scheme.keys());
    Evaluator evaluator = new Evaluator(scheme.context(), scheme.engine(), keys);
    ComplexVector message = message(content, slots);
    Ciphertext x = scheme.encrypt(message, plan.inputLevel());
    BootstrapMatrices matrices = matrices(plan, scheme);
    Bootstrapper bootstrapper = new Bootstrapper(matrices, evaluator);
    Ciphertext y = bootstrapper.bootstrap(x);
    assertThat(y.level()).isEqualTo(plan.outputLevel()).isGreaterThan(x.level());
    assertThat(y.scale()).isEqualTo(scheme.parameters().scale());
    assertThat(y.slots()).isEqualTo(slots);
    BootstrapError predicted =
        new BootstrapErrorModel(plan).predict(fresh(scheme.parameters()), x.scale(), message);
    assertAsPredicted(
        SlotErrors.of(scheme.decrypt(y), message).rootMeanSquare(), predicted.total(), slots);
    PredictedErrors real =
        new BootstrapErrorModel(plan).predictReal(fresh(scheme.parameters()), x.scale(), message);
    assertThat(Precision.of(scheme.decrypt(y), message).worst())
        .isGreaterThan(-Log2.of(real.bound()));
    assertThat(keys.uses()).isEqualTo(plan.keyUses());
    assertThat(keys.openLeases()).isZero();
  }

  @Test
  void theMainSecretAloneNeedsNoEncapsulationKeys() {
    BootstrapPlan plan =
        BootstrapPlan.of(
            BootstrapTestParameters.weight64(),
            BootstrapParameters.of(1024)
                .withRaisedUnder(RaisingSecret.MAIN)
                .withLog2Failure(-40)
                .withMessageRatio(8, ArcsineDegree.ONE));
    TestScheme sparse = new TestScheme(plan.parameters(), 19);
    RecordingKeys keys = new RecordingKeys(sparse.keys());
    Evaluator evaluator = new Evaluator(sparse.context(), sparse.engine(), keys);
    ComplexVector message = sparse.randomComplex(1024);
    Ciphertext x = sparse.encrypt(message, 0);
    BootstrapMatrices matrices = matrices(plan, sparse);
    Bootstrapper bootstrapper = new Bootstrapper(matrices, evaluator);
    BootstrapError predicted =
        new BootstrapErrorModel(plan).predict(fresh(plan.parameters()), x.scale(), message);
    assertAsPredicted(
        SlotErrors.of(sparse.decrypt(bootstrapper.bootstrap(x)), message).rootMeanSquare(),
        predicted.total(),
        1024);
    assertThat(keys.uses()).isEqualTo(plan.keyUses());
  }

  static Stream<Arguments> messages() {
    ComplexVector constant = ClearSlots.constant(1024, 1, 0);
    double[] impulse = new double[1024];
    impulse[3] = 1;
    return Stream.of(Order.values())
        .flatMap(
            order ->
                Stream.of(
                    Arguments.of("constant", order, ArcsineDegree.ONE, constant),
                    Arguments.of("constant", order, ArcsineDegree.FIVE, constant),
                    Arguments.of(
                        "impulse", order, ArcsineDegree.ONE, ComplexVector.ofReal(impulse))));
  }

  @ParameterizedTest(name = "{0}, {1}, arcsine {2}")
  @MethodSource("messages")
  void extremeMessagesHaveThePredictedError(
      String name, Order order, ArcsineDegree arcsine, ComplexVector message) {
    BootstrapPlan plan =
        BootstrapPlan.of(
            scheme.parameters(),
            BootstrapParameters.of(1024)
                .withOrder(order)
                .withContent(Content.REAL)
                .withMessageRatio(8, arcsine));
    Ciphertext x = scheme.encrypt(message, plan.inputLevel());
    BootstrapMatrices matrices = matrices(plan, scheme);
    Bootstrapper bootstrapper = new Bootstrapper(matrices, scheme.evaluator());
    BootstrapError predicted =
        new BootstrapErrorModel(plan).predict(fresh(scheme.parameters()), x.scale(), message);
    assertAsPredicted(
        SlotErrors.of(scheme.decrypt(bootstrapper.bootstrap(x)), message).rootMeanSquare(),
        predicted.total(),
        1024);
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
   * the largest part. Of 1024 slots the root mean square is uncertain by 5 %.
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
    ComplexVector message = message(plan.bootstrap().content(), 1024);
    Ciphertext y = encryptPrecisely(message, plan.inputLevel());
    double scale = y.scale();
    BootstrapErrorModel model = new BootstrapErrorModel(plan);
    BootstrapError first = model.predict(freshPrecise(), scale, message);
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
   * The predicted error after some bootstraps in a row. The argument's error stays as it is; random
   * errors of different bootstraps are independent, so their squares add; what the sine does to the
   * message is the same each time and adds itself. Where imaginary parts are dropped, those of one
   * bootstrap don't reach the next: of the real parts' errors all are predicted as real but those
   * of EvalMod's rescales, of whose variance half is.
   */
  private static double drift(
      BootstrapPlan plan, BootstrapError first, BootstrapError further, int times) {
    double random = further.random();
    double lost = plan.dropsImaginaryParts() ? further.modularReduction() * Math.sqrt(0.5) : 0;
    return Math.sqrt(
        first.argument() * first.argument()
            + times * (random * random - lost * lost)
            + Math.pow(times * further.nonlinearity(), 2));
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
