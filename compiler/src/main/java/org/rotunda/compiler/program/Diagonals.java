package org.rotunda.compiler.program;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.linear.DiagonalMatrix;

/**
 * A sparse slots x slots matrix by its generalised diagonals, immutable: y[i] = sum over d of
 * diagonal_d[i] * x[(i + d) mod slots]. Each diagonal is periodic and kept for one period.
 */
public final class Diagonals {

  private final int slots;
  private final int period;
  private final NavigableMap<Integer, double[]> diagonals;

  /**
   * Creates a matrix.
   *
   * @param slots number of slots, a power of two
   * @param period period of every diagonal, a power of two of at most {@code slots}
   * @param diagonals one period of each diagonal by its number (0 to slots - 1); not copied deeply
   */
  Diagonals(int slots, int period, Map<Integer, double[]> diagonals) {
    this.slots = slots;
    this.period = period;
    this.diagonals = new TreeMap<>(diagonals);
  }

  /** Returns the number of slots. */
  public int slots() {
    return slots;
  }

  /** Returns the period of the diagonals, a power of two of at most {@code slots}. */
  public int period() {
    return period;
  }

  /** Returns the numbers of the diagonals that are there, ascending, each 0 to slots - 1. */
  public List<Integer> indices() {
    return List.copyOf(diagonals.keySet());
  }

  /**
   * Returns a diagonal.
   *
   * @param index one of {@link #indices()}
   * @return a new array of {@code slots} numbers
   * @throws ShapeException if the diagonal isn't there
   */
  public double[] diagonal(int index) {
    double[] one = diagonals.get(index);
    if (one == null) {
      throw new ShapeException(
          "Expected one of the diagonals " + indices() + ", found " + index + "; ask for another.");
    }
    double[] all = new double[slots];
    for (int start = 0; start < slots; start += period) {
      System.arraycopy(one, 0, all, start, period);
    }
    return all;
  }

  /**
   * Returns the matrix as an encrypted linear transform takes it.
   *
   * @throws IllegalArgumentException if there is no diagonal at all
   */
  public DiagonalMatrix toMatrix() {
    Map<Integer, ComplexVector> expanded = new TreeMap<>();
    diagonals.keySet().forEach(index -> expanded.put(index, ComplexVector.ofReal(diagonal(index))));
    return new DiagonalMatrix(slots, expanded);
  }

  /**
   * Returns the product of the matrix and a vector.
   *
   * @throws ShapeException if the vector's length isn't the number of slots
   */
  public ComplexVector times(ComplexVector x) {
    if (x.size() != slots) {
      throw new ShapeException(
          "Expected a vector of " + slots + " slots, found " + x.size() + "; use the same slots.");
    }
    double[] real = x.real();
    double[] imaginary = x.imaginary();
    double[] productReal = new double[slots];
    double[] productImaginary = new double[slots];
    diagonals.forEach(
        (index, diagonal) -> {
          for (int i = 0; i < slots; i++) {
            int source = (i + index) & (slots - 1);
            double factor = diagonal[i & (period - 1)];
            productReal[i] += factor * real[source];
            productImaginary[i] += factor * imaginary[source];
          }
        });
    return ComplexVector.of(productReal, productImaginary);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Diagonals that
            && slots == that.slots
            && period == that.period
            && diagonals.keySet().equals(that.diagonals.keySet())
            && diagonals.entrySet().stream()
                .allMatch(e -> Arrays.equals(e.getValue(), that.diagonals.get(e.getKey()))));
  }

  @Override
  public int hashCode() {
    return 31 * slots + diagonals.keySet().hashCode();
  }

  @Override
  public String toString() {
    return "Diagonals" + diagonals.keySet();
  }
}
