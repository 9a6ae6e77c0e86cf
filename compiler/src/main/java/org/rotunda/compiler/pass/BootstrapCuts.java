package org.rotunda.compiler.pass;

import java.util.Arrays;
import org.rotunda.compiler.program.Value;

/**
 * The best placement of bootstraps among those by cuts: a cut comes between two operations, and
 * whatever is computed before it and used after it is bootstrapped once. Between two cuts levels
 * depend on nothing else, so the best cuts are a shortest path over the positions of the program,
 * each segment found backwards from its end, level by level, as far as levels suffice.
 *
 * <p>In a chain, where one value lives at a time, every placement is one by cuts. The time is that
 * of all segments that fit between two bootstraps, in operations.
 */
final class BootstrapCuts {
  private final PlacementProblem problem;
  private final double[] best;
  private final int[] previous;
  private final int[] level;
  private final int[] levelFor;

  private BootstrapCuts(PlacementProblem problem) {
    this.problem = problem;
    this.best = new double[problem.size() + 1];
    this.previous = new int[problem.size() + 1];
    this.level = new int[problem.size()];
    this.levelFor = new int[problem.size()];
  }

  /** The best placement; if its seconds are infinite, there is none. */
  static int[] of(PlacementProblem problem) {
    BootstrapCuts cuts = new BootstrapCuts(problem);
    Arrays.fill(cuts.best, Double.POSITIVE_INFINITY);
    cuts.best[0] = 0;
    for (int end = 1; end <= problem.size(); end++) {
      cuts.reach(end);
    }
    return cuts.placement();
  }

  /** Tries all segments that end at a cut. */
  private void reach(int end) {
    double seconds = 0;
    for (int start = end - 1; start >= 0; start--) {
      int rests = level(start, end);
      int needed = problem.needed(start, rests);
      if (Math.max(rests, needed) > problem.top()) {
        return;
      }
      seconds += problem.operation(start, rests);
      if (crosses(start, end)) {
        seconds += problem.bootstrap();
      }
      for (Value operand : problem.op(start).operands()) {
        level[operand.id()] = Math.max(level(operand.id(), end), needed);
      }
      if (best[start] + seconds < best[end]) {
        best[end] = best[start] + seconds;
        previous[end] = start;
      }
    }
  }

  /** The level that a value needs in the segment that ends at a cut, by what is known so far. */
  private int level(int position, int end) {
    if (levelFor[position] != end) {
      levelFor[position] = end;
      level[position] = crosses(position, end) ? problem.argument() : problem.lowest();
    }
    return level[position];
  }

  private boolean crosses(int position, int end) {
    return problem.lastUse(position) >= end && !problem.isSource(position);
  }

  private int[] placement() {
    int[] placement = problem.none();
    if (Double.isFinite(best[problem.size()])) {
      int end = problem.size();
      while (end > 0) {
        int start = previous[end];
        for (int position = start; position < end; position++) {
          if (crosses(position, end)) {
            placement[position] = end;
          }
        }
        end = start;
      }
    }
    return placement;
  }
}
