package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.rotunda.compiler.plan.LifetimeCases.PARAMETERS;
import static org.rotunda.compiler.plan.LifetimeCases.SLOTS;
import static org.rotunda.compiler.plan.LifetimeCases.assertNothingIsLeft;
import static org.rotunda.compiler.plan.LifetimeCases.compile;
import static org.rotunda.compiler.plan.LifetimeCases.key;
import static org.rotunda.compiler.plan.LifetimeCases.keys;
import static org.rotunda.compiler.plan.LifetimeCases.lean;
import static org.rotunda.compiler.plan.LifetimeCases.loads;
import static org.rotunda.compiler.plan.LifetimeCases.matrixProgram;
import static org.rotunda.compiler.plan.LifetimeCases.steps;
import static org.rotunda.compiler.plan.LifetimeCases.times;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.TestTensors;
import org.rotunda.compiler.program.clear.ClearBackend;
import org.rotunda.keys.material.KeyRequest;

/**
 * Situations of KeyMemRT's compiler tests (its targets {@code keymemrt_tests}) with keys of several
 * uses, each as a program with the outcome that is right.
 */
class KeyReuseCasesTest {
  // Their test_linear_transform.
  @Test
  void aLinearTransformOfSixteenDiagonalsComputesTheProductWithFewerKeysThanDiagonals() {
    Program program = matrixProgram(16);
    double[] x = TestTensors.numbers(new SplittableRandom(2), 16);
    double[] matrix = program.weights().get("w").values();

    double[] y = new ClearBackend(program).run(Map.of("x", x)).getOrDefault("y", new double[0]);

    assertThat(y).containsExactly(TestTensors.linear(matrix, x, new double[16]));
    Plan plan = compile(program, keys(8));
    List<Integer> diagonals = IntStream.range(0, 16).boxed().toList();
    assertThat(plan.requests())
        .hasSizeLessThanOrEqualTo(BabyStepGiantStep.fastest(diagonals, SLOTS).keyCount())
        .hasSizeLessThan(15);
  }

  // Their test_symbolic_bsgs_decomposition and merge_rotation_keys_bsgs.
  @ParameterizedTest
  @CsvSource({"1, 3", "1, 5", "1, 13", "1, 16", "1, 128", "1, 137", "0, 16", "0, 137"})
  void everyDiagonalIsCoveredOnceWhereTheirsDropsTheRemainderAndAddsDiagonalZeroAgain(
      int first, int end) {
    List<Integer> diagonals = IntStream.range(first, end).boxed().toList();
    for (int n1 = 1; n1 <= 32; n1 *= 2) {
      BabyStepGiantStep split = BabyStepGiantStep.of(diagonals, n1);
      List<Integer> covered = new ArrayList<>();
      for (int giant : split.giantSteps()) {
        for (int baby : split.babySteps()) {
          if (diagonals.contains(giant + baby)) {
            covered.add(giant + baby);
          }
        }
      }
      assertThat(covered).as("n1 = %d", n1).containsExactlyInAnyOrderElementsOf(diagonals);
    }
    int count = end - first;
    assertThat(BabyStepGiantStep.fastest(diagonals, SLOTS).keyCount())
        .isLessThanOrEqualTo((int) Math.ceil(2.5 * Math.sqrt(count)));
  }

  // Their merge_rotation_keys_basic.
  @Test
  void aKeyIsKeptAcrossTheGapBetweenTwoUses() {
    Plan plan = compile("output y: rotate(x, 5) + rotate(3 * x, 5);", keys(1));

    assertThat(loads(plan, 5)).isEqualTo(1);
    assertThat(steps(plan).getFirst().evictAfter()).isEmpty();
    assertThat(steps(plan).getLast().evictAfter()).containsExactly(key(5));
  }

