package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.pass.UseGroups;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;

class UniformHalvesTest {
  private static final UniformResidency LEAN = UniformResidency.LEAN;

  private final Parameters parameters = SmallParameters.levels(3);

  private StepTimes times(int uses) {
    return new StepTimes(Collections.nCopies(uses + 1, 1e-3), parameters, CostModel.nominal());
  }

  private ResidencySchedule lean(UseGroups trace, long budget) {
    return new ReadAhead(parameters, budget, times(trace.uses().size()))
        .apply(new ResidencyPlanner(parameters, LEAN, budget).plan(trace, true));
  }

  private static long whole(ResidencySchedule schedule) {
    return schedule.steps().stream()
        .flatMap(step -> KeyResidency.loads(step).stream())
        .filter(load -> load.uniform() == UniformResidency.RESIDENT)
        .count();
  }

  @Test
  void halvesStayWithinTheBudgetAndSaveTime() {
    int changed = 0;
    for (long seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      UseGroups trace = RandomTraces.layered(random, 80, 12, 3);
      long budget = RandomTraces.budget(random, trace.uses(), parameters, LEAN);
      ResidencySchedule before = lean(trace, budget);
      List<KeyUse> order = before.steps().stream().map(Step::use).toList();
      StepTimes times = times(order.size());

      ResidencySchedule after = new UniformHalves(parameters, budget, times).apply(before);

      Prediction found =
          Simulator.simulate(after, UseGroups.inOrder(order), parameters, LEAN, budget);
      Prediction without =
          Simulator.simulate(before, UseGroups.inOrder(order), parameters, LEAN, budget);
      assertThat(found.bytesRead()).as("seed %d", seed).isEqualTo(without.bytesRead());
      assertThat(found.loads()).as("seed %d", seed).isEqualTo(without.loads());
      changed += whole(after) > 0 ? 1 : 0;
    }
    assertThat(changed).isGreaterThan(100);
  }

  /** All that is decided of a trace: which keys stay, when they are read, what they hold. */
  @ParameterizedTest
  @ValueSource(ints = {10, 900})
  void longTraceOfManyKeysIsScheduledThroughout(int places) {
    UseGroups trace = RandomTraces.layered(new SplittableRandom(places), 100_000, 1000, 3);
    long budget = places * LEAN.bytes(parameters, 3);
    ResidencySchedule before = lean(trace, budget);
    List<KeyUse> order = before.steps().stream().map(Step::use).toList();

    ResidencySchedule after =
        new UniformHalves(parameters, budget, times(order.size())).apply(before);

    Prediction found =
        Simulator.simulate(after, UseGroups.inOrder(order), parameters, LEAN, budget);
    assertThat(found.uses()).isEqualTo(trace.uses().size());
    assertThat(found.prefetches()).isGreaterThan(found.loads() / 2);
  }

  @Test
  void onlyKeysThatAreUsedAgainKeepTheirHalves() {
    KeyUse once = new KeyUse(RandomTraces.key(1), 3);
    KeyUse twice = new KeyUse(RandomTraces.key(2), 3);
    UseGroups trace = UseGroups.inOrder(List.of(twice, once, twice));
    ResidencySchedule lean = lean(trace, Long.MAX_VALUE);

    ResidencySchedule after = new UniformHalves(parameters, Long.MAX_VALUE, times(3)).apply(lean);

    assertThat(after.steps().getFirst().load().orElseThrow().uniform())
        .isEqualTo(UniformResidency.RESIDENT);
    assertThat(whole(after)).isEqualTo(1);
    long room = 3 * LEAN.bytes(parameters, 3) - 1;
    assertThat(whole(new UniformHalves(parameters, room, times(3)).apply(lean))).isZero();
  }
}
