package org.rotunda.ckks.polynomial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One product that makes a Chebyshev polynomial from smaller ones: T_index = 2 T_left T_right -
 * T_{left-right}.
 *
 * @param index left + right, at least 2
 * @param left at least right
 * @param right at least 1
 */
public record ChebyshevProduct(int index, int left, int right) {

  /**
   * @throws IllegalArgumentException if the indexes don't fit together
   */
  public ChebyshevProduct {
    if (right < 1 || left < right || index != left + right) {
      throw new IllegalArgumentException(
          ("T_index needs index = left + right and left >= right >= 1, but found %d, %d, "
                  + "%d; correct them.")
              .formatted(index, left, right));
    }
  }

  /** The index of the polynomial to subtract, left - right; T_0 = 1 where it is 0. */
  public int difference() {
    return left - right;
  }

  /**
   * The multiplicative depth of T_index over T_1, which is ceil(log2(index)); 0 for T_0 and T_1.
   *
   * @param index at least 0
   */
  public static int depth(int index) {
    return index <= 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(index - 1);
  }

  /**
   * Products that make every wanted polynomial out of T_1, each at its least depth, in ascending
   * order of index: what a product uses is made before it. Few further polynomials are made besides
   * the wanted ones.
   *
   * @param wanted indexes, at least 0; T_0 and T_1 need no product
   */
  public static List<ChebyshevProduct> making(Collection<Integer> wanted) {
    TreeSet<Integer> present = new TreeSet<>(wanted);
    present.add(1);
    List<ChebyshevProduct> products = new ArrayList<>();
    for (int index = present.last(); index > 1; index = present.lower(index)) {
      ChebyshevProduct product = cheapest(index, present);
      present.add(product.left);
      present.add(product.right);
      if (product.difference() > 0) {
        present.add(product.difference());
      }
      products.add(product);
    }
    Collections.reverse(products);
    return products;
  }

  private static ChebyshevProduct cheapest(int index, Set<Integer> present) {
    ChebyshevProduct best = new ChebyshevProduct(index, index - index / 2, index / 2);
    for (int right = index / 2 - 1; right >= 1; right--) {
      ChebyshevProduct candidate = new ChebyshevProduct(index, index - right, right);
      if (depth(candidate.left) < depth(index)
          && candidate.missing(present) < best.missing(present)) {
        best = candidate;
      }
    }
    return best;
  }

  private int missing(Set<Integer> present) {
    TreeSet<Integer> used = new TreeSet<>(List.of(left, left - right));
    used.add(right);
    used.remove(0);
    used.removeAll(present);
    return used.size();
  }
}
