package org.rotunda.ckks.linear;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rotunda.ckks.encoding.ComplexVector;

/**
 * A square matrix on slots by its non-zero generalised diagonals: y_i = sum over d of diagonal_d[i]
 * * x_((i + d) mod slots). A diagonal may be given by one period, a power of two: it then repeats.
 * Immutable.
 */
public final class DiagonalMatrix {
  private final int slots;
  private final SortedMap<Integer, ComplexVector> diagonals;

  /**
   * A matrix with the given diagonals; indices of any sign are taken modulo the slots.
   *
   * @throws IllegalArgumentException if there is no diagonal, one is longer than the slots, or two
   *     fall on one index
   */
  public DiagonalMatrix(int slots, Map<Integer, ComplexVector> diagonals) {
    if (diagonals.isEmpty()) {
      throw new IllegalArgumentException(
          "A linear transform has at least one diagonal; multiply by the constant 0 instead.");
    }
    SortedMap<Integer, ComplexVector> normalised = new TreeMap<>();
    diagonals.forEach(
        (index, diagonal) -> {
          if (diagonal.size() > slots) {
            throw new IllegalArgumentException(
                "Every diagonal has at most as many entries as slots, %d, but diagonal %d has %d."
                    .formatted(slots, index, diagonal.size()));
          }
          if (normalised.put(Math.floorMod(index, slots), diagonal) != null) {
            throw new IllegalArgumentException(
                "Diagonal %d is given twice modulo %d slots.".formatted(index, slots));
          }
        });
    this.slots = slots;
    this.diagonals = Collections.unmodifiableSortedMap(normalised);
  }

  /** The number of slots. */
  public int slots() {
    return slots;
  }

  /** The diagonals by index in [0, slots). */
  public SortedMap<Integer, ComplexVector> diagonals() {
    return diagonals;
  }

  /** The product with a vector, in the clear. */
  public ComplexVector multiply(ComplexVector x) {
    double[] re = new double[slots];
    double[] im = new double[slots];
    diagonals.forEach(
        (index, diagonal) -> {
          for (int i = 0; i < slots; i++) {
            int j = (i + index) % slots;
            double a = diagonal.real(i % diagonal.size());
            double b = diagonal.imaginary(i % diagonal.size());
            re[i] += a * x.real(j) - b * x.imaginary(j);
            im[i] += a * x.imaginary(j) + b * x.real(j);
          }
        });
    return ComplexVector.of(re, im);
  }
}
