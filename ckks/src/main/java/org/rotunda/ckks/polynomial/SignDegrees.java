package org.rotunda.ckks.polynomial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The search for degrees of a composite sign approximation. A stage that starts from a larger lower
 * end never ends worse, so it is enough to keep, for every depth and number of products, the
 * composition of largest lower end (Lee, Lee, No, Kim, IEEE TDSC 2021).
 */
final class SignDegrees {
  /** A composition so far: its degrees, products, and the input of the next stage. */
  private record Prefix(List<Integer> degrees, int products, Interval next) {}

  /** A degree with the cost of its evaluation. */
  private record Cost(int degree, int depth, int products) {}

  private static final int MAX_DEPTH = 64;

  private SignDegrees() {}

  static int[] leastDepth(SignAccuracy accuracy, int maxDegree) {
    List<Cost> costs = costs(maxDegree);
    List<List<Prefix>> fronts = new ArrayList<>();
    fronts.add(List.of(new Prefix(List.of(), 0, accuracy.input())));
    for (int depth = 1; depth <= MAX_DEPTH; depth++) {
      List<Prefix> complete = new ArrayList<>();
      List<Prefix> partial = new ArrayList<>();
      for (Cost cost : costs) {
        if (cost.depth > depth) {
          continue;
        }
        for (Prefix prefix : fronts.get(depth - cost.depth)) {
          extend(prefix, cost, accuracy, complete, partial);
        }
      }
      Optional<Prefix> best = complete.stream().min(Comparator.comparingInt(Prefix::products));
      if (best.isPresent()) {
        return best.get().degrees.stream().mapToInt(Integer::intValue).toArray();
      }
      fronts.add(undominated(partial));
    }
    throw new ApproximationException(
        ("A sign approximation of depth at most %d was wanted for alpha = %d and precision "
                + "%d, but the margin %s stops progress; lower it.")
            .formatted(MAX_DEPTH, accuracy.alpha(), accuracy.precision(), accuracy.margin()));
  }

  private static List<Cost> costs(int maxDegree) {
    if (maxDegree < 3) {
      throw new IllegalArgumentException(
          "Stages have degree 3 at least, but found a largest degree of %d; raise it."
              .formatted(maxDegree));
    }
    List<Cost> costs = new ArrayList<>();
    for (int degree = 3; degree <= maxDegree; degree += 2) {
      double[] odd = new double[degree + 1];
      for (int k = 1; k <= degree; k += 2) {
        odd[k] = 1.0 / k;
      }
      PatersonStockmeyerPlan plan =
          PatersonStockmeyerPlan.of(ChebyshevSeries.of(Interval.UNIT, odd));
      costs.add(new Cost(degree, plan.depth(), plan.multiplications()));
    }
    return costs;
  }

  private static void extend(
      Prefix prefix,
      Cost cost,
      SignAccuracy accuracy,
      List<Prefix> complete,
      List<Prefix> partial) {
    SignStep step = SignStep.of(prefix.next, cost.degree);
    List<Integer> degrees = append(prefix.degrees, cost.degree);
    int products = prefix.products + cost.products;
    if (step.error() <= accuracy.maxError()) {
      complete.add(new Prefix(degrees, products, prefix.next));
    } else if (step.separates(accuracy.margin())) {
      Interval next = step.nextInput(accuracy.margin());
      if (next.lower() > prefix.next.lower()) {
        partial.add(new Prefix(degrees, products, next));
      }
    }
  }

  private static List<Integer> append(List<Integer> degrees, int degree) {
    List<Integer> longer = new ArrayList<>(degrees);
    longer.add(degree);
    return List.copyOf(longer);
  }

  /** Keeps those that no other of at most as many products surpasses in lower end. */
  private static List<Prefix> undominated(List<Prefix> prefixes) {
    NavigableMap<Integer, Prefix> best = new TreeMap<>();
    for (Prefix prefix : prefixes) {
      best.merge(prefix.products, prefix, (a, b) -> a.next.lower() >= b.next.lower() ? a : b);
    }
    List<Prefix> kept = new ArrayList<>();
    for (Prefix prefix : best.values()) {
      if (kept.isEmpty() || prefix.next.lower() > kept.getLast().next.lower()) {
        kept.add(prefix);
      }
    }
    return kept;
  }
}
