package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.OperationTimes;
import org.rotunda.compiler.pass.KeyTrace;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.pass.UseGroups;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Value;
import org.rotunda.paging.store.UniformResidency;

/**
 * Chooses the splits of all linear transforms of a program together, for the time of its rotations
 * and that of the loads which the budget leads to: a split that costs its own transform a little
 * may spare keys that others use too. Transforms of the same diagonals at the same level have the
 * same split. All combinations are tried if they are few; else one split after the other is changed
 * to the best, until none gets better.
 */
final class SplitSearch {
  /** Splits that take more of their transform's shortest time than this aren't tried. */
  private static final double MOST_TIME = 1.5;

  private static final int MOST_COMBINATIONS = 256;

  /** What making, sending and keeping a key counts for in each run, in loads. */
  private static final double LOADS_A_KEY = 3;

  /** Transforms that are split alike. */
  private record Shape(List<Integer> diagonals, int level) {}

  /**
   * A choice and what it costs.
   *
   * @param seconds of rotations and loads
   * @param keys the number of distinct keys
   */
  record Choice(TransformSplits splits, double seconds, int keys) {
    static final Comparator<Choice> BEST_FIRST =
        Comparator.comparingDouble(Choice::seconds).thenComparingInt(Choice::keys);
  }

  private final Program program;
  private final Target target;
  private final Parameters parameters;
  private final OperationTimes times;
  private final CostModel costs;
  private final long budget;
  private final Map<Value, Shape> shapes;
  private final Map<TransformSplits, Uses> seen;

  /**
   * What a choice costs whatever the budget.
   *
   * @param seconds all but its loads
   */
  private record Uses(UseGroups groups, StepTimes times, double seconds, int keys) {}

  /**
   * A search for a program with types.
   *
   * @param times the times of its operations by the cost model
   */
  SplitSearch(Program program, Target target, OperationTimes times, CostModel costs, long budget) {
    this.program = program;
    this.target = target;
    this.parameters = target.parameters();
    this.times = times;
    this.costs = costs;
    this.budget = budget;
    this.shapes = new LinkedHashMap<>();
    this.seen = new HashMap<>();
    for (Op op : program.ops()) {
      if (op instanceof Op.LinearTransform transform) {
        shapes.put(
            op.result(),
            new Shape(transform.matrix().indices(), program.type(transform.operand()).level()));
      }
    }
  }

  private SplitSearch(SplitSearch other, long budget) {
    this.program = other.program;
    this.target = other.target;
    this.parameters = other.parameters;
    this.times = other.times;
    this.costs = other.costs;
    this.shapes = other.shapes;
    this.seen = other.seen;
    this.budget = budget;
  }

  /** The same search for another budget, which knows what was found out here. */
  SplitSearch within(long other) {
    return new SplitSearch(this, other);
  }

  /** The best choice found. */
  Choice find() {
    Map<Shape, List<BabyStepGiantStep>> candidates = candidates();
    Map<Shape, BabyStepGiantStep> choice = new LinkedHashMap<>();
    long combinations = 1;
    for (Map.Entry<Shape, List<BabyStepGiantStep>> shape : candidates.entrySet()) {
      choice.put(shape.getKey(), shape.getValue().getFirst());
      combinations = Math.min(MOST_COMBINATIONS + 1, combinations * shape.getValue().size());
    }
    return combinations <= MOST_COMBINATIONS
        ? best(new ArrayList<>(candidates.keySet()), candidates, choice)
        : descend(candidates, choice);
  }

  /** The best of all combinations of the splits of some shapes, the others being chosen. */
  private Choice best(
      List<Shape> open,
      Map<Shape, List<BabyStepGiantStep>> candidates,
      Map<Shape, BabyStepGiantStep> choice) {
    if (open.isEmpty()) {
      return evaluate(choice);
    }
    Shape shape = open.getFirst();
    List<Choice> choices = new ArrayList<>();
    for (BabyStepGiantStep split : candidates.getOrDefault(shape, List.of())) {
      Map<Shape, BabyStepGiantStep> with = new LinkedHashMap<>(choice);
      with.put(shape, split);
      choices.add(best(open.subList(1, open.size()), candidates, with));
    }
    return Collections.min(choices, Choice.BEST_FIRST);
  }

