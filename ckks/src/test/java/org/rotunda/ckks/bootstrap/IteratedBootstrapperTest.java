package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.bootstrap.BootstrapParameters.Content;
import org.rotunda.ckks.bootstrap.BootstrapParameters.Order;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.noise.Precision;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.testing.RecordingKeys;
import org.rotunda.ckks.testing.TestScheme;

class IteratedBootstrapperTest {
  /** Scale 2^49, so that rescaling leaves more than 40 bits. */
  private static Parameters precise() {
    return Parameters.builder()
        .logDegree(11)
        .q(60, 1)
        .q(49, 4)
        .q(49, 3)
        .q(60, 8)
        .q(56, 3)
        .p(61, 6)
        .digitSize(5)
        .logScale(49)
        .insecureForTesting()
        .build();
  }

  @Test
  void aSecondPassGainsTheBitsOfTheFirstForOneLevel() {
    TestScheme scheme = new TestScheme(precise(), 37);
    BootstrapPlan plan = BootstrapPlan.of(scheme.parameters(), BootstrapParameters.of(1024));
    RecordingKeys keys = new RecordingKeys(scheme.keys());
    Evaluator evaluator = new Evaluator(scheme.context(), scheme.engine(), keys);
    ComplexVector message = scheme.randomComplex(1024);
    Ciphertext x = scheme.secretEncryptor().encrypt(scheme.encoder().encode(message, 0, 0x1p49));
    BootstrapMatrices matrices =
        BootstrapMatrices.encode(plan, scheme.context(), scheme.engine(), scheme.encoder());
    Bootstrapper once = new Bootstrapper(matrices, evaluator);
    Precision single = Precision.of(scheme.decrypt(once.bootstrap(x)), message);
    int before = keys.uses().size();
    IteratedBootstrapper twice = new IteratedBootstrapper(once, evaluator, 2, 18);
    Ciphertext y = twice.bootstrap(x);
    assertThat(y.level()).isEqualTo(plan.outputLevel() - 1).isEqualTo(twice.plan().outputLevel());
    assertThat(y.scale()).isEqualTo(scheme.parameters().scale());
    Precision iterated = Precision.of(scheme.decrypt(y), message);
    assertThat(single.mean()).as("once").isLessThan(28);
    assertThat(iterated.mean()).as("twice").isGreaterThan(33);
    assertThat(iterated.worst()).as("twice").isGreaterThan(30);
    PredictedErrors predicted =
        twice
            .plan()
            .predictReal(new NoiseModel(scheme.parameters()).freshSecret(), x.scale(), message);
    assertThat(Math.pow(2, -iterated.rootMeanSquare()) / predicted.rootMeanSquare())
        .isBetween(0.7, 1.4);
    assertThat(iterated.worst()).isGreaterThan(-Log2.of(predicted.bound()));
    assertThat(keys.uses().subList(before, keys.uses().size())).isEqualTo(twice.plan().keyUses());
  }

  static Stream<Arguments> passes() {
    return Stream.of(
        Arguments.of(Order.MODULUS_RAISING_FIRST, 3),
        Arguments.of(Order.SLOTS_TO_COEFFS_FIRST, 2),
        Arguments.of(Order.SLOTS_TO_COEFFS_FIRST, 3));
  }

  @ParameterizedTest(name = "{0}, {1} passes")
  @MethodSource("passes")
  void moreThanOnePassHasThePredictedErrorInEitherOrder(Order order, int passes) {
    TestScheme scheme = new TestScheme(precise(), 38);
    BootstrapPlan plan =
        BootstrapPlan.of(
            scheme.parameters(),
            BootstrapParameters.of(1024)
                .withOrder(order)
                .withContent(Content.COMPLEX)
                .withMessageRatio(11, ArcsineDegree.ONE));
    RecordingKeys keys = new RecordingKeys(scheme.keys());
    Evaluator evaluator = new Evaluator(scheme.context(), scheme.engine(), keys);
    ComplexVector message = scheme.randomComplex(1024);
    Ciphertext x =
        scheme
            .secretEncryptor()
            .encrypt(scheme.encoder().encode(message, plan.inputLevel(), 0x1p49));
    BootstrapMatrices matrices =
        BootstrapMatrices.encode(plan, scheme.context(), scheme.engine(), scheme.encoder());
    IteratedBootstrapper iterated =
        new IteratedBootstrapper(new Bootstrapper(matrices, evaluator), evaluator, passes, 16);
    Ciphertext y = iterated.bootstrap(x);
    assertThat(y.level()).isEqualTo(plan.outputLevel() - 1);
    assertThat(keys.uses())
        .isEqualTo(
            Collections.nCopies(passes, plan.keyUses()).stream().flatMap(List::stream).toList());
    Precision precision = Precision.of(scheme.decrypt(y), message);
    PredictedErrors predicted =
        new IteratedErrorModel(plan, passes, 16)
            .predictReal(new NoiseModel(scheme.parameters()).freshSecret(), x.scale(), message);
    assertThat(Math.pow(2, -precision.rootMeanSquare()) / predicted.rootMeanSquare())
        .isBetween(0.7, 1.4);
    assertThat(precision.worst()).isGreaterThan(30);
  }

