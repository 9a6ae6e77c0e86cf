package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.pass.UseGroups;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.store.UniformResidency;

class ResidencyPlannerTest {
  private static final int MOST_LEVEL = 5;
  private static final int TRACES = 500;

  private final Parameters parameters = SmallParameters.levels(MOST_LEVEL);

  private Prediction simulate(
      List<KeyUse> trace, ResidencySchedule schedule, UniformResidency uniform, long budget) {
    return Simulator.simulate(schedule, UseGroups.inOrder(trace), parameters, uniform, budget);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void randomTracesAndBudgetsGiveSchedulesThatVerify(int group) {
    for (int i = 0; i < TRACES; i++) {
      long seed = (long) group * TRACES + i;
      SplittableRandom random = new SplittableRandom(seed);
      UniformResidency uniform =
          random.nextBoolean() ? UniformResidency.LEAN : UniformResidency.RESIDENT;
      List<KeyUse> trace =
          RandomTraces.mixed(
              random,
              random.nextInt(1, 120),
              random.nextInt(1, 20),
              random.nextInt(MOST_LEVEL + 1));
      long budget = RandomTraces.budget(random, trace, parameters, uniform);

      ResidencySchedule schedule =
          new ResidencyPlanner(parameters, uniform, budget).plan(UseGroups.inOrder(trace), false);

      Prediction prediction = simulate(trace, schedule, uniform, budget);
      assertThat(prediction.peakKeyBytes()).as("seed %d", seed).isLessThanOrEqualTo(budget);
      assertThat(prediction.bytesRead())
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(prediction.leastBytesRead());
      assertThat(prediction.loads()).as("seed %d", seed).isGreaterThanOrEqualTo(prediction.keys());
    }
  }

  @Test
  void keysOfOneSizeAreLoadedAsRarelyAsPossible() {
    long bytes = UniformResidency.LEAN.bytes(parameters, 2);
    for (long seed = 0; seed < 1500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int keys = random.nextInt(2, 6);
      int places = random.nextInt(1, keys + 1);
      List<KeyUse> trace = RandomTraces.even(random, random.nextInt(1, 14), keys, 2);
      long budget = places * bytes + random.nextLong(bytes);

      Prediction prediction =
          simulate(
              trace,
              new ResidencyPlanner(parameters, UniformResidency.LEAN, budget)
                  .plan(UseGroups.inOrder(trace), false),
              UniformResidency.LEAN,
              budget);

      assertThat(prediction.loads())
          .as("seed %d, %d places", seed, places)
          .isEqualTo(leastLoads(trace, places));
    }
  }

  /** Tries every choice of keys to drop. */
  private static int leastLoads(List<KeyUse> trace, int places) {
    Map<Set<KeyId>, Integer> reached = new HashMap<>();
    reached.put(Set.of(), 0);
    for (KeyUse use : trace) {
      Map<Set<KeyId>, Integer> next = new HashMap<>();
      reached.forEach(
          (resident, loads) -> {
            if (resident.contains(use.id())) {
              next.merge(resident, loads, Math::min);
            } else if (resident.size() < places) {
              next.merge(with(resident, use.id()), loads + 1, Math::min);
            } else {
              for (KeyId victim : resident) {
                Set<KeyId> rest = new TreeSet<>(resident);
                rest.remove(victim);
                next.merge(with(rest, use.id()), loads + 1, Math::min);
              }
            }
          });
      reached.clear();
      reached.putAll(next);
    }
    return reached.values().stream().mapToInt(Integer::intValue).min().orElseThrow();
  }

  private static Set<KeyId> with(Set<KeyId> keys, KeyId more) {
    Set<KeyId> all = new TreeSet<>(keys);
    all.add(more);
    return all;
  }

  @Test
  void budgetForAllKeysLoadsEachOnce() {
    for (long seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<KeyUse> trace =
          RandomTraces.mixed(random, random.nextInt(1, 60), random.nextInt(1, 12), MOST_LEVEL);
      long all =
          RandomTraces.topLevels(trace).values().stream()
              .mapToLong(level -> UniformResidency.LEAN.bytes(parameters, level))
              .sum();

      Prediction prediction =
          simulate(
              trace,
              new ResidencyPlanner(parameters, UniformResidency.LEAN, all)
                  .plan(UseGroups.inOrder(trace), false),
              UniformResidency.LEAN,
              all);

      assertThat(prediction.loads()).as("seed %d", seed).isEqualTo(prediction.keys());
      assertThat(prediction.evictions()).as("seed %d", seed).isZero();
      assertThat(prediction.bytesRead()).as("seed %d", seed).isEqualTo(prediction.leastBytesRead());
    }
  }

  @Test
  void refusalNamesTheSmallestBudgetAndThatOneDoes() {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<KeyUse> trace =
          RandomTraces.mixed(random, random.nextInt(1, 40), random.nextInt(1, 10), MOST_LEVEL);
      long least = RandomTraces.largest(trace, parameters, UniformResidency.LEAN);

      BudgetException refusal =
          catchThrowableOfType(
              BudgetException.class,
              () ->
                  new ResidencyPlanner(parameters, UniformResidency.LEAN, least - 1)
                      .plan(UseGroups.inOrder(trace), false));

      assertThat(refusal.smallest()).as("seed %d", seed).isEqualTo(least);
      assertThat(refusal)
          .hasMessageContaining("key budget is %d bytes", least - 1)
          .hasMessageContaining("smallest budget that would do is %d bytes", least);
      assertThatNoException()
          .as("seed %d", seed)
          .isThrownBy(
              () ->
                  simulate(
                      trace,
                      new ResidencyPlanner(parameters, UniformResidency.LEAN, refusal.smallest())
                          .plan(UseGroups.inOrder(trace), false),
                      UniformResidency.LEAN,
                      refusal.smallest()));
    }
  }

