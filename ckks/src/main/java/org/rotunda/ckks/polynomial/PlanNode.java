package org.rotunda.ckks.polynomial;

/** A node of a {@link PatersonStockmeyerPlan}: a polynomial, and how to evaluate it. */
public sealed interface PlanNode {

  /**
   * A linear combination of Chebyshev polynomials that the plan makes: one level for the products
   * with constants, none if the series is constant.
   *
   * @param series its nonzero coefficients belong to T_0, T_1 and products of the plan
   */
  record Leaf(ChebyshevSeries series) implements PlanNode {}

  /**
   * The polynomial quotient * T_giant + remainder: one product, hence one level above the deeper of
   * its factors.
   *
   * @param quotient not constant
   * @param giant index of a product of the plan
   * @param remainder of degree at most {@code giant}; may be the constant 0, then there is nothing
   *     to add
   */
  record Split(PlanNode quotient, int giant, PlanNode remainder) implements PlanNode {}

  /** Levels that the node consumes below the level of T_1; 0 for a constant. */
  default int depth() {
    return switch (this) {
      case Leaf(ChebyshevSeries series) -> {
        int deepest = 0;
        for (int k = 1; k <= series.degree(); k++) {
          if (series.coefficient(k) != 0) {
            deepest = Math.max(deepest, ChebyshevProduct.depth(k) + 1);
          }
        }
        yield deepest;
      }
      case Split(PlanNode quotient, int giant, PlanNode remainder) ->
          Math.max(
              Math.max(quotient.depth(), ChebyshevProduct.depth(giant)) + 1, remainder.depth());
    };
  }

  /** Number of splits in the tree, which is its number of products of two ciphertexts. */
  default int splits() {
    return switch (this) {
      case Leaf _ -> 0;
      case Split(PlanNode quotient, int _, PlanNode remainder) ->
          1 + quotient.splits() + remainder.splits();
    };
  }
}
