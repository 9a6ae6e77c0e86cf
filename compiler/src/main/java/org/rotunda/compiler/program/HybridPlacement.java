package org.rotunda.compiler.program;

/**
 * Where an entry of a matrix between periodic vectors goes in the hybrid diagonal method (Juvekar,
 * Vaikuntanathan, Chandrakasan: GAZELLE, USENIX Security 2018, section 4.3; after Halevi and Shoup,
 * CRYPTO 2014).
 *
 * <p>Let x have period p and the result y period q. Only min(p, q) diagonals d occur. The transform
 * yields y' of period max(p, q) with y'[i] = sum over d of diagonal_d[i] * x[i + d]. If q &lt; p,
 * the columns of row r are spread over the p / q slots i that are r modulo q, and y[r] is the sum
 * of y' over those: log2(p / q) rotations by q, 2 q, ..., p / 2, after which y has period q in all
 * slots.
 *
 * @param inputPeriod p, a power of two
 * @param outputPeriod q, a power of two
 */
record HybridPlacement(int inputPeriod, int outputPeriod) {

  /** Returns the period of the diagonals. */
  int period() {
    return Math.max(inputPeriod, outputPeriod);
  }

  /** Returns the diagonal of the entry in a row below q and a column below p. */
  int diagonal(int row, int column) {
    return (column - row) & (Math.min(inputPeriod, outputPeriod) - 1);
  }

  /** Returns the slot, below the diagonals' period, of the entry. */
  int slot(int row, int column) {
    return outputPeriod >= inputPeriod ? row : (column - diagonal(row, column)) & (inputPeriod - 1);
  }
}
