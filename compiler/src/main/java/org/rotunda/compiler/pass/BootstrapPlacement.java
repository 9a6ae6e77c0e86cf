package org.rotunda.compiler.pass;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rotunda.ckks.bootstrap.IteratedPlan;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Pass;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Rewriter;
import org.rotunda.compiler.program.Value;

/**
 * Bootstraps values of a program that is deeper than its target's levels, for the least time by a
 * cost model. Bootstraps that the program has stay as they are; a program that they suffice for is
 * left alone.
 *
 * <p>The placement is the best by cuts (see {@link BootstrapCuts}), which is the best of all where
 * one value lives at a time, or that of bootstrapping values when they are exhausted, if that takes
 * less; in both, bootstraps that turn out to cost more than they save are taken out one by one. For
 * programs in which several values live side by side this is a heuristic: cuts follow the program's
 * own order, and no two values change together.
 *
 * <p>Costs count products as if each were relinearised and rescaled by itself, and leave out the
 * products with 1 that adjust scales.
 */
public final class BootstrapPlacement implements Pass {
  private final Target target;
  private final LevelCosts costs;

  /**
   * A pass.
   *
   * @param target if it has no bootstrapping, programs stay as they are
   */
  public BootstrapPlacement(Target target, LevelCosts costs) {
    this.target = target;
    this.costs = costs;
  }

  /**
   * The program with as many bootstraps as it needs.
   *
   * @throws ParameterException if an operation takes more levels than lie between two bootstraps
   */
  @Override
  public Program apply(Program program) {
    return target.bootstrap().map(plan -> apply(program, plan)).orElse(program);
  }

  private Program apply(Program program, IteratedPlan plan) {
    PlacementProblem problem =
        new PlacementProblem(
            program,
            plan.outputLevel(),
            target.argumentLevel(plan),
            target.ladder().lowest(),
            costs);
    if (Double.isFinite(problem.seconds(problem.none()))) {
      return program;
    }
    int[] placement = best(problem);
    if (Double.isInfinite(problem.seconds(placement))) {
      throw tooDeep(program, problem);
    }
    return Rewriter.rewrite(program, new Placing(problem, placement));
  }

  /** The better of both ways, without bootstraps that don't pay. */
  static int[] best(PlacementProblem problem) {
    return Stream.of(BootstrapCuts.of(problem), whenExhausted(problem))
        .map(placement -> thinned(problem, placement))
        .min(Comparator.comparingDouble(problem::seconds))
        .orElseThrow();
  }

  /**
   * Follows the program forwards and bootstraps an operand as soon as the result would have too few
   * levels left to be bootstrapped itself.
   */
  static int[] whenExhausted(PlacementProblem problem) {
    int[] placement = problem.none();
    int[] left = new int[problem.size()];
    for (int position = 0; position < problem.size(); position++) {
      int needed = problem.needed(position, problem.argument());
      int result = problem.top();
      for (Value operand : problem.op(position).operands()) {
        if (left[operand.id()] < needed && !problem.isSource(operand.id())) {
          placement[operand.id()] = position;
          left[operand.id()] = problem.top();
        }
        result = Math.min(result, left[operand.id()]);
      }
      left[position] =
          problem.isSource(position) ? problem.top() : result - problem.consumed(position);
    }
    return placement;
  }

  /** Takes bootstraps out, the last first, as long as time gets less. */
  private static int[] thinned(PlacementProblem problem, int[] placement) {
    int[] thinned = placement.clone();
    double seconds = problem.seconds(thinned);
    for (int position = problem.size() - 1; position >= 0; position--) {
      int before = thinned[position];
      if (before != PlacementProblem.NEVER) {
        thinned[position] = PlacementProblem.NEVER;
        double without = problem.seconds(thinned);
        if (without < seconds) {
          seconds = without;
        } else {
          thinned[position] = before;
        }
      }
    }
    return thinned;
  }

  private static ParameterException tooDeep(Program program, PlacementProblem problem) {
    int deepest =
        IntStream.range(0, problem.size())
            .boxed()
            .max(Comparator.comparingInt(problem::consumed))
            .orElseThrow();
    return new ParameterException(
        "The program %s is given %d levels by a bootstrap, of which the next takes %d, but %s takes %d; write it as several operations."
            .formatted(
                program.name(),
                problem.top(),
                problem.argument(),
                problem.op(deepest).result(),
                problem.consumed(deepest)));
  }

  /** Puts bootstraps in, each before the first use of its result. */
  private static final class Placing implements Rewriter.Rule {
    private final PlacementProblem problem;
    private final int[] placement;
    private final Map<Value, Value> bootstrapped = new HashMap<>();

    Placing(PlacementProblem problem, int[] placement) {
      this.problem = problem;
      this.placement = placement;
    }

    @Override
    public Value rewrite(Rewriter rewriter, Op op) {
      List<Value> operands =
          op.operands().stream().map(operand -> operand(rewriter, op, operand)).toList();
      return rewriter.out().append(op, operands);
    }

    private Value operand(Rewriter rewriter, Op op, Value operand) {
      return problem.readsCopy(placement, op.result().id(), operand)
          ? bootstrapped.computeIfAbsent(
              operand, old -> rewriter.out().bootstrap(rewriter.mapped(old)))
          : rewriter.mapped(operand);
    }
  }
}
