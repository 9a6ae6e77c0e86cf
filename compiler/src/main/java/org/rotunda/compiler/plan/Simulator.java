package org.rotunda.compiler.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.PageGeometry;
import org.rotunda.paging.store.UniformResidency;

/**
 * Follows a schedule step by step against the trace it is for, knowing nothing of how it was made:
 * every use finds its key at a sufficient level, the budget holds at every moment, and nothing is
 * left at the end.
 */
final class Simulator {
  private final Parameters parameters;
  private final PageGeometry geometry;
  private final long budget;
  private final Map<KeyId, KeyLoad> resident = new HashMap<>();
  private long used;
  private long peak;
  private int loads;
  private int prefetches;
  private int drops;
  private long bytesRead;
  private int position;

  private Simulator(Parameters parameters, long budget) {
    this.parameters = parameters;
    this.geometry = PageGeometry.of(parameters);
    this.budget = budget;
  }

  /**
   * What the schedule does.
   *
   * @throws PlanException if it is not a schedule for the trace within the budget
   */
  static Prediction simulate(
      ResidencySchedule schedule,
      List<KeyUse> trace,
      Map<KeyId, Integer> topLevels,
      Parameters parameters,
      UniformResidency uniform,
      long budget) {
    Simulator simulator = new Simulator(parameters, budget);
    if (schedule.steps().size() != trace.size()) {
      throw new PlanException(
          "The schedule has %d steps, but the program uses keys %d times; compile the program again."
              .formatted(schedule.steps().size(), trace.size()));
    }
    for (KeyUse use : trace) {
      simulator.follow(schedule.steps().get(simulator.position), use);
      simulator.position++;
    }
    if (!simulator.resident.isEmpty()) {
      throw new PlanException(
          "At the end of the schedule nothing may be in memory, but %s is; drop it after its last use."
              .formatted(simulator.resident.keySet()));
    }
    return simulator.prediction(topLevels, uniform, trace.size());
  }

  private void follow(Step step, KeyUse use) {
    if (!step.use().equals(use)) {
      throw wrong("is for %s, but the program uses %s".formatted(step.use(), use));
    }
    step.evictBefore().forEach(this::evict);
    step.load().ifPresent(this::load);
    for (KeyLoad prefetch : step.prefetch()) {
      load(prefetch);
      prefetches++;
    }
    KeyLoad held = resident.get(use.id());
    if (held == null) {
      throw wrong("uses %s, which is not in memory".formatted(use.id()));
    }
    if (held.level() < use.level()) {
      throw wrong(
          "uses %s at level %d, which is in memory only up to level %d"
              .formatted(use.id(), use.level(), held.level()));
    }
    step.evictAfter().forEach(this::evict);
  }

  private void load(KeyLoad load) {
    if (load.level() < 0 || load.level() > parameters.maxLevel()) {
      throw wrong("loads %s at level %d, which does not exist".formatted(load.id(), load.level()));
    }
    if (resident.put(load.id(), load) != null) {
      throw wrong("loads %s, which is in memory".formatted(load.id()));
    }
    used += load.uniform().bytes(parameters, load.level());
    if (used > budget) {
      throw wrong("holds %d bytes of keys, but the budget is %d".formatted(used, budget));
    }
    peak = Math.max(peak, used);
    loads++;
    bytesRead += geometry.readBytes(load.level());
  }

  private void evict(KeyId id) {
    KeyLoad load = resident.remove(id);
    if (load == null) {
      throw wrong("drops %s, which is not in memory".formatted(id));
    }
    used -= load.uniform().bytes(parameters, load.level());
    drops++;
  }

  private PlanException wrong(String what) {
    return new PlanException(
        "Step %d of the schedule %s; compile the program again.".formatted(position, what));
  }

  private Prediction prediction(Map<KeyId, Integer> topLevels, UniformResidency uniform, int uses) {
    long keySet = 0;
    long store = 0;
    for (int level : topLevels.values()) {
      keySet += uniform.bytes(parameters, level);
      store += geometry.readBytes(level);
    }
    return new Prediction(
        topLevels.size(),
        keySet,
        store,
        uses,
        peak,
        loads,
        prefetches,
        drops - topLevels.size(),
        bytesRead,
        store);
  }
}
