package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.OperationTimes;
import org.rotunda.compiler.pass.KeyTrace;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.Program;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.store.UniformResidency;

/** Finds the schedule of a program's keys for a budget and a machine. */
final class Scheduling {
  private final Target target;
  private final Parameters parameters;
  private final CostModel costs;
  private final long budget;
  private final int loaders;

  /**
   * For a budget and a machine.
   *
   * @param loaders how many threads read keys
   */
  Scheduling(Target target, CostModel costs, long budget, int loaders) {
    this.target = target;
    this.parameters = target.parameters();
    this.costs = costs;
    this.budget = budget;
    this.loaders = loaders;
  }

  /** Uniform halves stay in memory if all keys fit with them; otherwise memory is for more keys. */
  UniformResidency uniform(KeyTrace trace) {
    long whole = 0;
    for (int level : trace.topLevels().values()) {
      whole += UniformResidency.RESIDENT.bytes(parameters, level);
    }
    return whole <= budget ? UniformResidency.RESIDENT : UniformResidency.LEAN;
  }

  /**
   * The better of two schedules: with room for loads ahead, or with more keys that stay. If they
   * take nearly the same time, that is the one that reads less.
   *
   * @param typed a program with types
   * @throws BudgetException if a key of the program exceeds the budget
   */
  TimedSchedule schedule(Program typed, TransformSplits splits) {
    KeyTrace trace = KeyTrace.of(typed, splits, target);
    UniformResidency uniform = uniform(trace);
    StepTimes times =
        new StepTimes(new OperationTimes(typed, target, costs).spans(splits), parameters, costs);
    ResidencyPlanner planner = new ResidencyPlanner(parameters, uniform, budget);
    ReadAhead readAhead = new ReadAhead(parameters, budget, times);
    List<TimedSchedule> candidates = new ArrayList<>();
    for (boolean ahead : List.of(true, false)) {
      ResidencySchedule schedule = readAhead.apply(planner.plan(trace.groups(), ahead));
      candidates.add(
          TimedSchedule.of(
              uniform == UniformResidency.LEAN
                  ? new UniformHalves(parameters, budget, times).apply(schedule)
                  : schedule,
              times,
              parameters,
              loaders));
    }
    return TimedSchedule.best(candidates);
  }
}
