package org.rotunda.ckks.polynomial;

import java.util.HashMap;
import java.util.Map;

/**
 * A running bound of the rounding errors of {@link PatersonStockmeyerPlan#evaluate} on [-1, 1], for
 * series whose divisions are exact. Every operation rounds by at most one {@code ROUNDOFF} of its
 * result; a percent covers products of roundoffs.
 */
final class PlanErrorBound {
  private static final double ROUNDOFF = 0x1.03p-53;

  /** Bounds of an exact value and of the error of the computed one. */
  private record Bound(double magnitude, double error) {}

  private final Map<Integer, Double> errors = new HashMap<>();

  private PlanErrorBound(PatersonStockmeyerPlan plan) {
    errors.put(0, 0.0);
    errors.put(1, 0.0);
    for (ChebyshevProduct product : plan.products()) {
      double left = errors.get(product.left());
      double right = errors.get(product.right());
      double difference = errors.get(product.difference());
      double computed = 2 * (1 + left) * (1 + right);
      double rounding = ROUNDOFF * computed + ROUNDOFF * (computed + 1 + difference);
      errors.put(product.index(), 2 * (left * (1 + right) + right) + difference + rounding);
    }
  }

  static double of(PatersonStockmeyerPlan plan) {
    return new PlanErrorBound(plan).bound(plan.root()).error;
  }

  private Bound bound(PlanNode node) {
    return switch (node) {
      case PlanNode.Leaf(ChebyshevSeries series) -> {
        int terms = 0;
        double inherited = 0;
        double computed = 0;
        for (int k = 0; k <= series.degree(); k++) {
          double coefficient = Math.abs(series.coefficient(k));
          if (coefficient != 0) {
            terms++;
            inherited += coefficient * errors.get(k);
            computed += coefficient * (1 + errors.get(k));
          }
        }
        yield new Bound(series.coefficientNorm(), inherited + (terms + 1) * ROUNDOFF * computed);
      }
      case PlanNode.Split(PlanNode quotient, int giant, PlanNode remainder) -> {
        Bound q = bound(quotient);
        Bound r = bound(remainder);
        double step = errors.get(giant);
        double computed = (q.magnitude + q.error) * (1 + step) + r.magnitude + r.error;
        double inherited = q.error * (1 + step) + q.magnitude * step + r.error;
        yield new Bound(q.magnitude + r.magnitude, inherited + 2 * ROUNDOFF * computed);
      }
    };
  }
}
