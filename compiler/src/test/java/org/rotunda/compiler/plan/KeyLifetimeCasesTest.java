package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotunda.ckks.bootstrap.BootstrapPlan;
import org.rotunda.ckks.bootstrap.BootstrapPreset;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.evaluation.KeyUses;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.OperationTimes;
import org.rotunda.compiler.pass.Hoisting;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.program.Liveness;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.TestTensors;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.clear.ClearBackend;
import org.rotunda.compiler.program.text.ProgramText;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;

/**
 * The situations of KeyMemRT's compiler tests (its targets {@code keymemrt_tests}), each as a
 * program with the outcome that is right.
 */
class KeyLifetimeCasesTest {
  private static final int SLOTS = 512;
  private static final int MOST_LEVEL = 4;
  private static final int BOOTSTRAP_SLOTS = 1 << 11;
  private static final BootstrapPlan BOOTSTRAP = BootstrapPreset.INSECURE_N12_REAL.plan();

  private final Parameters parameters = SmallParameters.levels(MOST_LEVEL);

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
        TimedSchedule.of(plan.schedule(), times, parameters, TimePrediction.USUAL_LOADERS);
    TimedSchedule holding =
        TimedSchedule.of(
            new ReadAhead(parameters, keys(2), times)
                .apply(
                    new ResidencyPlanner(parameters, plan.uniform(), keys(2))
                        .plan(plan.trace().groups(), false)),
            times,
            parameters,
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

  // Their key_prefetching_trivial and key_prefetching_constant.
  @Test
  void theLoadOfAStraightLineStartsAheadOfItsUse() {
    Plan plan =
        compile(
            """
            five = 5;
            a = x + x;
            b = a * a;
            c = b * b;
            output y: rotate(c, five);
            """,
            Long.MAX_VALUE / 2);

    assertThat(steps(plan).getLast().use().id()).isEqualTo(key(5));
    assertThat(steps(plan).getLast().load()).isEmpty();
    assertThat(plan.prediction().prefetches()).isGreaterThanOrEqualTo(1);
    int last = steps(plan).size() - 1;
    StepTimes times = times(plan);
    int start =
        IntStream.range(0, last)
            .filter(
                i -> steps(plan).get(i).prefetch().stream().anyMatch(l -> l.id().equals(key(5))))
            .findFirst()
            .orElseThrow();
    // The latest step from which on the load is hidden.
    assertThat(times.start(last) - times.start(start)).isGreaterThanOrEqualTo(times.load(0));
    assertThat(times.start(last) - times.start(start + 1)).isLessThan(times.load(0));
  }

  // Their key_prefetching_affine and key_prefetching_index_type.
  @ParameterizedTest
  @CsvSource({"i", "2 * i", "3 * i + 1"})
  void everyLoadOfALoopButTheFirstStartsAheadAndNoneBeyondTheLast(String amount) {
    Plan plan =
        compile(
            "y = x; for i in 1..8 { y = y + rotate(x, " + amount + "); } output z: y;", keys(2));

    assertThat(plan.prediction().loads()).isEqualTo(8);
    assertThat(plan.prediction().prefetches()).isEqualTo(7);
    assertThat(steps(plan).stream().skip(1)).allMatch(step -> step.load().isEmpty());
    // There is room for one key beside the one in use, so each comes during the use before its own.
    for (int i = 0; i < 7; i++) {
      assertThat(steps(plan).get(i).prefetch())
          .as("step %d", i)
          .extracting(KeyLoad::id)
          .containsExactly(steps(plan).get(i + 1).use().id());
    }
    assertThat(steps(plan).getLast().prefetch()).isEmpty();
  }

  // Their key_prefetching_bsgs.
  @Test
  void loadsStartAheadThroughNestedLoopsWithoutAKeyForAmountZero() {
    Plan plan =
        compile(
            """
            y = x;
            for outer in 0..3 {
              g = rotate(x, 3 * outer);
              for inner in 0..2 { y = y + rotate(g, inner); }
            }
            output z: y;
            """,
            keys(5));

    // 3, 6, 9 and twice four of 1 and 2.
    assertThat(plan.prediction().uses()).isEqualTo(11);
    assertThat(plan.prediction().loads()).isEqualTo(5);
    assertThat(plan.prediction().prefetches()).isEqualTo(4);
  }

  // Their emit_kmrt_rotation_keys.
  @Test
  void aKeyIsLoadedForTheLevelOfItsUseWhichTheirsNoLongerDoes() {
    Plan plan =
        compile(
            """
            a = rotate(x, 5);
            b = a * a;
            output y: rotate(b, 7);
            """,
            Long.MAX_VALUE / 2);
    Map<KeyId, Integer> levels = plan.trace().topLevels();

    assertThat(levels).containsEntry(key(5), 1).containsEntry(key(7), 0);
    assertThat(allLoads(plan)).allMatch(load -> load.level() == levels.get(load.id()));
    assertThat(plan.requests()).contains(new KeyRequest(key(5), 1), new KeyRequest(key(7), 0));
  }

  // Their insert_clear_ops.
  @Test
  void ciphertextsEndWithTheirLastUseAlsoInLoopsWhereTheirsKeepsThem() {
    Program program =
        parse(
            """
            a = x + x;
            y = a;
            for i in 1..50 { t = rotate(a, i); y = y + t * 2; }
            output z: y;
            """);
    Liveness liveness = Liveness.of(program);

    // The invariant, a rotation, its product and the sum so far: not one for each iteration.
    assertThat(liveness.peak()).isLessThanOrEqualTo(4);
    for (Op op : program.ops()) {
      for (int use = op.result().id() + 1; use < program.ops().size(); use++) {
        if (program.ops().get(use).operands().contains(op.result())) {
          assertThat(liveness.lastUse(op.result())).isGreaterThanOrEqualTo(use);
        }
      }
    }
  }

  // Their fast_rotation_precompute_affine, a ciphertext from before the loop.
  @Test
  void rotationsOfALoopInvariantValueComeFromOneDecomposition() {
    Plan plan = compile("y = x; for i in 1..12 { y = y + rotate(x, i); } output z: y;", keys(4));

    assertThat(decomposed(plan)).containsExactly(1);
    assertThat(plan.prediction().uses()).isEqualTo(12);
  }

  // Their fast_rotation_precompute_affine, a ciphertext that the loop carries.
  @Test
  void rotationsOfALoopCarriedValueComeFromOneDecompositionEach() {
    Plan plan = compile("y = x; for i in 1..4 { y = rotate(y, i); } output z: y;", keys(4));

    assertThat(decomposed(plan)).containsExactly(1, 2, 3, 4);
  }

  // Their fast_rotation_precompute_affine, two ciphertexts.
  @Test
  void rotationsOfTwoLoopInvariantValuesComeFromOneDecompositionOfEach() {
    Plan plan =
        compile(
            """
            a = 3 * x;
            y = x;
            for i in 1..5 { y = y + rotate(x, i) - rotate(a, i); }
            output z: y;
            """,
            keys(4));

    assertThat(decomposed(plan)).hasSize(2);
    assertThat(plan.prediction().uses()).isEqualTo(10);
  }

  // Their fast_rotation_precompute_affine, nested loops.
  @Test
  void aValueIsDecomposedBeforeTheOutermostLoopThatDoesNotChangeIt() {
    Plan plan =
        compile(
            """
            y = x;
            for i in 1..3 { for j in 1..4 { y = y + rotate(x, 16 * i + j); } }
            output z: y;
            """,
            keys(4));

    assertThat(decomposed(plan)).containsExactly(1);
    assertThat(plan.prediction().uses()).isEqualTo(12);
  }

  /** The positions of rotations that decompose what they rotate. */
  private static List<Integer> decomposed(Plan plan) {
    Hoisting hoisting = Hoisting.of(plan.program(), plan.parameters());
    return plan.program().ops().stream()
        .filter(op -> op instanceof Op.Rotate && !hoisting.findsDigits(op))
        .map(op -> op.result().id())
        .toList();
  }

  // Their merge_rotation_keys_bootstrap.
  @Test
  void aKeyFromBeforeABootstrapIsUsedInItAndAfterItAndEveryOtherKeyOfItIsLoadedAndDroppedOnce() {
    Plan plan = bootstrapping("output y: rotate(bootstrap(rotate(x, 16)), 16);", true);
    KeyId shared = bootstrapKey(16);

    assertThat(BOOTSTRAP.keyUses()).extracting(KeyUse::id).contains(shared);
    assertThat(plan.prediction().loads()).isEqualTo(plan.prediction().keys());
    assertThat(evictions(plan, shared)).isEqualTo(1);
    assertThat(steps(plan).getLast().evictAfter()).contains(shared);
    assertThat(plan.requests())
        .filteredOn(request -> !request.id().equals(shared))
        .containsExactlyInAnyOrderElementsOf(
            BOOTSTRAP.requiredKeys().stream()
                .filter(key -> !key.id().equals(shared))
                .map(key -> new KeyRequest(key.id(), key.level()))
                .toList());
    assertNothingIsLeft(plan);
  }

  // Their merge_rotation_keys_bootstrap, which holds all 53 keys throughout.
  @Test
  void aBootstrapTakesAFewKeysAtATimeWhereTheirsHoldsAllOfThem() {
    Plan plan = bootstrapping("output y: rotate(bootstrap(rotate(x, 16)), 16);", false);

    assertThat(plan.prediction().peakKeyBytes()).isLessThanOrEqualTo(3 * bootstrapKeyBytes());
    assertThat(plan.prediction().keySetBytes()).isGreaterThan(10 * bootstrapKeyBytes());
    assertNothingIsLeft(plan);
  }

  // Their merge_rotation_keys_two_bootstraps.
  @Test
  void twoBootstrapsLoadEveryKeyOnceBeforeItsFirstUseAndDropItAfterItsLastIfMemoryAllows() {
    Plan plan = bootstrapping("output y: bootstrap(bootstrap(x));", true);

    assertThat(plan.prediction().uses()).isEqualTo(2 * BOOTSTRAP.keyUses().size());
    assertThat(plan.prediction().keys()).isEqualTo(BOOTSTRAP.requiredKeys().size());
    assertThat(plan.prediction().loads()).isEqualTo(plan.prediction().keys());
    assertNothingIsLeft(plan);
  }

  // Their merge_rotation_keys_two_bootstraps, with less memory than all keys take.
  @Test
  void twoBootstrapsInLittleMemoryReadLessThanEachByItself() {
    Plan both = bootstrapping("output y: bootstrap(bootstrap(x));", false);
    Plan one = bootstrapping("output y: bootstrap(x);", false);

    assertThat(both.prediction().bytesRead()).isLessThan(2 * one.prediction().bytesRead());
    assertThat(both.prediction().gap()).isLessThan(0.1);
    assertNothingIsLeft(both);
  }

  // Their merge_rotation_keys_bootstrap_loop_bootstrap, which is disabled.
  @Test
  void keysOfALoopBetweenTwoBootstrapsAreSharedWithBothWhereTheirsCannotYet() {
    Plan plan =
        bootstrapping(
            """
            y = bootstrap(x);
            for i in 0..33 { y = y + rotate(y, 16 * i); }
            output z: bootstrap(y);
            """,
            true);
    Set<KeyId> loop =
        plan.trace().uses().stream()
            .filter(use -> plan.program().definition(use.by()) instanceof Op.Rotate)
            .map(use -> use.use().id())
            .collect(Collectors.toSet());
    Set<KeyId> own = BOOTSTRAP.requiredKeys().stream().map(KeyUse::id).collect(Collectors.toSet());

    assertThat(loop).isNotEmpty().anyMatch(own::contains).anyMatch(id -> !own.contains(id));
    loop.addAll(own);
    assertThat(plan.prediction().loads()).isEqualTo(loop.size());
    assertNothingIsLeft(plan);
  }

  /** With memory for all keys, or for two or three. */
  private static Plan bootstrapping(String statements, boolean allKeys) {
    String text =
        "program p; slots %d; input x: tensor[%d]; %s"
            .formatted(BOOTSTRAP_SLOTS, BOOTSTRAP_SLOTS, statements);
    return new Compiler(allKeys ? Long.MAX_VALUE / 2 : 3 * bootstrapKeyBytes())
        .compileAsWritten(ProgramText.parse(text, _ -> Weights.none()), Target.of(BOOTSTRAP));
  }

  private static long bootstrapKeyBytes() {
    Parameters own = BOOTSTRAP.parameters();
    return own.keyHalfBytes(own.maxLevel());
  }

  private static KeyId bootstrapKey(int amount) {
    int degree = BOOTSTRAP.parameters().degree();
    return KeyUses.rotation(amount, BOOTSTRAP_SLOTS, degree, 0).orElseThrow().id();
  }

  private static long evictions(Plan plan, KeyId id) {
    return steps(plan).stream()
        .flatMap(step -> Stream.concat(step.evictBefore().stream(), step.evictAfter().stream()))
        .filter(id::equals)
        .count();
  }

  private static Program matrixProgram(int size) {
    Weights weights =
        Weights.of(
            "manifest.json", List.of(TestTensors.weight(new SplittableRandom(1), "w", size, size)));
    return ProgramText.parse(
        "program p; slots %d; weights \"manifest.json\"; input x: tensor[%d]; output y: linear(x, w);"
            .formatted(SLOTS, size),
        _ -> weights);
  }

  private static Program parse(String statements) {
    String text =
        "program p; slots %d; input x: tensor[%d]; %s".formatted(SLOTS, SLOTS, statements);
    return ProgramText.parse(text, _ -> Weights.none());
  }

  private Plan compile(String statements, long budget) {
    return compile(parse(statements), budget);
  }

  /** With the rotations of the cases, not others that they could be composed of. */
  private Plan compile(Program program, long budget) {
    return new Compiler(budget).compileAsWritten(program, parameters);
  }

  /** A budget for keys of level 1 without their uniform halves. */
  private long keys(int count) {
    return lean(1) * count;
  }

  private long lean(int level) {
    return parameters.keyHalfBytes(level);
  }

  private KeyId key(int amount) {
    return KeyUses.rotation(amount, SLOTS, parameters.degree(), 0).orElseThrow().id();
  }

  private StepTimes times(Plan plan) {
    return new StepTimes(
        new OperationTimes(plan.program(), plan.target(), CostModel.nominal()).spans(plan.splits()),
        parameters,
        CostModel.nominal());
  }

  private static List<Step> steps(Plan plan) {
    return plan.schedule().steps();
  }

  private static List<KeyLoad> allLoads(Plan plan) {
    return steps(plan).stream()
        .flatMap(step -> Stream.concat(step.load().stream(), step.prefetch().stream()))
        .toList();
  }

  private long loads(Plan plan, int amount) {
    return allLoads(plan).stream().filter(load -> load.id().equals(key(amount))).count();
  }

  /** Whatever is loaded is dropped, once. */
  private static void assertNothingIsLeft(Plan plan) {
    List<KeyId> loaded = new ArrayList<>(allLoads(plan).stream().map(KeyLoad::id).toList());
    List<KeyId> dropped =
        steps(plan).stream()
            .flatMap(step -> Stream.of(step.evictBefore(), step.evictAfter()))
            .flatMap(Collection::stream)
            .toList();
    dropped.forEach(id -> assertThat(loaded.remove(id)).isTrue());
    assertThat(new TreeSet<>(loaded)).isEmpty();
  }
}