  // Their merge_rotation_keys_bsgs.
  @Test
  void babyStepsTakeOneKeyAtATimeWhereTheirsHoldsAllOfThem() {
    Plan plan = compile(matrixProgram(13), keys(1));

    assertThat(plan.prediction().loads()).isEqualTo(plan.prediction().keys());
    assertThat(plan.prediction().peakKeyBytes()).isEqualTo(lean(1));
  }

  // Their merge_rotation_keys_preloop.
  @Test
  void aKeyFromBeforeALoopIsUsedInIt() {
    Plan plan =
        compile(
            """
            y = rotate(x, 2);
            for i in 1..15 { y = y + rotate(x, i); }
            output z: y;
            """,
            keys(2));

    assertThat(loads(plan, 2)).isEqualTo(1);
    assertThat(plan.prediction().loads()).isEqualTo(15);
    assertNothingIsLeft(plan);
  }

  // Their merge_rotation_keys_postloop.
  @Test
  void aKeyFromALoopIsUsedAfterIt() {
    Plan plan =
        compile(
            """
            y = x;
            for i in 1..10 { y = y + rotate(x, i); }
            output z: rotate(y, 5);
            """,
            keys(3));

    assertThat(loads(plan, 5)).isEqualTo(1);
    assertThat(plan.prediction().loads()).isEqualTo(10);
    assertNothingIsLeft(plan);
  }

  // Their merge_rotation_keys_postloop, with room for one key beside the one in use.
  @Test
  void aKeyFromALoopIsLoadedAgainWhereHoldingItWouldMakeEveryLoadInBetweenWait() {
    String statements =
        """
        y = x;
        for i in 1..10 { y = x + rotate(y, i); }
        output z: rotate(y, 5);
        """;
    Plan plan = compile(statements, keys(2));
    StepTimes times = times(plan);
    TimedSchedule chosen =
        TimedSchedule.of(plan.schedule(), times, PARAMETERS, TimePrediction.USUAL_LOADERS);
    TimedSchedule holding =
        TimedSchedule.of(
            new ReadAhead(PARAMETERS, keys(2), times)
                .apply(
                    new ResidencyPlanner(PARAMETERS, plan.uniform(), keys(2))
                        .plan(plan.trace().groups(), false)),
            times,
            PARAMETERS,
            TimePrediction.USUAL_LOADERS);

    assertThat(loads(plan, 5)).isEqualTo(2);
    assertThat(holding.bytesRead()).isEqualTo(10 * chosen.bytesRead() / 11);
    assertThat(holding.seconds()).isGreaterThan(1.2 * chosen.seconds());
    assertThat(plan.time(CostModel.nominal()).stallSeconds())
        .isCloseTo(times.load(0), withinPercentage(1e-9));
  }

  // Their merge_rotation_keys_prepost.
  @Test
  void keysFromBeforeAndAfterALoopAreBothUsedInItAndLeaveWhereTheirsLeaksTheFirst() {
    Plan plan =
        compile(
            """
            y = rotate(x, 4);
            for i in 1..10 { y = y + rotate(x, i); }
            output z: rotate(y, 5);
            """,
            keys(3));

    assertThat(loads(plan, 4)).isEqualTo(1);
    assertThat(loads(plan, 5)).isEqualTo(1);
    assertThat(plan.prediction().loads()).isEqualTo(10);
    assertNothingIsLeft(plan);
  }

  // Their configure_crypto_context_bsgs.
  @Test
  void keysOfNestedLoopsAreAskedForOnceAndNoneForAmountZeroWhichTheirsGenerates() {
    Plan plan =
        compile(
            """
            y = rotate(x, 12);
            for d in 0..2 {
              g = rotate(x, d * 4);
              for b in 0..3 { y = y + rotate(g, b); }
            }
            output z: y;
            """,
            keys(6));

    assertThat(plan.requests())
        .extracting(KeyRequest::id)
        .containsExactlyInAnyOrder(key(1), key(2), key(3), key(4), key(8), key(12));
  }
}
