package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.pass.UseGroups;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;

class ReadAheadTest {
  private static final UniformResidency LEAN = UniformResidency.LEAN;

  private final Parameters parameters = SmallParameters.levels(3);

  private static Step loading(KeyUse use, List<KeyId> evictBefore, List<KeyId> evictAfter) {
    KeyLoad load = new KeyLoad(use.id(), use.level(), LEAN);
    return new Step(use, evictBefore, Optional.of(load), List.of(), evictAfter);
  }

  @Test
  void loadMovesToTheStepBeforeWhereThereIsRoom() {
    KeyUse first = new KeyUse(RandomTraces.key(1), 3);
    KeyUse second = new KeyUse(RandomTraces.key(2), 3);
    ResidencySchedule onDemand =
        new ResidencySchedule(
            List.of(
                loading(first, List.of(), List.of(first.id())),
                loading(second, List.of(), List.of(second.id()))));
    long bytes = LEAN.bytes(parameters, 3);

    List<Step> roomForBoth = readAhead(2 * bytes, 2).apply(onDemand).steps();
    List<Step> roomForOne = readAhead(2 * bytes - 1, 2).apply(onDemand).steps();

    assertThat(roomForBoth.getFirst().prefetch())
        .containsExactly(new KeyLoad(second.id(), 3, LEAN));
    assertThat(roomForBoth.getLast().load()).isEmpty();
    assertThat(roomForOne).isEqualTo(onDemand.steps());
  }

  @Test
  void keyThatTheStepBeforeUsesIsNotDroppedEarlier() {
    KeyUse low = new KeyUse(RandomTraces.key(1), 0);
    KeyUse high = new KeyUse(RandomTraces.key(1), 3);
    ResidencySchedule onDemand =
        new ResidencySchedule(
            List.of(
                loading(low, List.of(), List.of()),
                loading(high, List.of(low.id()), List.of(high.id()))));

    assertThat(readAhead(Long.MAX_VALUE, 2).apply(onDemand)).isEqualTo(onDemand);
  }

  @Test
  void randomSchedulesKeepTheirLoadsAndBudget() {
    for (long seed = 0; seed < 1000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<KeyUse> trace = RandomTraces.mixed(random, 60, random.nextInt(1, 12), 3);
      long budget = RandomTraces.budget(random, trace, parameters, LEAN);
      ResidencySchedule onDemand = onDemand(trace, budget, random);
      Prediction before = simulate(onDemand, trace, budget);

      Prediction after = simulate(readAhead(budget, 60).apply(onDemand), trace, budget);

      assertThat(after.loads()).as("seed %d", seed).isEqualTo(before.loads());
      assertThat(after.bytesRead()).as("seed %d", seed).isEqualTo(before.bytesRead());
    }
  }

  private ReadAhead readAhead(long budget, int uses) {
    return new ReadAhead(
        parameters,
        budget,
        new StepTimes(Collections.nCopies(uses + 1, 1.0), parameters, CostModel.nominal()));
  }

  private Prediction simulate(ResidencySchedule schedule, List<KeyUse> trace, long budget) {
    return Simulator.simulate(schedule, UseGroups.inOrder(trace), parameters, LEAN, budget);
  }

  /** Loads at the use, and drops any keys to make room and at any time. */
  private ResidencySchedule onDemand(List<KeyUse> trace, long budget, SplittableRandom random) {
    Map<KeyId, Integer> resident = new HashMap<>();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < trace.size(); i++) {
      KeyUse use = trace.get(i);
      Optional<KeyLoad> load = Optional.empty();
      List<KeyId> evictBefore = new ArrayList<>();
      if (resident.getOrDefault(use.id(), -1) < use.level()) {
        if (resident.remove(use.id()) != null) {
          evictBefore.add(use.id());
        }
        while (bytes(resident) + LEAN.bytes(parameters, use.level()) > budget) {
          KeyId victim =
              resident.keySet().stream()
                  .skip(random.nextInt(resident.size()))
                  .findFirst()
                  .orElseThrow();
          resident.remove(victim);
          evictBefore.add(victim);
        }
        resident.put(use.id(), use.level());
        load = Optional.of(new KeyLoad(use.id(), use.level(), LEAN));
      }
      boolean end = i == trace.size() - 1;
      List<KeyId> evictAfter =
          resident.keySet().stream().filter(_ -> end || random.nextInt(5) == 0).toList();
      evictAfter.forEach(resident::remove);
      steps.add(new Step(use, evictBefore, load, List.of(), evictAfter));
    }
    return new ResidencySchedule(steps);
  }

  private long bytes(Map<KeyId, Integer> resident) {
    return resident.values().stream().mapToLong(level -> LEAN.bytes(parameters, level)).sum();
  }
}
