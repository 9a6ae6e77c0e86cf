package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.pass.UseGroups;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.PageGeometry;
import org.rotunda.paging.store.UniformResidency;

/**
 * Follows a schedule step by step against the trace it is for, knowing nothing of how it was made:
 * every use finds its key at a sufficient level, the budget holds at every moment, and nothing is
 * left at the end. What is wrong is said of the first step at which it is.
 */
final class Simulator {
  private final Parameters parameters;
  private final PageGeometry geometry;
  private final long budget;
  private final Map<KeyId, KeyLoad> resident = new HashMap<>();
  private final Map<KeyId, Integer> lastSteps = new HashMap<>();
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
      UseGroups groups,
      Parameters parameters,
      UniformResidency uniform,
      long budget) {
    List<KeyUse> trace = groups.uses();
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
    simulator.requireNothingLeft();
    return simulator.prediction(groups, uniform);
  }

  /** The bytes of keys in memory during the use of every step of a schedule that was simulated. */
  static List<Long> bytesBySteps(ResidencySchedule schedule, Parameters parameters) {
    Simulator simulator = new Simulator(parameters, Long.MAX_VALUE);
    List<Long> bytes = new ArrayList<>();
    for (Step step : schedule.steps()) {
      bytes.add(simulator.follow(step, step.use()));
      simulator.position++;
    }
    return bytes;
  }

  /** Names the first step after which a key stays that nothing uses or drops any more. */
  private void requireNothingLeft() {
    Optional<KeyId> left =
        resident.keySet().stream()
            .min(Comparator.comparingInt((KeyId id) -> lastSteps.getOrDefault(id, 0)));
    if (left.isPresent()) {
      position = lastSteps.getOrDefault(left.get(), 0);
      throw wrong(
          "leaves %s in memory, which nothing uses or drops after it".formatted(left.get()));
    }
  }

  /** Follows a step; returns the bytes in memory during its use. */
  private long follow(Step step, KeyUse use) {
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
    lastSteps.put(use.id(), position);
    long during = used;
    step.shrinkAfter().ifPresent(level -> shrink(held, level));
    step.evictAfter().forEach(this::evict);
    return during;
  }

  private void load(KeyLoad load) {
    if (load.level() < 0 || load.level() > parameters.maxLevel()) {
      throw wrong("loads %s at level %d, which does not exist".formatted(load.id(), load.level()));
    }
    if (resident.put(load.id(), load) != null) {
      throw wrong("loads %s, which is in memory".formatted(load.id()));
    }
    lastSteps.put(load.id(), position);
    used += load.uniform().bytes(parameters, load.level());
    if (used > budget) {
      throw wrong("holds %d bytes of keys, but the budget is %d".formatted(used, budget));
    }
    peak = Math.max(peak, used);
    loads++;
    bytesRead += geometry.readBytes(load.level());
  }

  private void shrink(KeyLoad held, int level) {
    if (level < 0 || level >= held.level()) {
      throw wrong(
          "truncates %s to level %d, which is in memory at level %d"
              .formatted(held.id(), level, held.level()));
    }
    resident.put(held.id(), new KeyLoad(held.id(), level, held.uniform()));
    used -= held.uniform().bytes(parameters, held.level());
    used += held.uniform().bytes(parameters, level);
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

  private Prediction prediction(UseGroups groups, UniformResidency uniform) {
    List<KeyUse> uses = groups.uses();
    Map<KeyId, Integer> topLevels = new TreeMap<>();
    uses.forEach(use -> topLevels.merge(use.id(), use.level(), Math::max));
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
        uses.size(),
        peak,
        loads,
        prefetches,
        drops - topLevels.size(),
        bytesRead,
        ReadBound.of(groups, new KeySizes(parameters, UniformResidency.LEAN), budget));
  }
}
