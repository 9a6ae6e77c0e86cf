package org.rotunda.ckks.polynomial;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.evaluation.KeyUses;
import org.rotunda.ckks.evaluation.OperandException;

/**
 * Evaluates Chebyshev series on ciphertexts by a {@link PatersonStockmeyerPlan}.
 *
 * <p>Every constant is encoded at the scale that makes its sum come out at the wanted scale exactly
 * (Bossuat et al., 2021, section 5), so no level is spent on scales. Products are summed before
 * they are relinearised and rescaled: one of each a sum.
 */
public final class PolynomialEvaluator {
  private final Evaluator evaluator;

  /** Uses an evaluator's keys. */
  public PolynomialEvaluator(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /**
   * The levels that {@link #apply} consumes: the plan's and one for an interval other than [-1, 1];
   * none for a constant.
   */
  public static int depth(PatersonStockmeyerPlan plan) {
    if (plan.series().degree() == 0) {
      return 0;
    }
    return plan.depth() + (plan.series().interval().isUnit() ? 0 : 1);
  }

  /** The keys that {@link #apply} acquires for an argument at a level, in order. */
  public static List<KeyUse> keyUses(PatersonStockmeyerPlan plan, int level) {
    int unitLevel = level - (plan.series().interval().isUnit() ? 0 : 1);
    List<KeyUse> uses = new ArrayList<>();
    for (ChebyshevProduct product : plan.products()) {
      uses.add(KeyUses.relinearisation(unitLevel - ChebyshevProduct.depth(product.index()) + 1));
    }
    addUses(plan.root(), unitLevel - plan.depth() + 1, uses);
    return List.copyOf(uses);
  }

  /** Uses of a node summed up at a level: those of its quotients, then its own. */
  private static void addUses(PlanNode node, int level, List<KeyUse> uses) {
    boolean quadratic = false;
    PlanNode rest = node;
    while (rest instanceof PlanNode.Split(PlanNode quotient, int _, PlanNode remainder)) {
      addUses(quotient, level + 1, uses);
      quadratic = true;
      rest = remainder;
    }
    if (quadratic) {
      uses.add(KeyUses.relinearisation(level));
    }
  }

  /**
   * The series of every slot, at x's scale.
   *
   * @param x with slots in the series' interval, at a level of at least {@link #depth}
   */
  public Ciphertext apply(PatersonStockmeyerPlan plan, Ciphertext x) {
    return apply(plan, x, x.scale());
  }

  /**
   * The series of every slot at a given scale, {@link #depth} levels below x.
   *
   * @throws OperandException if x's level is too low or x is not linear
   */
  public Ciphertext apply(PatersonStockmeyerPlan plan, Ciphertext x, double scale) {
    if (x.level() < depth(plan) || x.degree() != 1) {
      throw new OperandException(
          "A polynomial of degree %d needs two components and %d levels, but %d components at level %d were given; relinearise or refresh first."
              .formatted(plan.series().degree(), depth(plan), x.degree() + 1, x.level()));
    }
    if (plan.series().degree() == 0) {
      return constant(plan.series().coefficient(0), x, scale);
    }
    try (EncryptedBasis basis = new EncryptedBasis()) {
      Ciphertext unit = toUnitInterval(plan.series().interval(), x);
      basis.put(1, unit);
      for (ChebyshevProduct product : plan.products()) {
        basis.put(product.index(), chebyshev(product, basis));
      }
      return rescaled(plan.root(), unit.level() - plan.depth(), scale, basis);
    }
  }

  private Ciphertext constant(double value, Ciphertext x, double scale) {
    try (Ciphertext zero = evaluator.multiplyConstant(x, 0, 0, scale / x.scale())) {
      return evaluator.addConstant(zero, value, 0);
    }
  }

  private Ciphertext toUnitInterval(Interval interval, Ciphertext x) {
    if (interval.isUnit()) {
      return evaluator.dropToLevel(x, x.level());
    }
    double prime = evaluator.context().parameters().prime(x.level());
    try (Ciphertext scaled = evaluator.multiplyConstant(x, interval.scale(), 0, prime);
        Ciphertext rescaled = evaluator.rescale(scaled)) {
      return evaluator.addConstant(rescaled, interval.offset(), 0);
    }
  }

  /** T_(a+b) = 2 T_a T_b - T_|a-b|. */
  private Ciphertext chebyshev(ChebyshevProduct product, EncryptedBasis basis) {
    Ciphertext left = basis.get(product.left());
    Ciphertext right = basis.get(product.right());
    int level = Math.min(left.level(), right.level());
    try (Ciphertext a = evaluator.dropToLevel(left, level);
        Ciphertext b = evaluator.dropToLevel(right, level);
        Ciphertext quadratic = evaluator.multiply(a, b);
        Ciphertext linear = evaluator.relinearise(quadratic);
        Ciphertext twice = evaluator.add(linear, linear);
        Ciphertext sum = subtractChebyshev(twice, product.difference(), basis)) {
      return evaluator.rescale(sum);
    }
  }

  private Ciphertext subtractChebyshev(Ciphertext x, int index, EncryptedBasis basis) {
    if (index == 0) {
      return evaluator.addConstant(x, -1, 0);
    }
    try (Ciphertext term = multiple(basis.get(index), -1, x.level(), x.scale())) {
      return evaluator.add(x, term);
    }
  }

  /** factor * x at a level and scale. */
  private Ciphertext multiple(Ciphertext x, double factor, int level, double scale) {
    try (Ciphertext dropped = evaluator.dropToLevel(x, level)) {
      return evaluator.multiplyConstant(dropped, factor, 0, scale / x.scale());
    }
  }

  /** A node at a level and scale: its sum one level above, relinearised and rescaled. */
  private Ciphertext rescaled(PlanNode node, int level, double scale, EncryptedBasis basis) {
    double prime = evaluator.context().parameters().prime(level + 1);
    try (Ciphertext sum = sum(node, level + 1, scale * prime, basis);
        Ciphertext linear = evaluator.relinearise(sum)) {
      return evaluator.rescale(linear);
    }
  }

  /** A node at a level and scale, of degree 2 if it is split. */
  private Ciphertext sum(PlanNode node, int level, double scale, EncryptedBasis basis) {
    return switch (node) {
      case PlanNode.Leaf(ChebyshevSeries series) -> combination(series, level, scale, basis);
      case PlanNode.Split(PlanNode quotient, int giant, PlanNode remainder) -> {
        Ciphertext giantStep = basis.get(giant);
        try (Ciphertext divisor = evaluator.dropToLevel(giantStep, level);
            Ciphertext factor = rescaled(quotient, level, scale / giantStep.scale(), basis);
            Ciphertext product = evaluator.multiply(factor, divisor)) {
          yield addNode(product, remainder, basis);
        }
      }
    };
  }

  private Ciphertext addNode(Ciphertext x, PlanNode node, EncryptedBasis basis) {
    if (node instanceof PlanNode.Leaf(ChebyshevSeries series) && series.degree() == 0) {
      return evaluator.addConstant(x, series.coefficient(0), 0);
    }
    try (Ciphertext term = sum(node, x.level(), x.scale(), basis)) {
      return evaluator.add(x, term);
    }
  }

  private Ciphertext combination(
      ChebyshevSeries series, int level, double scale, EncryptedBasis basis) {
    Ciphertext sum =
        multiple(basis.get(series.degree()), series.coefficient(series.degree()), level, scale);
    for (int k = series.degree() - 1; k >= 1; k--) {
      if (series.coefficient(k) != 0) {
        try (Ciphertext previous = sum;
            Ciphertext term = multiple(basis.get(k), series.coefficient(k), level, scale)) {
          sum = evaluator.add(previous, term);
        }
      }
    }
    try (Ciphertext previous = sum) {
      return evaluator.addConstant(previous, series.coefficient(0), 0);
    }
  }
}
