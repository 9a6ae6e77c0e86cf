package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.pass.UseGroups;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.PageGeometry;
import org.rotunda.paging.store.UniformResidency;

class SimulatorTest {
  private static final UniformResidency LEAN = UniformResidency.LEAN;
  private static final KeyId A = RandomTraces.key(1);
  private static final KeyId B = RandomTraces.key(2);

  private final Parameters parameters = SmallParameters.levels(3);
  private final long bytes = LEAN.bytes(parameters, 3);
  private final List<KeyUse> trace =
      List.of(new KeyUse(A, 3), new KeyUse(B, 2), new KeyUse(A, 1), new KeyUse(B, 2));

  /** A is loaded at 0; B is prefetched at 0, dropped after 3; A is dropped after 2. */
  private final List<Step> right =
      List.of(
          new Step(
              trace.get(0), List.of(), Optional.of(load(A, 3)), List.of(load(B, 2)), List.of()),
          Step.hit(trace.get(1)),
          new Step(trace.get(2), List.of(), Optional.empty(), List.of(), List.of(A)),
          new Step(trace.get(3), List.of(), Optional.empty(), List.of(), List.of(B)));

  private static KeyLoad load(KeyId id, int level) {
    return new KeyLoad(id, level, LEAN);
  }

  private Prediction simulate(List<Step> steps, long budget) {
    return Simulator.simulate(
        new ResidencySchedule(steps), UseGroups.inOrder(trace), parameters, LEAN, budget);
  }

  private void assertRejected(int at, UnaryOperator<Step> edit, String why) {
    List<Step> steps = new ArrayList<>(right);
    steps.set(at, edit.apply(steps.get(at)));
    assertThatThrownBy(() -> simulate(steps, 2 * bytes))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(why);
  }

  @Test
  void predictionCountsWhatTheScheduleDoes() {
    Prediction prediction = simulate(right, 2 * bytes);
    PageGeometry geometry = PageGeometry.of(parameters);
    long set = bytes + LEAN.bytes(parameters, 2);
    long read = geometry.readBytes(3) + geometry.readBytes(2);

    assertThat(prediction).isEqualTo(new Prediction(2, set, read, 4, set, 2, 1, 0, read, read));
  }

  @Test
  void missingLoadIsRejected() {
    assertRejected(
        0,
        step -> new Step(step.use(), List.of(), Optional.empty(), step.prefetch(), List.of()),
        "Step 0 of the schedule uses galois 3, which is not in memory");
  }

  @Test
  void missingPrefetchIsRejected() {
    assertRejected(
        0,
        step -> new Step(step.use(), List.of(), step.load(), List.of(), List.of()),
        "Step 1 of the schedule uses galois 5, which is not in memory");
  }

  @Test
  void earlyDropIsRejected() {
    assertRejected(
        1,
        step -> new Step(step.use(), List.of(), Optional.empty(), List.of(), List.of(A)),
        "Step 2 of the schedule uses galois 3, which is not in memory");
  }

  @Test
  void dropOfTheUsedKeyBeforeItsUseIsRejected() {
    assertRejected(
        3,
        step -> new Step(step.use(), List.of(B), Optional.empty(), List.of(), List.of()),
        "Step 3 of the schedule uses galois 5, which is not in memory");
  }

  @Test
  void levelTooLowIsRejected() {
    assertRejected(
        0,
        step -> new Step(step.use(), List.of(), step.load(), List.of(load(B, 1)), List.of()),
        "Step 1 of the schedule uses galois 5 at level 2, which is in memory only up to level 1");
  }

  @Test
  void levelThatTheChainDoesNotHaveIsRejected() {
    assertRejected(
        0,
        step -> new Step(step.use(), List.of(), Optional.of(load(A, 4)), List.of(), List.of()),
        "Step 0 of the schedule loads galois 3 at level 4, which does not exist");
  }