  @Test
  void emptyTraceNeedsNothing() {
    ResidencySchedule schedule =
        new ResidencyPlanner(parameters, UniformResidency.LEAN, 0)
            .plan(UseGroups.inOrder(List.of()), false);

    assertThat(schedule.steps()).isEmpty();
    assertThat(simulate(List.of(), schedule, UniformResidency.LEAN, 0).peakKeyBytes()).isZero();
  }

  /** 100,000 uses of 1,000 keys: the work grows as n log n. */
  @ParameterizedTest
  @ValueSource(ints = {10, 100, 900})
  void longTraceOfManyKeysIsPlannedInLittleWork(int places) {
    UseGroups trace = RandomTraces.layered(new SplittableRandom(places), 100_000, 1000, MOST_LEVEL);
    long budget = places * UniformResidency.LEAN.bytes(parameters, MOST_LEVEL);
    KeySizes sizes = new KeySizes(parameters, UniformResidency.LEAN);
    Stays stays = new Stays(new UseChains(UseOrder.of(trace, sizes, budget)), sizes, budget, true);

    stays.dropFurthest();
    stays.fill();

    assertThat(stays.peak()).isLessThanOrEqualTo(budget);
    assertThat(stays.work()).isLessThan(100_000L * 17 * 40);
    ResidencySchedule schedule =
        new ResidencyPlanner(parameters, UniformResidency.LEAN, budget).plan(trace, true);
    List<KeyUse> order = schedule.steps().stream().map(ResidencySchedule.Step::use).toList();
    assertThat(simulate(order, schedule, UniformResidency.LEAN, budget).uses())
        .isEqualTo(order.size());
  }

  @Test
  void usesOfAGroupMayComeInAnotherOrderAndNoOthers() {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      UseGroups trace = RandomTraces.layered(random, 100, 20, MOST_LEVEL);
      long budget = RandomTraces.budget(random, trace.uses(), parameters, UniformResidency.LEAN);

      List<KeyUse> order =
          new ResidencyPlanner(parameters, UniformResidency.LEAN, budget)
              .plan(trace, random.nextBoolean()).steps().stream()
                  .map(ResidencySchedule.Step::use)
                  .toList();

      int next = 0;
      for (List<KeyUse> group : trace.groups()) {
        assertThat(order.subList(next, next + group.size()))
            .as("seed %d", seed)
            .containsExactlyInAnyOrderElementsOf(group);
        next += group.size();
      }
    }
  }
}
