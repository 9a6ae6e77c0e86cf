package org.rotunda.ckks.bootstrap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.linear.DiagonalMatrix;

/**
 * Factors on n slots turned into ones on 2n slots whose halves hold real and imaginary parts. A
 * ciphertext of n slots is one of 2n slots of period n, so factors apply as they are.
 */
final class HalvedSlots {
  private HalvedSlots() {}

  /**
   * Factors whose product, v of period n, becomes (v, -i v): adding the conjugate gives (2 Re v, 2
   * Im v).
   */
  static List<DiagonalMatrix> splitting(List<DiagonalMatrix> factors) {
    List<DiagonalMatrix> onBoth = onBoth(factors);
    DiagonalMatrix last = onBoth.getLast();
    Map<Integer, ComplexVector> diagonals = new HashMap<>();
    last.diagonals()
        .forEach(
            (index, diagonal) ->
                diagonals.put(index, timesInUpperHalf(diagonal, last.slots(), 0, -1)));
    onBoth.set(onBoth.size() - 1, new DiagonalMatrix(last.slots(), diagonals));
    return onBoth;
  }

  /**
   * Factors that make of (u, w) something whose sum with its rotation by n is the product of the
   * given ones with u + i w, with period n.
   */
  static List<DiagonalMatrix> joining(List<DiagonalMatrix> factors) {
    List<DiagonalMatrix> onBoth = onBoth(factors);
    DiagonalMatrix first = onBoth.getFirst();
    Map<Integer, ComplexVector> diagonals = new HashMap<>();
    first
        .diagonals()
        .forEach(
            (index, diagonal) ->
                diagonals.put(
                    index,
                    timesInUpperHalf(diagonal.rotate(-index), first.slots(), 0, 1).rotate(index)));
    onBoth.set(0, new DiagonalMatrix(first.slots(), diagonals));
    return onBoth;
  }

  private static List<DiagonalMatrix> onBoth(List<DiagonalMatrix> factors) {
    List<DiagonalMatrix> onBoth = new ArrayList<>();
    for (DiagonalMatrix factor : factors) {
      onBoth.add(new DiagonalMatrix(2 * factor.slots(), factor.diagonals()));
    }
    return onBoth;
  }

  /** A whole diagonal from its period, the upper half multiplied by re + i im. */
  private static ComplexVector timesInUpperHalf(
      ComplexVector diagonal, int slots, double re, double im) {
    double[] real = new double[slots];
    double[] imaginary = new double[slots];
    for (int i = 0; i < slots; i++) {
      double x = diagonal.real(i % diagonal.size());
      double y = diagonal.imaginary(i % diagonal.size());
      boolean upper = i >= slots / 2;
      real[i] = upper ? x * re - y * im : x;
      imaginary[i] = upper ? x * im + y * re : y;
    }
    return ComplexVector.of(real, imaginary);
  }
}
