package org.rotunda.compiler.pass;

import java.util.Arrays;
import java.util.List;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Value;

/**
 * Where to bootstrap a program, and what it costs. A placement says for every value from which
 * position on its uses read a bootstrapped copy of it; inputs and results of bootstraps are at the
 * top already and are never copied, and outputs, which need no level, read the value itself. Levels
 * follow from a placement: all as low as what comes after allows.
 */
final class PlacementProblem {
  /** A value that isn't bootstrapped. */
  static final int NEVER = Integer.MAX_VALUE;

  private final List<Op> ops;
  private final int top;
  private final int lowest;
  private final int argument;
  private final double bootstrap;
  private final int[] consumed;
  private final double[][] seconds;
  private final int[] lastUse;

  /**
   * A problem.
   *
   * @param program without levels
   * @param top the level that bootstraps and inputs give
   * @param argument the level that bootstraps take, at most top
   * @param lowest the lowest level there is, at most argument
   */
  PlacementProblem(Program program, int top, int argument, int lowest, LevelCosts costs) {
    this.ops = program.ops();
    this.top = top;
    this.argument = argument;
    this.lowest = lowest;
    this.bootstrap = costs.bootstrap();
    this.consumed = ops.stream().mapToInt(RequiredLevels::consumed).toArray();
    this.seconds = new double[ops.size()][];
    this.lastUse = new int[ops.size()];
    for (Op op : ops) {
      double[] levels = new double[top + 1];
      for (int level = lowest; level + consumed(op.result().id()) <= top; level++) {
        levels[level] = costs.operation(op, level);
      }
      seconds[op.result().id()] = levels;
      if (!(op instanceof Op.Output)) {
        op.operands().forEach(operand -> lastUse[operand.id()] = op.result().id());
      }
    }
  }

  int size() {
    return ops.size();
  }

  Op op(int position) {
    return ops.get(position);
  }

  int top() {
    return top;
  }

  int argument() {
    return argument;
  }

  int lowest() {
    return lowest;
  }

  /** The seconds of a bootstrap. */
  double bootstrap() {
    return bootstrap;
  }

  /** The seconds of an operation whose result rests at a level. */
  double operation(int position, int level) {
    return seconds[position][level];
  }

  /** The last position that reads a value, outputs left aside, or 0 if none does. */
  int lastUse(int position) {
    return lastUse[position];
  }

  /** Whether a value is at the top as soon as it is there. */
  boolean isSource(int position) {
    return op(position) instanceof Op.Input || op(position) instanceof Op.Bootstrap;
  }

  /** The levels between an operation's operands and its result, 0 for bootstraps. */
  int consumed(int position) {
    return consumed[position];
  }

  /** The level that an operation needs of its operands for its result to rest at a level. */
  int needed(int position, int level) {
    return op(position) instanceof Op.Bootstrap ? argument : level + consumed[position];
  }

  /** A placement without bootstraps. */
  int[] none() {
    int[] placement = new int[ops.size()];
    Arrays.fill(placement, NEVER);
    return placement;
  }

  /** Whether an operation reads the bootstrapped copy of an operand; outputs never do. */
  boolean readsCopy(int[] placement, int position, Value operand) {
    return placement[operand.id()] <= position && !(op(position) instanceof Op.Output);
  }

  /** The seconds of a placement, or infinity if levels don't suffice. */
  double seconds(int[] placement) {
    int[] level = new int[ops.size()];
    Arrays.fill(level, lowest);
    double sum = 0;
    for (int position = ops.size() - 1; position >= 0; position--) {
      if (level[position] > top) {
        return Double.POSITIVE_INFINITY;
      }
      int needed = needed(position, level[position]);
      if (needed > top) {
        return Double.POSITIVE_INFINITY;
      }
      sum += operation(position, level[position]);
      if (placement[position] <= lastUse[position]) {
        sum += bootstrap;
      }
      for (Value operand : op(position).operands()) {
        int own = readsCopy(placement, position, operand) ? argument : needed;
        level[operand.id()] = Math.max(level[operand.id()], own);
      }
    }
    return sum;
  }
}