  private Choice descend(
      Map<Shape, List<BabyStepGiantStep>> candidates, Map<Shape, BabyStepGiantStep> start) {
    Map<Shape, BabyStepGiantStep> choice = new LinkedHashMap<>(start);
    Choice best = evaluate(choice);
    boolean better = true;
    while (better) {
      better = false;
      for (Map.Entry<Shape, List<BabyStepGiantStep>> shape : candidates.entrySet()) {
        for (BabyStepGiantStep split : shape.getValue()) {
          BabyStepGiantStep before = choice.replace(shape.getKey(), split);
          Choice tried = split.equals(before) ? best : evaluate(choice);
          if (Choice.BEST_FIRST.compare(tried, best) < 0) {
            best = tried;
            better = true;
          } else if (before != null) {
            choice.put(shape.getKey(), before);
          }
        }
      }
    }
    return best;
  }

  /** For every shape the splits by powers of two that are not too slow, the fastest first. */
  private Map<Shape, List<BabyStepGiantStep>> candidates() {
    Map<Shape, List<BabyStepGiantStep>> all = new LinkedHashMap<>();
    for (Shape shape : shapes.values()) {
      all.computeIfAbsent(shape, this::candidates);
    }
    return all;
  }

  private List<BabyStepGiantStep> candidates(Shape shape) {
    Map<BabyStepGiantStep, Double> seconds = new LinkedHashMap<>();
    for (int n1 = 1; n1 <= program.slots(); n1 *= 2) {
      BabyStepGiantStep split = BabyStepGiantStep.of(shape.diagonals(), n1);
      seconds.put(split, times.transform(split, shape.diagonals().size(), shape.level()));
    }
    double least = Collections.min(seconds.values());
    return seconds.entrySet().stream()
        .filter(entry -> entry.getValue() <= MOST_TIME * least)
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  private Choice evaluate(Map<Shape, BabyStepGiantStep> choice) {
    Map<Value, BabyStepGiantStep> splits = new LinkedHashMap<>();
    shapes.forEach((value, shape) -> splits.put(value, split(choice, shape)));
    return evaluate(new TransformSplits(splits));
  }

  private static BabyStepGiantStep split(Map<Shape, BabyStepGiantStep> choice, Shape shape) {
    BabyStepGiantStep split = choice.get(shape);
    if (split == null) {
      throw new IllegalStateException("No split was chosen for " + shape);
    }
    return split;
  }

  /** What a choice costs. */
  Choice evaluate(TransformSplits splits) {
    Uses uses = seen.computeIfAbsent(splits, this::uses);
    Map<Integer, Long> loads =
        new ResidencyPlanner(parameters, UniformResidency.LEAN, budget)
            .plan(uses.groups(), true).steps().stream()
                .flatMap(step -> step.load().stream())
                .collect(Collectors.groupingBy(load -> load.level(), Collectors.counting()));
    double seconds = uses.seconds();
    for (Map.Entry<Integer, Long> level : loads.entrySet()) {
      seconds += level.getValue() * uses.times().load(level.getKey());
    }
    return new Choice(splits, seconds, uses.keys());
  }

  private Uses uses(TransformSplits splits) {
    KeyTrace trace = KeyTrace.of(program, splits, target);
    StepTimes steps = new StepTimes(times.spans(splits), parameters, costs);
    double seconds = steps.end();
    for (KeyUse use : trace.keyUses()) {
      seconds += steps.regeneration(use.level());
    }
    for (int level : trace.topLevels().values()) {
      seconds += LOADS_A_KEY * steps.load(level);
    }
    return new Uses(trace.groups(), steps, seconds, trace.topLevels().size());
  }
}
