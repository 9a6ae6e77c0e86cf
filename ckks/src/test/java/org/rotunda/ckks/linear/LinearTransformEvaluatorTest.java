package org.rotunda.ckks.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.OperandException;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.ring.kernel.ScalarKernels;
import org.rotunda.ckks.testing.Allocation;
import org.rotunda.ckks.testing.ClearSlots;
import org.rotunda.ckks.testing.Limbs;
import org.rotunda.ckks.testing.RecordingKeys;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinearTransformEvaluatorTest {
  private static final double DEVIATIONS = 7;

  private final Map<Parameters, TestScheme> schemes = new HashMap<>();

  private TestScheme scheme(Parameters parameters) {
    return schemes.computeIfAbsent(parameters, absent -> new TestScheme(absent, 31));
  }

  /** Which diagonals a matrix has, on how many slots. */
  record Shape(String name, int slots, List<Integer> diagonals) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Shape> shapes(int slots) {
    return Stream.of(
        new Shape("dense on 16 slots", 16, IntStream.range(0, 16).boxed().toList()),
        new Shape("dense on 2 slots", 2, List.of(0, 1)),
        new Shape("sparse", slots, List.of(0, 1, 7, 40, slots / 2, slots / 2 + 3)),
        new Shape("wrapped", slots, List.of(-3, -2, -1, 0, 1, 2, 3)),
        new Shape("the main diagonal", slots, List.of(0)),
        new Shape("one diagonal", slots, List.of(5)),
        new Shape("the last diagonal", slots, List.of(-1)),
        new Shape("without the main diagonal, on few slots", 64, List.of(3, -9, 17)));
  }

  static Stream<Arguments> cases() {
    return Stream.concat(TestParameters.table(), Stream.of(TestParameters.openFheRounding()))
        .flatMap(
            parameters ->
                shapes(parameters.slots())
                    .flatMap(
                        shape ->
                            Stream.of(1, parameters.maxLevel())
                                .map(level -> Arguments.of(parameters, shape, level))));
  }

  private static DiagonalMatrix matrix(TestScheme scheme, Shape shape, boolean complex) {
    Map<Integer, ComplexVector> diagonals = new HashMap<>();
    for (int index : shape.diagonals()) {
      diagonals.put(
          index, complex ? scheme.randomComplex(shape.slots()) : scheme.randomReal(shape.slots()));
    }
    return new DiagonalMatrix(shape.slots(), diagonals);
  }

  /**
   * Sums of plaintext products; every switch is charged to the diagonals or giant steps it serves.
   */
  private static Noise predicted(
      TestScheme scheme,
      DiagonalMatrix matrix,
      BabyStepGiantStep split,
      Ciphertext x,
      double scale,
      double meanSquare) {
    NoiseModel model = new NoiseModel(scheme.parameters());
    Noise rotated = model.freshPublic().plus(model.keySwitch(x.level()));
    Noise sum = Noise.NONE;
    for (ComplexVector diagonal : matrix.diagonals().values()) {
      sum =
          sum.plus(
              model.plainProduct(
                  rotated, x.scale(), meanSquare, scale, ClearSlots.meanSquare(diagonal)));
    }
    for (int i = 0; i <= split.giantSteps().size(); i++) {
      sum = sum.plus(model.keySwitch(x.level()));
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsTheClearProductForEveryShapeAndSplit(Parameters parameters, Shape shape, int level) {
    TestScheme scheme = scheme(parameters);
    ComplexVector clear = scheme.randomComplex(shape.slots());
    Ciphertext x = scheme.encrypt(clear, level);
    double scale = parameters.prime(level);
    for (int n1 : List.of(1, 4, shape.slots())) {
      DiagonalMatrix matrix = matrix(scheme, shape, n1 == 4);
      BabyStepGiantStep split = BabyStepGiantStep.of(matrix.diagonals().keySet(), n1);
      RecordingKeys recording = new RecordingKeys(scheme.keys());
      Evaluator evaluator = new Evaluator(scheme.context(), scheme.engine(), recording);
      try (LinearTransform transform =
          LinearTransform.encode(matrix, split, level, scale, scheme.context(), scheme.encoder())) {
        Ciphertext y = new LinearTransformEvaluator(evaluator).apply(transform, x);
        assertThat(y.scale()).isEqualTo(x.scale() * scale);
        assertThat(y.level()).isEqualTo(level);
        Noise noise = predicted(scheme, matrix, split, x, scale, ClearSlots.meanSquare(clear));
        assertThat(SlotErrors.of(scheme.decrypt(y), matrix.multiply(clear)).largestCoefficient())
            .as("%s, n1 = %d, level %d", shape, n1, level)
            .isLessThanOrEqualTo(DEVIATIONS * noise.slotDeviation(y.scale(), y.slots()));
        assertThat(recording.uses())
            .as("keys of %s, n1 = %d", shape, n1)
            .isEqualTo(LinearTransform.keyUses(split, shape.slots(), parameters.degree(), level));
        assertThat(recording.openLeases()).isZero();
      }
    }
  }

  @Test
  void everySplitOfADenseMatrixGivesTheSameProduct() {
    TestScheme scheme = scheme(TestParameters.pairs());
    Shape shape = new Shape("dense", 32, IntStream.range(0, 32).boxed().toList());
    DiagonalMatrix matrix = matrix(scheme, shape, true);
    ComplexVector clear = scheme.randomComplex(32);
    Ciphertext x = scheme.encrypt(clear, 3);
    double scale = scheme.parameters().prime(3);
    LinearTransformEvaluator evaluator = new LinearTransformEvaluator(scheme.evaluator());
    for (int n1 : new int[] {1, 2, 3, 4, 5, 7, 8, 11, 16, 31, 32, 33}) {
      BabyStepGiantStep split = BabyStepGiantStep.of(matrix.diagonals().keySet(), n1);
      LinearTransform transform =
          LinearTransform.encode(matrix, split, 3, scale, scheme.context(), scheme.encoder());
      Ciphertext y = evaluator.apply(transform, x);
      Noise noise = predicted(scheme, matrix, split, x, scale, ClearSlots.meanSquare(clear));
      assertThat(SlotErrors.of(scheme.decrypt(y), matrix.multiply(clear)).largestCoefficient())
          .as("n1 = %d", n1)
          .isLessThanOrEqualTo(DEVIATIONS * noise.slotDeviation(y.scale(), 32));
      assertThat(Limbs.of(evaluator.apply(transform, x)))
          .as("the same bits again")
          .isDeepEqualTo(Limbs.of(y));
    }
  }

  @Test
  void ciphertextsThatDoNotFitAreRefusedWithBothShapes() {
    TestScheme scheme = scheme(TestParameters.oneDigitOfOnePrime());
    DiagonalMatrix matrix = matrix(scheme, new Shape("", 16, List.of(0, 1)), false);
    BabyStepGiantStep split = BabyStepGiantStep.of(List.of(0, 1), 2);
    LinearTransform transform =
        LinearTransform.encode(matrix, split, 2, 0x1p40, scheme.context(), scheme.encoder());
    LinearTransformEvaluator evaluator = new LinearTransformEvaluator(scheme.evaluator());
    Ciphertext fits = scheme.encrypt(scheme.randomReal(16), 2);
    for (Ciphertext x :
        List.of(
            scheme.encrypt(scheme.randomReal(16), 3),
            scheme.encrypt(scheme.randomReal(32), 2),
            scheme.evaluator().multiply(fits, fits))) {
      assertThatThrownBy(() -> evaluator.apply(transform, x))
          .isInstanceOf(OperandException.class)
          .hasMessageContaining("level 2 with 16 slots")
          .hasMessageContaining(
              "%d components at level %d with %d slots"
                  .formatted(x.degree() + 1, x.level(), x.slots()));
    }
    transform.close();
    assertThatThrownBy(() -> evaluator.apply(transform, fits))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void orderOfStepsChangesTheOrderOfKeysAndNoBit() {
    Parameters parameters = TestParameters.table().findFirst().orElseThrow();
    TestScheme scheme = scheme(parameters);
    DiagonalMatrix matrix =
        matrix(
            scheme,
            new Shape("dense on 16 slots", 16, IntStream.range(0, 16).boxed().toList()),
            true);
    Ciphertext x = scheme.encrypt(scheme.randomComplex(16), parameters.maxLevel());
    BabyStepGiantStep ascending = BabyStepGiantStep.of(matrix.diagonals().keySet(), 4);
    BabyStepGiantStep other = ascending.inOrder(List.of(3, 1, 0, 2), List.of(8, 0, 12, 4));
    List<Ciphertext> results = new ArrayList<>();
    for (BabyStepGiantStep split : List.of(ascending, other)) {
      RecordingKeys recording = new RecordingKeys(scheme.keys());
      Evaluator evaluator = new Evaluator(scheme.context(), scheme.engine(), recording);
      try (LinearTransform transform =
          LinearTransform.encode(
              matrix,
              split,
              x.level(),
              (double) parameters.prime(x.level()),
              scheme.context(),
              scheme.encoder())) {
        results.add(new LinearTransformEvaluator(evaluator).apply(transform, x));
      }
      assertThat(recording.uses())
          .isEqualTo(LinearTransform.keyUses(split, 16, parameters.degree(), x.level()));
    }

    assertThat(Limbs.of(results.get(0))).isDeepEqualTo(Limbs.of(results.get(1)));
  }

  /** What grows with N is limbs: one that came from the heap would show at twice the degree. */
  @Test
  void warmTransformsAllocateNoMoreAtTwiceTheDegree() {
    long limb = (1 << 12) * Long.BYTES;
    assertThat(allocated(13)).isLessThan(allocated(12) + limb / 2);
  }

  private static long allocated(int logDegree) {
    Parameters parameters =
        Parameters.builder()
            .logDegree(logDegree)
            .q(49, 1)
            .q(40, 2)
            .p(49, 2)
            .digitSize(2)
            .insecureForTesting()
            .build();
    LimbPool pool = new LimbPool(parameters.degree(), Long.MAX_VALUE);
    Engine engine = new Engine(new ScalarKernels(), pool, LimbExecutor.serial());
    TestScheme scheme = new TestScheme(CkksContext.of(parameters), engine, 32);
    ComplexVector ones = ComplexVector.ofReal(new double[1024]);
    DiagonalMatrix matrix = new DiagonalMatrix(1024, Map.of(0, ones, 1, ones, 4, ones, 6, ones));
    BabyStepGiantStep split = BabyStepGiantStep.of(matrix.diagonals().keySet(), 4);
    LinearTransformEvaluator transforms = new LinearTransformEvaluator(scheme.evaluator());
    try (Ciphertext x = scheme.encrypt(scheme.randomReal(1024), 2);
        LinearTransform transform =
            LinearTransform.encode(matrix, split, 2, 0x1p40, scheme.context(), scheme.encoder())) {
      return Allocation.ofWarm(() -> transforms.apply(transform, x).close());
    }
  }
}
