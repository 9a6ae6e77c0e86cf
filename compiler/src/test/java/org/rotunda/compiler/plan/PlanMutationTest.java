package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.OperationTimes;
import org.rotunda.compiler.pass.KeyTrace;
import org.rotunda.compiler.pass.RandomComputations;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.program.Program;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;

/** Plans of random programs and budgets are sound; edited so that they are wrong, refused. */
class PlanMutationTest {
  private static final int PROGRAMS = 250;
  private static final int EDITS = 12;
  private static final int MOST_LEVEL = 3;
  private static final Pattern STEP = Pattern.compile("Step (\\d+) of the schedule ");

  private final Parameters parameters = SmallParameters.levels(MOST_LEVEL);
  private int wrong;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void wrongEditsAreRefusedAtTheirStep(int batch) {
    editPlans((long) batch * PROGRAMS, PROGRAMS);
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(ints = {10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
  void wrongEditsOfManyMorePlansAreRefused(int batch) {
    editPlans(10L * batch * PROGRAMS, 10 * PROGRAMS);
  }

  private void editPlans(long firstSeed, int count) {
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Plan plan = plan(seed, random);
      for (int edit = 0; edit < EDITS && !plan.schedule().steps().isEmpty(); edit++) {
        requireRefused(plan, random, "seed %d, edit %d".formatted(seed, edit));
      }
    }
    assertThat(wrong).isGreaterThan(2 * count);
  }

  private Plan plan(long seed, SplittableRandom random) {
    Program program = RandomComputations.of(seed, 64, random.nextInt(5, 20), MOST_LEVEL);
    Plan whole = new Compiler(Long.MAX_VALUE).compile(program, parameters);
    long largest =
        whole.requests().stream()
            .mapToLong(request -> parameters.keyHalfBytes(request.level()))
            .max()
            .orElse(0);
    long budget = random.nextLong(largest, 2 * whole.leanKeySetBytes() + 1);
    return new Compiler(budget).compile(program, parameters);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void loadsOverTheBudgetAreRefusedAtTheirStep(int batch) {
    int edits = 0;
    for (long seed = (long) batch * PROGRAMS; seed < (batch + 1L) * PROGRAMS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Plan plan = plan(seed, random);
      List<Step> steps = new ArrayList<>(plan.schedule().steps());
      KeyId absent = new KeyId.Galois(2 * parameters.degree() - 3);
      if (steps.isEmpty() || plan.requests().stream().anyMatch(key -> key.id().equals(absent))) {
        continue;
      }
      int at = random.nextInt(steps.size());
      KeyLoad more = new KeyLoad(absent, MOST_LEVEL, UniformResidency.RESIDENT);
      long held =
          more.uniform().bytes(parameters, MOST_LEVEL)
              + Simulator.bytesBySteps(plan.schedule(), parameters).get(at);
      if (held <= plan.keyBudget()) {
        continue;
      }
      List<KeyLoad> prefetch = new ArrayList<>(steps.get(at).prefetch());
      prefetch.add(more);
      steps.set(at, withPrefetch(steps.get(at), prefetch));
      edits++;
      assertThat(refusal(plan, steps))
          .as("seed %d", seed)
          .isInstanceOf(PlanException.class)
          .hasMessageStartingWith(
              "Step %d of the schedule holds %d bytes of keys, but the budget is %d",
              at, held, plan.keyBudget());
    }
    assertThat(edits).isGreaterThan(PROGRAMS / 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void keysThatAreLeftInMemoryAreRefusedAtTheStepThatShouldDropThem(int batch) {
    int edits = 0;
    for (long seed = (long) batch * PROGRAMS; seed < (batch + 1L) * PROGRAMS; seed++) {
      Plan plan = plan(seed, new SplittableRandom(seed));
      List<Step> steps = new ArrayList<>(plan.schedule().steps());
      if (steps.isEmpty()) {
        continue;
      }
      // The last use of all: what it leaves is loaded by nothing later.
      int at = steps.size() - 1;
      steps.set(at, withEvictions(steps.get(at), List.of(), OptionalInt.empty()));
      edits++;
      assertThat(refusal(plan, steps))
          .as("seed %d", seed)
          .isInstanceOf(PlanException.class)
          .hasMessageStartingWith(
              "Step %d of the schedule leaves %s in memory"
                  .formatted(at, steps.get(at).use().id()));
    }
    assertThat(edits).isGreaterThan(PROGRAMS / 2);
  }

  private Throwable refusal(Plan plan, List<Step> steps) {
    return catchThrowable(
        () ->
            Simulator.simulate(
                new ResidencySchedule(steps),
                plan.trace().groups(),
                parameters,
                plan.uniform(),
                plan.keyBudget()));
  }

  /**
   * A step that does something wrong.
   *
   * @param first the earliest step at which it shows
   * @param last the latest
   */
  private record Edit(Step step, int first, int last) {}

  private void requireRefused(Plan plan, SplittableRandom random, String context) {
    List<Step> steps = new ArrayList<>(plan.schedule().steps());
    int at = random.nextInt(steps.size());
    Optional<Edit> found = edited(steps, at, random, plan);
    if (found.isEmpty()) {
      return;
    }
    wrong++;
    Edit edit = found.get();
    steps.set(at, edit.step());
    Throwable refusal = refusal(plan, steps);
    assertThat(refusal).as(context).isInstanceOf(PlanException.class);
    Matcher step = STEP.matcher(refusal.getMessage());
    assertThat(step.lookingAt()).as("%s: %s", context, refusal.getMessage()).isTrue();
    assertThat(Integer.parseInt(step.group(1)))
        .as("%s at step %d: %s", context, at, refusal.getMessage())
        .isBetween(edit.first(), edit.last());
  }

  /** A step that does something wrong, if the drawn edit applies to it. */
  private Optional<Edit> edited(List<Step> steps, int at, SplittableRandom random, Plan plan) {
    Step step = steps.get(at);
    return switch (random.nextInt(8)) {
      case 0 -> step.load().map(_ -> atOnce(withLoad(step, Optional.empty()), at));
      case 1 ->
          step.prefetch().stream()
              .findFirst()
              .map(
                  load ->
                      atNextUse(
                          withPrefetch(step, step.prefetch().subList(1, step.prefetch().size())),
                          load.id(),
                          steps,
                          at));
      case 2 ->
          step.evictAfter().isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Edit(
                      withEvictions(step, List.of(), step.shrinkAfter()), at, steps.size() - 1));
      case 3 -> {
        KeyId used = step.use().id();
        Step dropping = withEvictions(step, List.of(used), OptionalInt.empty());
        yield step.evictAfter().isEmpty()
            ? Optional.of(atNextMention(dropping, used, steps, at))
            : Optional.empty();
      }
      case 4 -> {
        KeyLoad over =
            new KeyLoad(step.use().id(), parameters.maxLevel() + 1, UniformResidency.LEAN);
        yield step.load().map(_ -> atOnce(withLoad(step, Optional.of(over)), at));
      }
      case 5 ->
          step.prefetch().stream()
              .filter(load -> load.level() > 0)
              .findFirst()
              .map(
                  load ->
                      new Edit(
                          withPrefetch(step, lowered(step.prefetch(), load)),
                          at + 1,
                          steps.size() - 1));
      case 6 -> {
        KeyUse other = new KeyUse(step.use().id(), step.use().level() + 1);
        yield step.load().isPresent()
            ? Optional.empty()
            : Optional.of(
                atOnce(
                    new Step(
                        other,
                        step.evictBefore(),
                        Optional.empty(),
                        step.prefetch(),
                        step.shrinkAfter(),
                        step.evictAfter()),
                    at));
      }
      default -> {
        KeyId absent = new KeyId.Galois(2 * parameters.degree() - 3);
        boolean unused = plan.requests().stream().noneMatch(request -> request.id().equals(absent));
        yield unused
            ? Optional.of(
                atOnce(
                    new Step(
                        step.use(),
                        List.of(absent),
                        step.load(),
                        step.prefetch(),
                        step.shrinkAfter(),
                        step.evictAfter()),
                    at))
            : Optional.empty();
      }
    };
  }

  private static Edit atOnce(Step step, int at) {
    return new Edit(step, at, at);
  }

  /** A key that is used next without being there. */
  private static Edit atNextUse(Step step, KeyId id, List<Step> steps, int at) {
    int next = next(steps, at, later -> later.use().id().equals(id));
    return new Edit(step, next, next);
  }

  /** A key that is used or dropped next without being there. */
  private static Edit atNextMention(Step step, KeyId id, List<Step> steps, int at) {
    int next =
        next(steps, at, later -> later.use().id().equals(id) || later.evictBefore().contains(id));
    return new Edit(step, next, next);
  }

  private static int next(List<Step> steps, int at, Predicate<Step> matching) {
    return IntStream.range(at + 1, steps.size())
        .filter(later -> matching.test(steps.get(later)))
        .findFirst()
        .orElseThrow();
  }

  private static List<KeyLoad> lowered(List<KeyLoad> loads, KeyLoad load) {
    List<KeyLoad> result = new ArrayList<>(loads);
    Collections.replaceAll(result, load, new KeyLoad(load.id(), load.level() - 1, load.uniform()));
    return result;
  }

  private static Step withLoad(Step step, Optional<KeyLoad> load) {
    return new Step(
        step.use(),
        step.evictBefore(),
        load,
        step.prefetch(),
        step.shrinkAfter(),
        step.evictAfter());
  }

  private static Step withPrefetch(Step step, List<KeyLoad> prefetch) {
    return new Step(
        step.use(),
        step.evictBefore(),
        step.load(),
        prefetch,
        step.shrinkAfter(),
        step.evictAfter());
  }

  private static Step withEvictions(Step step, List<KeyId> evictAfter, OptionalInt shrink) {
    return new Step(
        step.use(), step.evictBefore(), step.load(), step.prefetch(), shrink, evictAfter);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void predictedTimesAndTracesAreThoseOfThePlan(long seed) {
    Program program = RandomComputations.of(seed, 64, 20, MOST_LEVEL);
    Plan plan = new Compiler(4 * parameters.keyHalfBytes(MOST_LEVEL)).compile(program, parameters);
    List<Double> spans =
        new OperationTimes(plan.program(), plan.target(), CostModel.nominal()).spans(plan.splits());
    TimePrediction time = plan.time(CostModel.nominal());

    assertThat(spans).as("seed %d", seed).hasSize(plan.prediction().uses() + 1);
    assertThat(time.seconds())
        .as("seed %d", seed)
        .isGreaterThanOrEqualTo(spans.stream().mapToDouble(Double::doubleValue).sum());
    assertThat(plan.schedule().steps().stream().map(Step::use))
        .as("seed %d", seed)
        .containsExactlyElementsOf(
            KeyTrace.of(plan.program(), plan.splits(), parameters).keyUses());
  }
}
