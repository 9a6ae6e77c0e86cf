package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;

import java.util.stream.IntStream;
import org.rotunda.ckks.ring.ConversionTable;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.Rounding;

/**
 * A basis conversion as {@link DoubleConversion} computes it: which columns of numbers at most 2^49
 * in magnitude the sources become, and their weights.
 *
 * <p>A source below 2^50 is one column, centered; a larger one is two, y mod 2^30 and floor(y /
 * 2^30). The quotient is the next one, and columns of zeros fill the last group.
 */
final class ConversionColumns {
  /** Columns come in multiples of this. */
  static final int GROUP = 4;

  /** The low part's size of a source in two columns. */
  static final int LOW_BITS = 30;

  private final int quotient;
  private final int count;
  private final long[] reciprocals;
  private final double[][] weights;
  private final int[] narrow;
  private final int[] wide;

  ConversionColumns(ConversionTable table) {
    int terms = table.sources().size();
    quotient = table.sources().stream().mapToInt(q -> isNarrow(q) ? 1 : 2).sum();
    count = (quotient + 1 + GROUP - 1) / GROUP * GROUP;
    reciprocals =
        IntStream.range(0, terms)
            .mapToLong(
                i -> table.rounding() == Rounding.CENTERED ? table.quotient(i).reciprocal() : 0)
            .toArray();
    int targets = table.targets().size();
    narrow = IntStream.range(0, targets).filter(t -> isNarrow(table.targets().get(t))).toArray();
    wide = IntStream.range(0, targets).filter(t -> !isNarrow(table.targets().get(t))).toArray();
    weights = new double[targets][count];
    for (int t : narrow) {
      Modulus target = table.targets().get(t);
      int column = 0;
      for (int i = 0; i < terms; i++) {
        long weight = table.row(t)[i];
        weights[t][column++] = (double) target.centered(weight);
        if (!isNarrow(table.sources().get(i))) {
          long shifted = target.multiply(weight, target.reduceWord(1L << LOW_BITS));
          weights[t][column++] = (double) target.centered(shifted);
        }
      }
      weights[t][column] = (double) target.centered(table.row(t)[terms]);
    }
  }

  /** Whether a modulus is served by double precision. */
  static boolean isNarrow(Modulus q) {
    return q.bits() <= DoubleResidues.MAX_BITS;
  }

  /** The number of columns, a multiple of {@link #GROUP}. */
  int count() {
    return count;
  }

  /** The column of the quotient. */
  int quotient() {
    return quotient;
  }

  /** The reciprocal of a source in the quotient's sum; 0 if there is to be no quotient. */
  long reciprocal(int source) {
    return reciprocals[source];
  }

  /** The centered weights modulo a narrow target; not to be written. */
  double[] weights(int target) {
    return weights[target];
  }

  /** The targets below 2^50; not to be written. */
  int[] narrow() {
    return narrow;
  }

  /** The other targets; not to be written. */
  int[] wide() {
    return wide;
  }

  /**
   * How many coefficients are converted at a time with as many entries of scratch as the whole
   * range has; 0 if the range is too short or no whole number of vectors.
   */
  int block(int entries) {
    return entries % COUNT == 0 ? entries / (count + 1) & -COUNT : 0;
  }
}
