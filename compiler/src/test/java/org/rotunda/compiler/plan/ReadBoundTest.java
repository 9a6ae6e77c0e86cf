package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.pass.UseGroups;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.store.UniformResidency;

/** The bound, the optimum found by trying everything, and the planner's schedule, in this order. */
class ReadBoundTest {
  private static final int TRACES = 100;
  private static final int[] LEVELS = {1, 3, 5};

  private final Parameters parameters = SmallParameters.levels(5);
  private final KeySizes sizes = new KeySizes(parameters, UniformResidency.LEAN);

  private long planned(UseGroups trace, long budget) {
    ResidencySchedule schedule =
        new ResidencyPlanner(parameters, UniformResidency.LEAN, budget).plan(trace, false);
    return schedule.steps().stream()
        .flatMap(step -> step.load().stream())
        .mapToLong(load -> sizes.read(load.level()))
        .sum();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void boundIsAtMostTheOptimumAndThatAtMostWhatIsPlanned(int batch) {
    for (int i = 0; i < TRACES; i++) {
      long seed = (long) batch * TRACES + i;
      SplittableRandom random = new SplittableRandom(seed);
      UseGroups groups =
          RandomTraces.groups(random, random.nextInt(1, 8), random.nextInt(2, 5), LEVELS);
      UseGroups trace = batch % 2 == 0 ? groups : UseGroups.inOrder(groups.uses());
      long budget = RandomTraces.budget(random, trace.uses(), parameters, UniformResidency.LEAN);

      long least = LeastReads.of(trace, sizes, budget);

      assertThat(ReadBound.of(trace, sizes, budget)).as("seed %d", seed).isLessThanOrEqualTo(least);
      assertThat(planned(trace, budget)).as("seed %d", seed).isGreaterThanOrEqualTo(least);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void keysOfOneSizeAreReadAsRarelyAsPossibleInAnyOrderOfTheirGroups(int batch) {
    for (int i = 0; i < TRACES; i++) {
      long seed = (long) batch * TRACES + i;
      SplittableRandom random = new SplittableRandom(seed);
      UseGroups trace =
          RandomTraces.groups(random, random.nextInt(1, 9), random.nextInt(2, 6), new int[] {2});
      long budget = RandomTraces.budget(random, trace.uses(), parameters, UniformResidency.LEAN);

      assertThat(planned(trace, budget))
          .as("seed %d", seed)
          .isEqualTo(LeastReads.of(trace, sizes, budget));
    }
  }

  @Test
  void keysOfOneSizeAreReadAsRarelyAsPossibleInAFixedOrder() {
    for (long seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      UseGroups trace =
          UseGroups.inOrder(
              RandomTraces.even(random, random.nextInt(1, 12), random.nextInt(2, 6), 2));
      long budget = RandomTraces.budget(random, trace.uses(), parameters, UniformResidency.LEAN);

      assertThat(planned(trace, budget))
          .as("seed %d", seed)
          .isEqualTo(LeastReads.of(trace, sizes, budget));
    }
  }

  @Test
  void boundIsExactForKeysOfOneSizeInAFixedOrder() {
    for (long seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      UseGroups trace = UseGroups.inOrder(RandomTraces.even(random, 200, 12, 4));
      long budget = RandomTraces.budget(random, trace.uses(), parameters, UniformResidency.LEAN);

      assertThat(ReadBound.of(trace, sizes, budget))
          .as("seed %d", seed)
          .isEqualTo(planned(trace, budget));
    }
  }

  @Test
  void boundOfAnUnlimitedBudgetReadsEveryKeyOnceAtItsHighestLevel() {
    List<KeyUse> uses =
        List.of(
            new KeyUse(RandomTraces.key(1), 1),
            new KeyUse(RandomTraces.key(2), 5),
            new KeyUse(RandomTraces.key(1), 3));

    assertThat(ReadBound.of(UseGroups.inOrder(uses), sizes, Long.MAX_VALUE))
        .isEqualTo(sizes.read(5) + sizes.read(3));
    assertThat(ReadBound.of(UseGroups.inOrder(List.of()), sizes, 0)).isZero();
  }
}
