package org.rotunda.ckks.polynomial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.apache.commons.math3.optim.univariate.UnivariatePointValuePair;

/** Alternating extrema of an error curve over a domain, for the exchange step of Remez. */
final class ErrorExtrema {
  private static final int SAMPLES_BETWEEN_POINTS = 32;
  private static final double RELATIVE_TOLERANCE = 1e-11;
  private static final double ABSOLUTE_TOLERANCE = 1e-15;
  private static final int MAX_EVALUATIONS = 500;

  /** A point, the error there, and the bracket in which the extremum lies. */
  record Extremum(double x, double error, double left, double right) {
    double magnitude() {
      return Math.abs(error);
    }
  }

  private ErrorExtrema() {}

  /**
   * One extremum from each run of equal sign, refined by Brent's method, ascending: their signs
   * alternate. Samples lie between the given points, which are samples themselves.
   */
  static List<Extremum> alternating(DoubleUnaryOperator error, Domain domain, List<Double> points) {
    List<Extremum> found = new ArrayList<>();
    for (Extremum sample : samples(error, domain, points)) {
      if (sample.error == 0) {
        continue;
      }
      if (found.isEmpty() || Math.signum(found.getLast().error) != Math.signum(sample.error)) {
        found.add(sample);
      } else if (sample.magnitude() > found.getLast().magnitude()) {
        found.set(found.size() - 1, sample);
      }
    }
    found.replaceAll(extremum -> refine(error, extremum));
    return found;
  }

  /** Drops extrema until the count is reached, alternation and the largest one kept. */
  static List<Extremum> reduce(List<Extremum> alternating, int count) {
    List<Extremum> kept = new ArrayList<>(alternating);
    while (kept.size() > count) {
      int last = kept.size() - 1;
      int smallest =
          kept.indexOf(
              kept.stream().min(Comparator.comparingDouble(Extremum::magnitude)).orElseThrow());
      if (kept.size() == count + 1) {
        kept.remove(kept.getFirst().magnitude() < kept.getLast().magnitude() ? 0 : last);
      } else if (smallest == 0 || smallest == last) {
        kept.remove(smallest);
      } else {
        // Its neighbours have the same sign: the smaller of them goes with it.
        int neighbour =
            kept.get(smallest - 1).magnitude() < kept.get(smallest + 1).magnitude()
                ? smallest - 1
                : smallest + 1;
        kept.remove(Math.max(smallest, neighbour));
        kept.remove(Math.min(smallest, neighbour));
      }
    }
    return kept;
  }

  private static List<Extremum> samples(
      DoubleUnaryOperator error, Domain domain, List<Double> points) {
    List<Extremum> samples = new ArrayList<>();
    for (Interval interval : domain.intervals()) {
      TreeSet<Double> knots = new TreeSet<>(points);
      knots.removeIf(point -> !interval.contains(point));
      knots.add(interval.lower());
      knots.add(interval.upper());
      List<Double> grid = subdivide(List.copyOf(knots));
      for (int i = 0; i < grid.size(); i++) {
        double x = grid.get(i);
        double left = grid.get(Math.max(0, i - 1));
        double right = grid.get(Math.min(grid.size() - 1, i + 1));
        samples.add(new Extremum(x, error.applyAsDouble(x), left, right));
      }
    }
    return samples;
  }

  private static List<Double> subdivide(List<Double> knots) {
    TreeSet<Double> grid = new TreeSet<>(knots);
    for (int i = 1; i < knots.size(); i++) {
      double step = (knots.get(i) - knots.get(i - 1)) / SAMPLES_BETWEEN_POINTS;
      for (int j = 1; j < SAMPLES_BETWEEN_POINTS; j++) {
        grid.add(knots.get(i - 1) + j * step);
      }
    }
    return List.copyOf(grid);
  }

  private static Extremum refine(DoubleUnaryOperator error, Extremum extremum) {
    double sign = Math.signum(extremum.error);
    UnivariatePointValuePair best =
        new BrentOptimizer(RELATIVE_TOLERANCE, ABSOLUTE_TOLERANCE)
            .optimize(
                new MaxEval(MAX_EVALUATIONS),
                GoalType.MAXIMIZE,
                new SearchInterval(extremum.left, extremum.right, extremum.x),
                new UnivariateObjectiveFunction(x -> sign * error.applyAsDouble(x)));
    return best.getValue() > extremum.magnitude()
        ? new Extremum(best.getPoint(), sign * best.getValue(), extremum.left, extremum.right)
        : extremum;
  }
}
