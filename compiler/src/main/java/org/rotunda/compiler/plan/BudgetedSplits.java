package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.OperationTimes;
import org.rotunda.compiler.pass.KeyTrace;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.paging.store.UniformResidency;

/**
 * Chooses the splits for a budget among those that {@link SplitSearch} finds for it and for halves,
 * quarters and so on of it, or of all keys where it holds them all: those with which a run takes
 * the least time, or nearly that and reads less. So a larger budget seldom brings more reads
 * without less time.
 */
final class BudgetedSplits {
  private final Program program;
  private final Target target;
  private final CostModel costs;
  private final long budget;
  private final int loaders;

  /**
   * For a program with types.
   *
   * @param loaders how many threads read keys
   */
  BudgetedSplits(Program program, Target target, CostModel costs, long budget, int loaders) {
    this.program = program;
    this.target = target;
    this.costs = costs;
    this.budget = budget;
    this.loaders = loaders;
  }

  /**
   * The best splits found.
   *
   * @throws BudgetException if a key of the program exceeds the budget
   */
  TransformSplits find() {
    List<TransformSplits> candidates = List.copyOf(candidates());
    if (candidates.size() == 1) {
      return candidates.getFirst();
    }
    Scheduling scheduling = new Scheduling(target, costs, budget, loaders);
    List<TimedSchedule> schedules = new ArrayList<>();
    candidates.forEach(splits -> schedules.add(scheduling.schedule(program, splits)));
    return candidates.get(schedules.indexOf(TimedSchedule.best(schedules)));
  }

  private Set<TransformSplits> candidates() {
    OperationTimes times = new OperationTimes(program, target, costs);
    SplitSearch search = new SplitSearch(program, target, times, costs, budget);
    Set<TransformSplits> candidates = new LinkedHashSet<>();
    TransformSplits own = search.find().splits();
    candidates.add(own);
    if (!own.byValue().isEmpty()) {
      KeyTrace trace = KeyTrace.of(program, own, target);
      long all = trace.topLevels().values().stream().mapToLong(this::bytes).sum();
      long largest = bytes(highestLevel(trace));
      for (long less = Math.min(budget, all) / 2; less >= largest; less /= 2) {
        candidates.add(search.within(less).find().splits());
      }
    }
    return candidates;
  }

  /** The highest level of a use of a key, however transforms are split. */
  private int highestLevel(KeyTrace trace) {
    int highest = trace.topLevels().values().stream().mapToInt(level -> level).max().orElse(0);
    for (Op op : program.ops()) {
      if (op instanceof Op.LinearTransform transform) {
        highest = Math.max(highest, program.type(transform.operand()).level());
      }
    }
    return highest;
  }

  private long bytes(int level) {
    return UniformResidency.LEAN.bytes(target.parameters(), level);
  }
}
