package org.rotunda.bench.reproduce;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.rotunda.bench.workload.Workload;
import org.rotunda.bench.workload.Workloads;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.Prediction;
import org.rotunda.paging.pager.PagerStatistics;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;

/** Measurements as they might have been: one use takes 10 ms, a load 4 ms. */
final class SyntheticMeasurement {

  private static final double USE = 0.01;
  private static final double LOAD = 0.004;

  private SyntheticMeasurement() {}

  /** All contenders on LoLa, in ten rounds. */
  static Measurement ofLola(Path folder) throws IOException {
    Workload workload = Workloads.read("lola", folder, 1);
    List<Contender> contenders = Contenders.of(workload, workload.parameters(12));
    return new Measurement(
        workload,
        contenders.getFirst().plan(),
        "A <machine> & its \"threads\"",
        true,
        3e-8,
        2,
        contenders.stream().map(SyntheticMeasurement::result).toList());
  }

  private static Result result(Contender contender) {
    Timeline timeline = timeline(contender.plan());
    List<Double> seconds = new ArrayList<>();
    List<Double> stalls = new ArrayList<>();
    for (int round = 0; round < 10; round++) {
      seconds.add(timeline.seconds() * (1 + 0.01 * round));
      stalls.add(LOAD * timeline.stalls().size());
    }
    Prediction prediction = contender.plan().prediction();
    return new Result(
        contender,
        seconds,
        stalls,
        new PagerStatistics(
            contender.plan().keyBudget(),
            0,
            prediction.peakKeyBytes(),
            prediction.loads(),
            0,
            prediction.bytesRead(),
            prediction.uses() - prediction.loads(),
            prediction.loads(),
            0,
            prediction.prefetches(),
            0,
            0,
            0,
            0),
        OptionalLong.of((400L << 20) + prediction.peakKeyBytes()),
        1e-9,
        contender.name().equals("powers") ? Result.Output.WITHIN_NOISE : Result.Output.IDENTICAL,
        timeline);
  }

  private static Timeline timeline(Plan plan) {
    Map<KeyId, Timeline.Stay> open = new HashMap<>();
    List<Timeline.Stay> stays = new ArrayList<>();
    List<Timeline.Stall> stalls = new ArrayList<>();
    double now = 0;
    for (Step step : plan.schedule().steps()) {
      end(step.evictBefore(), now, open, stays);
      for (KeyLoad load : step.load().stream().toList()) {
        open.put(load.id(), stay(load, plan, now));
        stalls.add(new Timeline.Stall(load.id().toString(), now, now + LOAD));
      }
      for (KeyLoad load : step.prefetch()) {
        open.put(load.id(), stay(load, plan, now));
      }
      now += USE;
      end(step.evictAfter(), now, open, stays);
    }
    return new Timeline(now, stays, stalls);
  }

  private static Timeline.Stay stay(KeyLoad load, Plan plan, double now) {
    long bytes = load.uniform().bytes(plan.parameters(), load.level());
    return new Timeline.Stay(load.id().toString(), load.level(), bytes, now, now + LOAD, now);
  }

  private static void end(
      List<KeyId> ids, double now, Map<KeyId, Timeline.Stay> open, List<Timeline.Stay> stays) {
    for (KeyId id : ids) {
      Timeline.Stay stay = open.remove(id);
      if (stay == null) {
        throw new IllegalStateException("The schedule drops an absent key " + id);
      }
      stays.add(
          new Timeline.Stay(
              stay.key(), stay.level(), stay.bytes(), stay.start(), stay.ready(), now));
    }
  }
}
