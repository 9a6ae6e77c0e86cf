package org.rotunda.compiler.plan;

import java.util.Arrays;
import java.util.List;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.Primitive;

/** When a run uses which key, by prediction, if it never waits for one. */
final class StepTimes {
  private final Parameters parameters;
  private final CostModel costs;
  private final double[] start;
  private final double end;

  /**
   * Times from the seconds before, between and after uses.
   *
   * @param spans one more than there are uses
   */
  StepTimes(List<Double> spans, Parameters parameters, CostModel costs) {
    this.parameters = parameters;
    this.costs = costs;
    this.start = new double[spans.size() - 1];
    double time = spans.getFirst();
    for (int i = 0; i < start.length; i++) {
      start[i] = time;
      time += spans.get(i + 1);
    }
    this.end = time;
  }

  /** When a use starts. */
  double start(int position) {
    return start[position];
  }

  /** When all is done. */
  double end() {
    return end;
  }

  /** The last use that starts at a time or before, or the first. */
  int stepAt(double time) {
    int found = Arrays.binarySearch(start, time);
    return Math.max(0, found >= 0 ? found : -found - 2);
  }

  /** The seconds that the load of a key takes. */
  double load(int level) {
    return costs.seconds(Primitive.LOAD, parameters, level);
  }

  /** The seconds that it takes to regenerate a uniform half. */
  double regeneration(int level) {
    return costs.seconds(Primitive.REGENERATE, parameters, level);
  }
}
