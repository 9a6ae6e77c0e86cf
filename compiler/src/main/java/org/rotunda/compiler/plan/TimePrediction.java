package org.rotunda.compiler.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;

/**
 * How long a run takes, by simulation of its uses, its loads and the threads that load. It leaves
 * out what a JVM does in its first seconds, when it loads classes and interprets and compiles code,
 * and takes keys to be read as fast as where they were measured, from the page cache.
 *
 * @param seconds the whole run
 * @param stallSeconds the part of it in which the run waits for keys
 * @param loadSeconds the work of all loads, most of which is beside the run's
 */
public record TimePrediction(double seconds, double stallSeconds, double loadSeconds) {
  /** The threads that load keys, by which schedules are compared. */
  public static final int USUAL_LOADERS = 2;

  /**
   * Follows a schedule.
   *
   * @param threads how many threads load keys, at least 1
   */
  static TimePrediction of(ResidencySchedule schedule, StepTimes times, int threads) {
    PriorityQueue<Double> loaders = new PriorityQueue<>();
    for (int i = 0; i < threads; i++) {
      loaders.add(0.0);
    }
    Map<KeyId, Double> ready = new HashMap<>();
    double late = 0;
    double work = 0;
    for (int i = 0; i < schedule.steps().size(); i++) {
      Step step = schedule.steps().get(i);
      double now = times.start(i) + late;
      for (KeyLoad load : KeyResidency.loads(step)) {
        double seconds = seconds(load, times);
        double end = Math.max(now, loaders.remove()) + seconds;
        loaders.add(end);
        ready.put(load.id(), end);
        work += seconds;
      }
      late += Math.max(0, ready.getOrDefault(step.use().id(), 0.0) - now);
    }
    double regeneration = regeneration(schedule, times);
    return new TimePrediction(times.end() + late + regeneration, late, work);
  }

  private static double seconds(KeyLoad load, StepTimes times) {
    return times.load(load.level())
        + (load.uniform() == UniformResidency.RESIDENT ? times.regeneration(load.level()) : 0);
  }

  /** The work at uses of keys whose uniform halves are not in memory. */
  private static double regeneration(ResidencySchedule schedule, StepTimes times) {
    Map<KeyId, UniformResidency> held = new HashMap<>();
    double sum = 0;
    for (Step step : schedule.steps()) {
      step.load().ifPresent(load -> held.put(load.id(), load.uniform()));
      step.prefetch().forEach(load -> held.put(load.id(), load.uniform()));
      if (held.get(step.use().id()) == UniformResidency.LEAN) {
        sum += times.regeneration(step.use().level());
      }
    }
    return sum;
  }
}