  static Stream<Arguments> constants() {
    return Stream.of(
        Arguments.of(8, 18, 1.0), Arguments.of(8, 18, 0.5),
        Arguments.of(10, 16, 1.0), Arguments.of(10, 16, 0.5));
  }

  /** All slots alike are one large coefficient, which the sine takes most from. */
  @ParameterizedTest(name = "ratio 2^{0}, {1} bits, {2}")
  @MethodSource("constants")
  void aConstantHasThePredictedError(int logRatio, int bits, double constant) {
    TestScheme scheme = new TestScheme(precise(), 39);
    BootstrapPlan plan =
        BootstrapPlan.of(
            scheme.parameters(),
            BootstrapParameters.of(1024).withMessageRatio(logRatio, ArcsineDegree.ONE));
    double[] slots = new double[1024];
    Arrays.fill(slots, constant);
    assertThat(measuredOverPredicted(scheme, plan, bits, ComplexVector.ofReal(slots)))
        .isBetween(0.7, 1.4);
  }

  /** With one bit a pass, the error of the last pass is as large as that of rescaling. */
  @Test
  void realPartsHaveThePredictedErrorWhereImaginaryOnesAreDropped() {
    BootstrapPlan plan = BootstrapPreset.INSECURE_N12_REAL.plan();
    TestScheme scheme = new TestScheme(plan.parameters(), 40);
    ComplexVector message = scheme.randomReal(plan.bootstrap().slots());
    assertThat(measuredOverPredicted(scheme, plan, 1, message)).isBetween(0.85, 1.2);
  }

  private static double measuredOverPredicted(
      TestScheme scheme, BootstrapPlan plan, int bits, ComplexVector message) {
    BootstrapMatrices matrices =
        BootstrapMatrices.encode(plan, scheme.context(), scheme.engine(), scheme.encoder());
    IteratedBootstrapper twice =
        new IteratedBootstrapper(
            new Bootstrapper(matrices, scheme.evaluator()), scheme.evaluator(), 2, bits);
    double scale = scheme.parameters().scale();
    Ciphertext x =
        scheme
            .secretEncryptor()
            .encrypt(scheme.encoder().encode(message, plan.inputLevel(), scale));
    Precision precision = Precision.of(scheme.decrypt(twice.bootstrap(x)), message);
    PredictedErrors predicted =
        twice.plan().predictReal(new NoiseModel(scheme.parameters()).freshSecret(), scale, message);
    return Math.pow(2, -precision.rootMeanSquare()) / predicted.rootMeanSquare();
  }

  @Test
  void whatPassesMakeOfAMessageWithoutNoiseIsItselfAndWhatTheSineLeaves() {
    BootstrapPlan plan = BootstrapPlan.of(precise(), BootstrapParameters.of(8));
    double[] ones = new double[8];
    Arrays.fill(ones, 1);
    IteratedPlan twice = new IteratedPlan(plan, 2, 18);
    // (2 pi / 2^8)^2 / 6 = 2^-13.28 is lost; 2^4.72 times that, 26.4, loses 7 % in the next pass.
    double lost = 1 - twice.reduced(ComplexVector.ofReal(ones)).real(3);
    assertThat(-Log2.of(lost)).isBetween(17.0, 17.3);
    assertThat(twice.reduced(ComplexVector.ofReal(ones)).imaginary(3)).isLessThan(0x1p-40);
  }

  @Test
  void onePassIsABootstrap() {
    TestScheme scheme = new TestScheme(precise(), 37);
    BootstrapPlan plan = BootstrapPlan.of(scheme.parameters(), BootstrapParameters.of(8));
    BootstrapMatrices matrices =
        BootstrapMatrices.encode(plan, scheme.context(), scheme.engine(), scheme.encoder());
    Bootstrapper once = new Bootstrapper(matrices, scheme.evaluator());
    IteratedBootstrapper iterated = new IteratedBootstrapper(once, scheme.evaluator(), 1, 18);
    ComplexVector message = scheme.randomComplex(8);
    Ciphertext x = scheme.secretEncryptor().encrypt(scheme.encoder().encode(message, 0, 0x1p49));
    assertThat(iterated.plan().outputLevel()).isEqualTo(plan.outputLevel());
    assertThat(iterated.plan().keyUses()).isEqualTo(plan.keyUses());
    assertThat(scheme.decrypt(iterated.bootstrap(x)).real())
        .isEqualTo(scheme.decrypt(once.bootstrap(x)).real());
  }

  @Test
  void noPassesAreRefused() {
    TestScheme scheme = new TestScheme(precise(), 37);
    BootstrapPlan plan = BootstrapPlan.of(scheme.parameters(), BootstrapParameters.of(8));
    BootstrapMatrices matrices =
        BootstrapMatrices.encode(plan, scheme.context(), scheme.engine(), scheme.encoder());
    Bootstrapper once = new Bootstrapper(matrices, scheme.evaluator());
    assertThatThrownBy(() -> new IteratedBootstrapper(once, scheme.evaluator(), 0, 18))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 and 18");
  }
}
