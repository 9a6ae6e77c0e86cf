package org.rotunda.bench.mnist;

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
    IntStream.range(0, Math.ceilDiv(rows, ROWS_OF_A_BLOCK))
        .parallel()
        .forEach(
            block -> {
              int from = block * ROWS_OF_A_BLOCK;
              int to = Math.min(from + ROWS_OF_A_BLOCK, rows);
              for (int k = 0; k < inner; k += COLUMNS_AT_A_TIME) {
                int count = Math.min(COLUMNS_AT_A_TIME, inner - k);
                for (int row = from; row < to; row++) {
                  addRow(sum, row * columns, left, row * inner + k, right, k, count, columns);
                }
              }
            });
  }

  private static void addRow(
      double[] sum,
      int at,
      double[] left,
      int factors,
      double[] right,
      int firstRow,
      int count,
      int columns) {
    if (count == COLUMNS_AT_A_TIME) {
      addEight(sum, at, left, factors, right, firstRow * columns, columns);
      return;
    }
    for (int i = 0; i < count; i++) {
      double factor = left[factors + i];
      int row = (firstRow + i) * columns;
      for (int j = 0; j < columns; j++) {
        sum[at + j] += factor * right[row + j];
      }
    }
  }

  // One loop over eight rows reads and writes the sum once; a loop each would do so eight times.
  private static void addEight(
      double[] sum, int at, double[] left, int factors, double[] right, int row, int columns) {
    double f0 = left[factors];
    double f1 = left[factors + 1];
    double f2 = left[factors + 2];
    double f3 = left[factors + 3];
    double f4 = left[factors + 4];
    double f5 = left[factors + 5];
    double f6 = left[factors + 6];
    double f7 = left[factors + 7];
    int row1 = row + columns;
    int row2 = row1 + columns;
    int row3 = row2 + columns;
    int row4 = row3 + columns;
    int row5 = row4 + columns;
    int row6 = row5 + columns;
    int row7 = row6 + columns;
    for (int j = 0; j < columns; j++) {
      double first = f0 * right[row + j] + f1 * right[row1 + j];
      double second = f2 * right[row2 + j] + f3 * right[row3 + j];
      double third = f4 * right[row4 + j] + f5 * right[row5 + j];
      double fourth = f6 * right[row6 + j] + f7 * right[row7 + j];
      sum[at + j] += (first + second) + (third + fourth);
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
