package org.rotunda.ckks.polynomial;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How to evaluate a Chebyshev series of degree d in least depth with few products, after Paterson
 * and Stockmeyer (SIAM J. Comput. 2, 1973) in the Chebyshev basis (Chen, Chillotti, Song, "Improved
 * Bootstrapping for Approximate Homomorphic Encryption", EUROCRYPT 2019) with the depth-optimal
 * recursion of Bossuat, Mouchet, Troncoso-Pastoriza and Hubaux (EUROCRYPT 2021): baby steps T_1 to
 * T_k, as far as they are needed, giant steps T_k, T_2k, T_4k, ..., and a tree of divisions by
 * giant steps whose leaves are linear combinations of baby steps.
 *
 * <p>Levels: a leaf costs one, a split one, T_{a+b} one above the deeper of T_a and T_b. The affine
 * change of variables to [-1, 1], which comes first, is not counted: it costs one more level unless
 * {@code series.interval().isUnit()} or the caller folds it into what precedes.
 *
 * @param series the polynomial that the plan evaluates
 * @param babySize k, the largest index in a leaf, apart from single giant steps added to a leaf
 * @param products what makes the needed T_j out of T_1, in an order in which it can be done
 * @param root the tree
 */
public record PatersonStockmeyerPlan(
    ChebyshevSeries series, int babySize, List<ChebyshevProduct> products, PlanNode root) {

  /** Copies the list. */
  public PatersonStockmeyerPlan {
    products = List.copyOf(products);
  }

  /**
   * The plan of least depth, {@link #leastDepth(int) ceil(log2(degree + 1))} at most, and among
   * those of fewest products.
   */
  public static PatersonStockmeyerPlan of(ChebyshevSeries series) {
    return of(series, leastDepth(series.degree()));
  }

  /**
   * The plan of fewest products that consumes at most {@code maxDepth} levels.
   *
   * @throws IllegalArgumentException if the degree needs more levels
   */
  public static PatersonStockmeyerPlan of(ChebyshevSeries series, int maxDepth) {
    int least = leastDepth(series.degree());
    if (maxDepth < least) {
      throw new IllegalArgumentException(
          ("A series of degree %d needs depth %d, but only %d was given; allow more levels "
                  + "or lower the degree.")
              .formatted(series.degree(), least, maxDepth));
    }
    return PatersonStockmeyerPlanner.fewestProducts(series, maxDepth);
  }

  /**
   * The depth that suffices for every series of a degree, ceil(log2(degree + 1)).
   *
   * @param degree at least 0
   */
  public static int leastDepth(int degree) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(degree);
  }

  /** Levels that the evaluation consumes, the change of variables not counted. */
  public int depth() {
    return root.depth();
  }

  /** Number of products of two ciphertexts: the products and the splits. */
  public int multiplications() {
    return products.size() + root.splits();
  }

  /** The value at x, made by the steps of the plan and no others. */
  public double evaluate(double x) {
    Map<Integer, Double> basis = new HashMap<>();
    basis.put(0, 1.0);
    basis.put(1, series.interval().toUnit(x));
    for (ChebyshevProduct product : products) {
      double value =
          2 * made(basis, product.left()) * made(basis, product.right())
              - made(basis, product.difference());
      basis.put(product.index(), value);
    }
    return evaluate(root, basis);
  }

  private static double evaluate(PlanNode node, Map<Integer, Double> basis) {
    return switch (node) {
      case PlanNode.Leaf(ChebyshevSeries series) -> {
        double sum = 0;
        for (int k = 0; k <= series.degree(); k++) {
          if (series.coefficient(k) != 0) {
            sum += series.coefficient(k) * made(basis, k);
          }
        }
        yield sum;
      }
      case PlanNode.Split(PlanNode quotient, int giant, PlanNode remainder) ->
          evaluate(quotient, basis) * made(basis, giant) + evaluate(remainder, basis);
    };
  }

  private static double made(Map<Integer, Double> basis, int index) {
    Double value = basis.get(index);
    if (value == null) {
      throw new IllegalStateException(
          "The plan uses T_%d before it is made; build plans with of.".formatted(index));
    }
    return value;
  }
}
