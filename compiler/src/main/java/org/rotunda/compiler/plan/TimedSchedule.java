package org.rotunda.compiler.plan;

import java.util.Comparator;
import java.util.List;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.PageGeometry;

/**
 * A schedule and what it costs.
 *
 * @param time how long a run takes by prediction
 * @param bytesRead the bytes that it reads
 */
record TimedSchedule(ResidencySchedule schedule, TimePrediction time, long bytesRead) {
  /**
   * Times that differ by a smaller part are the same: predictions and runs differ by several times
   * that, while bytes read are exact.
   */
  static final double NEAR = 0.005;

  /**
   * Predicts a schedule.
   *
   * @param loaders how many threads read keys
   */
  static TimedSchedule of(
      ResidencySchedule schedule, StepTimes times, Parameters parameters, int loaders) {
    PageGeometry geometry = PageGeometry.of(parameters);
    long bytes = 0;
    for (Step step : schedule.steps()) {
      for (KeyLoad load : KeyResidency.loads(step)) {
        bytes += geometry.readBytes(load.level());
      }
    }
    return new TimedSchedule(schedule, TimePrediction.of(schedule, times, loaders), bytes);
  }

  /** The seconds of a run. */
  double seconds() {
    return time.seconds();
  }

  /** Whether a part of the time that counts goes by in waiting for keys. */
  boolean waits() {
    return time.stallSeconds() > NEAR * time.seconds();
  }

  /** Of those that take nearly the least time the one that reads least, and is fastest at that. */
  static TimedSchedule best(List<TimedSchedule> candidates) {
    double least = candidates.stream().mapToDouble(TimedSchedule::seconds).min().orElseThrow();
    return candidates.stream()
        .filter(candidate -> candidate.seconds() <= (1 + NEAR) * least)
        .min(
            Comparator.comparingLong(TimedSchedule::bytesRead)
                .thenComparingDouble(TimedSchedule::seconds))
        .orElseThrow();
  }
}
