package org.rotunda.bench.mnist;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Products of row-major matrices. Every element is summed in one order, whatever the machine. */
final class Matrices {

  // Rows of a block of the sum stay in the second-level cache while the right factor passes.
  private static final int ROWS_OF_A_BLOCK = 64;
  private static final int COLUMNS_AT_A_TIME = 8;

  private Matrices() {}

  /**
   * Adds a product to a matrix.
   *
   * @param sum a matrix of {@code rows} x {@code columns}
   * @param left a matrix of {@code rows} x {@code inner}
   * @param right a matrix of {@code inner} x {@code columns}
   */
  static void addProduct(
      double[] sum, double[] left, double[] right, int rows, int inner, int columns) {
    double[][] factors = rows(right, 0, inner, columns);
    IntStream.range(0, Math.ceilDiv(rows, ROWS_OF_A_BLOCK))
        .parallel()
        .forEach(
            block -> {
              int from = block * ROWS_OF_A_BLOCK;
              int to = Math.min(from + ROWS_OF_A_BLOCK, rows);
              double[][] sums = rows(sum, from, to, columns);
              for (int k = 0; k < inner; k += COLUMNS_AT_A_TIME) {
                for (int row = from; row < to; row++) {
                  addRow(sums[row - from], left, row * inner, factors, k);
                }
              }
              for (int row = from; row < to; row++) {
                System.arraycopy(sums[row - from], 0, sum, row * columns, columns);
              }
            });
  }

  // As arrays of their own, all rows are indexed alike, which is what the JVM makes vectors of.
  private static double[][] rows(double[] matrix, int from, int to, int columns) {
    double[][] rows = new double[to - from][];
    for (int row = from; row < to; row++) {
      rows[row - from] = Arrays.copyOfRange(matrix, row * columns, (row + 1) * columns);
    }
    return rows;
  }

  private static void addRow(double[] sum, double[] left, int at, double[][] right, int first) {
    if (first + COLUMNS_AT_A_TIME <= right.length) {
      addEight(sum, left, at + first, right, first);
      return;
    }
    for (int k = first; k < right.length; k++) {
      double factor = left[at + k];
      double[] row = right[k];
      for (int j = 0; j < sum.length; j++) {
        sum[j] += factor * row[j];
      }
    }
  }

  // One loop over eight rows reads and writes the sum once; a loop each would do so eight times.
  private static void addEight(double[] sum, double[] left, int at, double[][] right, int first) {
    double f0 = left[at];
    double f1 = left[at + 1];
    double f2 = left[at + 2];
    double f3 = left[at + 3];
    double f4 = left[at + 4];
    double f5 = left[at + 5];
    double f6 = left[at + 6];
    double f7 = left[at + 7];
    double[] r0 = right[first];
    double[] r1 = right[first + 1];
    double[] r2 = right[first + 2];
    double[] r3 = right[first + 3];
    double[] r4 = right[first + 4];
    double[] r5 = right[first + 5];
    double[] r6 = right[first + 6];
    double[] r7 = right[first + 7];
    for (int j = 0; j < sum.length; j++) {
      double low = (f0 * r0[j] + f1 * r1[j]) + (f2 * r2[j] + f3 * r3[j]);
      double high = (f4 * r4[j] + f5 * r5[j]) + (f6 * r6[j] + f7 * r7[j]);
      sum[j] += low + high;
    }
  }

  /** Returns the transpose of a matrix. */
  static double[] transposed(double[] matrix, int rows, int columns) {
    double[] transposed = new double[matrix.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        transposed[c * rows + r] = matrix[r * columns + c];
      }
    }
    return transposed;
  }
}