  @Test
  void exceededBudgetIsRejected() {
    long peak = bytes + LEAN.bytes(parameters, 2);

    assertThat(simulate(right, peak).peakKeyBytes()).isEqualTo(peak);
    assertThatThrownBy(() -> simulate(right, peak - 1))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "Step 0 of the schedule holds %d bytes of keys, but the budget is %d", peak, peak - 1);
  }

  @Test
  void uniformHalvesCountTowardsTheBudget() {
    assertRejected(
        0,
        step ->
            new Step(
                step.use(),
                List.of(),
                Optional.of(new KeyLoad(A, 3, UniformResidency.RESIDENT)),
                step.prefetch(),
                List.of()),
        "Step 0 of the schedule holds");
  }

  @Test
  void leakIsRejected() {
    assertRejected(3, step -> Step.hit(step.use()), "Step 3 of the schedule leaves");
  }

  @Test
  void secondLoadIsRejected() {
    assertRejected(
        2,
        step -> new Step(step.use(), List.of(), Optional.of(load(A, 3)), List.of(), List.of(A)),
        "Step 2 of the schedule loads galois 3, which is in memory");
  }

  @Test
  void dropOfAnAbsentKeyIsRejected() {
    assertRejected(
        0,
        step -> new Step(step.use(), List.of(B), step.load(), step.prefetch(), List.of()),
        "Step 0 of the schedule drops galois 5, which is not in memory");
  }

  @Test
  void scheduleForOtherUsesIsRejected() {
    assertRejected(
        1,
        _ -> Step.hit(new KeyUse(A, 2)),
        "Step 1 of the schedule is for KeyUse[id=galois 3, level=2], but the program uses"
            + " KeyUse[id=galois 5, level=2]");
  }

  @Test
  void scheduleOfAnotherLengthIsRejected() {
    assertThatThrownBy(() -> simulate(right.subList(0, 3), 2 * bytes))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("The schedule has 3 steps, but the program uses keys 4 times");
  }

  /** Takes one event out of, or puts one into, good schedules: what changes them breaks them. */
  @Test
  void everyEventOfAScheduleIsNeeded() {
    int rejected = 0;
    for (long seed = 0; seed < 2500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<KeyUse> uses = RandomTraces.mixed(random, 40, 6, 3);
      long budget = RandomTraces.budget(random, uses, parameters, LEAN);
      List<Step> steps =
          new ArrayList<>(
              new ResidencyPlanner(parameters, LEAN, budget)
                  .plan(UseGroups.inOrder(uses), true)
                  .steps());
      int at = random.nextInt(steps.size());
      Step step = steps.get(at);
      Step edited =
          switch (random.nextInt(4)) {
            case 0 ->
                new Step(
                    step.use(),
                    step.evictBefore(),
                    Optional.empty(),
                    step.prefetch(),
                    step.shrinkAfter(),
                    step.evictAfter());
            case 1 ->
                new Step(
                    step.use(),
                    step.evictBefore(),
                    step.load(),
                    List.of(),
                    step.shrinkAfter(),
                    step.evictAfter());
            case 2 ->
                new Step(
                    step.use(),
                    List.of(),
                    step.load(),
                    step.prefetch(),
                    step.shrinkAfter(),
                    step.evictAfter());
            default ->
                new Step(
                    step.use(),
                    step.evictBefore(),
                    step.load(),
                    step.prefetch(),
                    step.shrinkAfter(),
                    List.of());
          };
      steps.set(at, edited);
      Throwable refusal =
          catchThrowable(
              () ->
                  Simulator.simulate(
                      new ResidencySchedule(steps),
                      UseGroups.inOrder(uses),
                      parameters,
                      LEAN,
                      budget));
      if (edited.equals(step)) {
        assertThat(refusal).as("seed %d, nothing edited", seed).isNull();
      } else {
        assertThat(refusal).as("seed %d", seed).isInstanceOf(PlanException.class);
        rejected++;
      }
    }
    assertThat(rejected).as("edits that changed something").isGreaterThan(400);
  }
}
