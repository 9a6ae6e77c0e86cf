package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.bootstrap.BootstrapParameters.Content;
import org.rotunda.ckks.bootstrap.BootstrapParameters.Order;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.linear.DiagonalMatrix;
import org.rotunda.ckks.testing.ClearSlots;
import org.rotunda.ckks.testing.RecordingKeys;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestScheme;

/** CoeffsToSlots and SlotsToCoeffs against the clear factors, for every number of levels. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransformStagesTest {
  /** Far above the noise of 60-bit scales and far below any wrong entry. */
  private static final double TOLERANCE = 0x1p-22;

  private final TestScheme degree11 = new TestScheme(BootstrapTestParameters.degree11(), 29);
  private final TestScheme degree7 = new TestScheme(BootstrapTestParameters.degree7(), 29);

  static Stream<Arguments> cases() {
    // One dense factor on n slots has n diagonals: few enough with all slots of a small ring.
    Stream<Arguments> dense =
        Stream.of(
            Arguments.of(7, 1, Order.MODULUS_RAISING_FIRST, Content.COMPLEX, 64),
            Arguments.of(7, 1, Order.SLOTS_TO_COEFFS_FIRST, Content.COMPLEX, 64),
            Arguments.of(7, 1, Order.SLOTS_TO_COEFFS_FIRST, Content.REAL, 64));
    Stream<Arguments> all =
        IntStream.rangeClosed(1, 5)
            .boxed()
            .flatMap(
                levels ->
                    Stream.of(
                        Arguments.of(11, levels, Order.MODULUS_RAISING_FIRST, Content.COMPLEX, 64),
                        Arguments.of(
                            11, levels, Order.SLOTS_TO_COEFFS_FIRST, Content.COMPLEX, 64)));
    Stream<Arguments> full =
        IntStream.rangeClosed(2, 5)
            .mapToObj(
                levels ->
                    Arguments.of(11, levels, Order.MODULUS_RAISING_FIRST, Content.COMPLEX, 1024));
    Stream<Arguments> real =
        IntStream.of(64, 1024)
            .mapToObj(
                slots -> Arguments.of(11, 3, Order.SLOTS_TO_COEFFS_FIRST, Content.REAL, slots));
    return Stream.of(dense, all, full, real).flatMap(x -> x);
  }

  private TestScheme scheme(int logDegree) {
    return logDegree == 7 ? degree7 : degree11;
  }

  private static BootstrapPlan plan(
      TestScheme scheme, int levels, Order order, Content content, int slots) {
    return BootstrapPlan.of(
        scheme.parameters(),
        BootstrapParameters.of(slots)
            .withOrder(order)
            .withContent(content)
            .withLevels(levels, levels)
            .withDiagonalBytes(1 << 20));
  }

  private static BootstrapMatrices matrices(TestScheme scheme, BootstrapPlan plan) {
    return BootstrapMatrices.encode(plan, scheme.context(), scheme.engine(), scheme.encoder());
  }

  private static ComplexVector apply(List<DiagonalMatrix> factors, ComplexVector x) {
    ComplexVector y = x;
    for (DiagonalMatrix factor : factors) {
      y = factor.multiply(y);
    }
    return y;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void coefficientsComeIntoSlotsAsTheLayoutSays(
      int logDegree, int levels, Order order, Content content, int slots) {
    TestScheme scheme = scheme(logDegree);
    BootstrapPlan plan = plan(scheme, levels, order, content, slots);
    RecordingKeys keys = new RecordingKeys(scheme.keys());
    Evaluator evaluator = new Evaluator(scheme.context(), scheme.engine(), keys);
    ComplexVector message = scheme.randomComplex(slots);
    int top = scheme.parameters().maxLevel();
    double scale = (double) scheme.parameters().prime(0) * plan.gap();
    Ciphertext x =
        scheme.encryptor().encrypt(scheme.encoder().encode(message, top, Math.scalb(1.0, 50)));
    Ciphertext raised = new Ciphertext(x.components(), scale, slots);
    ComplexVector expected =
        ClearSlots.scale(
            apply(
                EmbeddingFactors.interpolation(Integer.numberOfTrailingZeros(slots), levels),
                message),
            0x1p50 / scale / (slots * plan.cosine().halfWidth()),
            0);
    BootstrapMatrices matrices = matrices(scheme, plan);
    CoeffsToSlots stage = new CoeffsToSlots(plan, matrices.coeffsToSlots(), evaluator);
    List<Ciphertext> parts = stage.apply(raised);
    assertThat(parts).hasSize(plan.reductions());
    double unit = 0x1p50 / scale / plan.cosine().halfWidth();
    for (int part = 0; part < parts.size(); part++) {
      assertThat(parts.get(part).scale()).isEqualTo(plan.evalModScale());
      assertThat(parts.get(part).level()).isEqualTo(plan.evalModLevel());
      ComplexVector actual = scheme.decrypt(parts.get(part));
      ComplexVector laidOut =
          plan.packing() == Packing.REPACKED
              ? concatenated(expected)
              : ComplexVector.ofReal(part == 0 ? expected.real() : expected.imaginary());
      assertThat(SlotErrors.of(actual, laidOut).largest())
          .as("part %d", part)
          .isLessThan(TOLERANCE * Math.max(unit, 0x1p-10));
    }
    assertThat(keys.uses()).isEqualTo(plan.keyUses(BootstrapStage.COEFFS_TO_SLOTS));
  }

  private static ComplexVector concatenated(ComplexVector x) {
    return ComplexVector.ofReal(
        IntStream.range(0, 2 * x.size())
            .mapToDouble(i -> i < x.size() ? x.real(i) : x.imaginary(i - x.size()))
            .toArray());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void slotsBecomeCoefficients(int logDegree, int levels, Order order, Content content, int slots) {
    TestScheme scheme = scheme(logDegree);
    BootstrapPlan plan = plan(scheme, levels, order, content, slots);
    RecordingKeys keys = new RecordingKeys(scheme.keys());
    Evaluator evaluator = new Evaluator(scheme.context(), scheme.engine(), keys);
    boolean repacked = plan.packing() == Packing.REPACKED;
    ComplexVector coefficients = scheme.randomComplex(slots);
    ComplexVector message = repacked ? concatenated(coefficients) : coefficients;
    // Above EvalMod's result the scale comes down; below ModRaise it goes up to nearly q_0.
    double scale = plan.outputScale() * (order == Order.MODULUS_RAISING_FIRST ? 0x1p10 : 1);
    Ciphertext x =
        scheme
            .encryptor()
            .encrypt(scheme.encoder().encode(message, plan.slotsToCoeffsLevel(), scale));
    ComplexVector expected =
        apply(
            EmbeddingFactors.evaluation(Integer.numberOfTrailingZeros(slots), levels),
            coefficients);
    BootstrapMatrices matrices = matrices(scheme, plan);
    SlotsToCoeffs stage = new SlotsToCoeffs(plan, matrices.slotsToCoeffs(), evaluator);
    Ciphertext y = stage.apply(x);
    assertThat(y.slots()).isEqualTo(slots);
    assertThat(y.level()).isEqualTo(plan.slotsToCoeffsLevel() - levels);
    assertThat(y.scale() / (scale * SlotsToCoeffs.gain(plan))).isBetween(1 - 1e-12, 1 + 1e-12);
    // The sums of n terms; relative to them an application level keeps about 25 bits.
    assertThat(SlotErrors.of(scheme.decrypt(y), expected).largest())
        .isLessThan(0x1p-16 * Math.sqrt(slots));
    assertThat(keys.uses()).isEqualTo(plan.keyUses(BootstrapStage.SLOTS_TO_COEFFS));
  }
}
