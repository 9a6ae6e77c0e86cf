package org.rotunda.ckks.polynomial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The search for a plan with one baby size k: a series is split by powers of two below k and by k
 * 2^i, where dynamic programming over (degree, parity, levels left) finds the fewest splits. Powers
 * of two alone reach the least depth: a series of degree below 2^n has a quotient and a remainder
 * of degree below 2^(n-1) by T_(2^(n-1)), whose depth is n - 1.
 */
final class PatersonStockmeyerPlanner {
  private static final int IMPOSSIBLE = Integer.MAX_VALUE / 4;

  private record Shape(int degree, Parity parity, int levels) {}

  private record Choice(int splits, int divisor) {
    static final int NONE = 0;
  }

  private final int babySize;
  private final List<Integer> divisors;
  private final Map<Shape, Choice> choices = new HashMap<>();

  private PatersonStockmeyerPlanner(int babySize, int degree) {
    this.babySize = babySize;
    TreeSet<Integer> indexes = new TreeSet<>();
    for (int power = 2; power < babySize; power *= 2) {
      indexes.add(power);
    }
    for (int giant = babySize; giant <= degree; giant *= 2) {
      indexes.add(giant);
    }
    indexes.remove(1);
    this.divisors = List.copyOf(indexes);
  }

  /** The plan of fewest products over all baby sizes; ties go to the lesser depth, then size. */
  static PatersonStockmeyerPlan fewestProducts(ChebyshevSeries series, int maxDepth) {
    int degree = series.degree();
    // Beyond a few square roots of the degree, baby steps outnumber what they save.
    int largest = Math.max(1, Math.min(degree, 4 * (int) Math.ceil(Math.sqrt(degree + 1))));
    List<PatersonStockmeyerPlan> plans = new ArrayList<>();
    for (int babySize = 1; babySize <= largest; babySize++) {
      PatersonStockmeyerPlanner planner = new PatersonStockmeyerPlanner(babySize, degree);
      for (int depth = PatersonStockmeyerPlan.leastDepth(degree); depth <= maxDepth; depth++) {
        planner.plan(series, depth).ifPresent(plans::add);
      }
    }
    return plans.stream()
        .min(
            Comparator.comparingInt(PatersonStockmeyerPlan::multiplications)
                .thenComparingInt(PatersonStockmeyerPlan::depth)
                .thenComparingInt(plan -> plan.products().size()))
        .orElseThrow();
  }

  private Optional<PatersonStockmeyerPlan> plan(ChebyshevSeries series, int levels) {
    if (choice(new Shape(series.degree(), series.parity(), levels)).splits >= IMPOSSIBLE) {
      return Optional.empty();
    }
    PlanNode root = build(series, levels);
    TreeSet<Integer> used = new TreeSet<>();
    collect(root, used);
    return Optional.of(
        new PatersonStockmeyerPlan(series, babySize, ChebyshevProduct.making(used), root));
  }

  private Choice choice(Shape shape) {
    Choice known = choices.get(shape);
    if (known == null) {
      known = search(shape);
      choices.put(shape, known);
    }
    return known;
  }

  private Choice search(Shape shape) {
    int degree = shape.degree;
    if (degree == 0 || (degree <= babySize && ChebyshevProduct.depth(degree) + 1 <= shape.levels)) {
      return new Choice(0, Choice.NONE);
    }
    Choice best = new Choice(IMPOSSIBLE, Choice.NONE);
    for (int divisor : divisors) {
      if (divisor > degree || ChebyshevProduct.depth(divisor) + 1 > shape.levels) {
        break;
      }
      int splits = choice(remainder(shape, divisor)).splits;
      if (divisor < degree) {
        Parity parity = shape.parity.dividedBy(divisor);
        splits += 1 + choice(new Shape(degree - divisor, parity, shape.levels - 1)).splits;
      }
      if (splits < best.splits) {
        best = new Choice(splits, divisor);
      }
    }
    return best;
  }

  private static Shape remainder(Shape shape, int divisor) {
    int degree = shape.parity.allows(divisor - 1) ? divisor - 1 : divisor - 2;
    return new Shape(degree, shape.parity, shape.levels);
  }

  private PlanNode build(ChebyshevSeries series, int levels) {
    int divisor = choice(new Shape(series.degree(), series.parity(), levels)).divisor;
    if (divisor == Choice.NONE) {
      return new PlanNode.Leaf(series);
    }
    ChebyshevDivision division = series.divideByChebyshev(divisor);
    PlanNode remainder = build(division.remainder(), levels);
    return division.quotient().degree() == 0
        ? withTerm(remainder, divisor, division.quotient().coefficient(0))
        : new PlanNode.Split(build(division.quotient(), levels - 1), divisor, remainder);
  }

  /** Adds a multiple of a giant step: a product with a constant, so it joins a leaf. */
  private static PlanNode withTerm(PlanNode node, int index, double coefficient) {
    return switch (node) {
      case PlanNode.Leaf(ChebyshevSeries series) -> {
        double[] term = new double[index + 1];
        term[index] = coefficient;
        yield new PlanNode.Leaf(series.plus(ChebyshevSeries.of(series.interval(), term)));
      }
      case PlanNode.Split(PlanNode quotient, int giant, PlanNode remainder) ->
          new PlanNode.Split(quotient, giant, withTerm(remainder, index, coefficient));
    };
  }

  private static void collect(PlanNode node, Set<Integer> used) {
    switch (node) {
      case PlanNode.Leaf(ChebyshevSeries series) -> {
        for (int k = 1; k <= series.degree(); k++) {
          if (series.coefficient(k) != 0) {
            used.add(k);
          }
        }
      }
      case PlanNode.Split(PlanNode quotient, int giant, PlanNode remainder) -> {
        used.add(giant);
        collect(quotient, used);
        collect(remainder, used);
      }
    }
  }
}
