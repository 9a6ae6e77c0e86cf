package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;

/**
 * Starts loads before their use, where they overlap with the work of earlier steps: at the latest
 * step that hides the load, as far as the budget has room for the key from there on. Loads are none
 * the more.
 */
final class ReadAhead {
  private final Parameters parameters;
  private final long budget;
  private final StepTimes times;

  ReadAhead(Parameters parameters, long budget, StepTimes times) {
    this.parameters = parameters;
    this.budget = budget;
    this.times = times;
  }

  ResidencySchedule apply(ResidencySchedule schedule) {
    List<Step> steps = schedule.steps();
    RangeMaximum used = new RangeMaximum(steps.size());
    int[] absentFrom = follow(steps, used);
    int[] start = new int[steps.size()];
    for (int i = 0; i < start.length; i++) {
      start[i] = i;
    }
    for (int i = 0; i < start.length; i++) {
      extend(steps, i, i - 1, absentFrom[i], start, used);
    }
    // Those used last first: each takes the loaders for itself from its start on.
    double free = Double.POSITIVE_INFINITY;
    for (int i = start.length - 1; i >= 0; i--) {
      if (steps.get(i).load().isPresent()) {
        double begin =
            Math.min(times.start(i), free) - times.load(steps.get(i).load().get().level());
        free = begin;
        extend(steps, i, times.stepAt(begin), absentFrom[i], start, used);
      }
    }
    return moved(steps, start);
  }

  /** Lets the load of a step start at an earlier one, or as early as there is room. */
  private void extend(
      List<Step> steps, int step, int wanted, int absentFrom, int[] start, RangeMaximum used) {
    Optional<KeyLoad> load = steps.get(step).load();
    if (load.isEmpty()) {
      return;
    }
    long bytes = bytes(load.get());
    while (start[step] > Math.max(wanted, absentFrom)
        && used.maximum(start[step] - 1, start[step]) + bytes <= budget) {
      start[step]--;
      used.add(start[step], start[step] + 1, bytes);
    }
  }

  private static ResidencySchedule moved(List<Step> steps, int[] start) {
    List<List<KeyLoad>> prefetches = new ArrayList<>();
    steps.forEach(step -> prefetches.add(new ArrayList<>(step.prefetch())));
    List<Step> result = new ArrayList<>();
    for (int i = 0; i < start.length; i++) {
      if (start[i] < i) {
        steps.get(i).load().ifPresent(prefetches.get(start[i])::add);
      }
    }
    for (int i = 0; i < start.length; i++) {
      Step step = steps.get(i);
      result.add(
          new Step(
              step.use(),
              step.evictBefore(),
              start[i] < i ? Optional.empty() : step.load(),
              prefetches.get(i),
              step.shrinkAfter(),
              step.evictAfter()));
    }
    return new ResidencySchedule(result);
  }

  /**
   * Fills in the bytes in memory while each step's use runs.
   *
   * @return for every step with a load, the first step from which on its key is absent
   */
  private int[] follow(List<Step> steps, RangeMaximum used) {
    Map<KeyId, KeyLoad> resident = new HashMap<>();
    Map<KeyId, Integer> left = new HashMap<>();
    int[] absentFrom = new int[steps.size()];
    long bytes = 0;
    for (int i = 0; i < absentFrom.length; i++) {
      Step step = steps.get(i);
      for (KeyId id : step.evictBefore()) {
        bytes -= drop(id, resident);
        left.put(id, i);
      }
      absentFrom[i] = left.getOrDefault(step.use().id(), 0);
      List<KeyLoad> loads = new ArrayList<>(step.prefetch());
      step.load().ifPresent(loads::add);
      for (KeyLoad load : loads) {
        resident.put(load.id(), load);
        bytes += bytes(load);
      }
      used.add(i, i + 1, bytes);
      KeyLoad own = resident.get(step.use().id());
      if (own != null && step.shrinkAfter().isPresent()) {
        KeyLoad shrunk = new KeyLoad(own.id(), step.shrinkAfter().getAsInt(), own.uniform());
        resident.put(own.id(), shrunk);
        bytes += bytes(shrunk) - bytes(own);
      }
      for (KeyId id : step.evictAfter()) {
        bytes -= drop(id, resident);
        left.put(id, i + 1);
      }
    }
    return absentFrom;
  }

  private long drop(KeyId id, Map<KeyId, KeyLoad> resident) {
    KeyLoad load = resident.remove(id);
    return load == null ? 0 : bytes(load);
  }

  private long bytes(KeyLoad load) {
    return load.uniform().bytes(parameters, load.level());
  }
}
