package org.rotunda.ckks.ring;

import java.util.List;

/**
 * The weights of a basis conversion: a row for each target modulus, a column for each input limb.
 * Immutable.
 */
public final class WeightMatrix {
  private final int inputBits;
  private final List<Modulus> targets;
  private final long[][] rows;
  private final double[][] centeredRows;
  private final int maxTargetBits;

  /**
   * Takes over the rows.
   *
   * @param inputBits every input is below 2^inputBits, at most 61
   * @param targets the modulus of each row
   * @param rows residues of the row's modulus, at most 64 a row
   */
  public WeightMatrix(int inputBits, List<Modulus> targets, long[][] rows) {
    this.inputBits = inputBits;
    this.targets = List.copyOf(targets);
    this.rows = rows;
    this.maxTargetBits = targets.stream().mapToInt(Modulus::bits).max().orElseThrow();
    this.centeredRows = new double[rows.length][];
    for (int t = 0; t < rows.length; t++) {
      centeredRows[t] = new double[rows[t].length];
      for (int k = 0; k < rows[t].length; k++) {
        centeredRows[t][k] = (double) targets.get(t).centered(rows[t][k]);
      }
    }
  }

  /** Every input is below 2 to this power. */
  public int inputBits() {
    return inputBits;
  }

  /** The largest bit length of a target. */
  public int maxTargetBits() {
    return maxTargetBits;
  }

  /** The number of input limbs. */
  public int inputs() {
    return rows[0].length;
  }

  /** The number of target limbs. */
  public int size() {
    return rows.length;
  }

  /** The modulus of a row. */
  public Modulus target(int row) {
    return targets.get(row);
  }

  /** The weights of a row; not to be written. */
  public long[] row(int row) {
    return rows[row];
  }

  /** The centered weights of a row, exact where the modulus is below 2^53; not to be written. */
  public double[] centeredRow(int row) {
    return centeredRows[row];
  }
}
