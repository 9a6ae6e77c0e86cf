package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.DoubleResidues.ROUND;
import static org.rotunda.ckks.ring.kernel.DoubleResidues.TWO_TO_52;
import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.DOUBLES;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.rotunda.ckks.ring.ConversionTable;
import org.rotunda.ckks.ring.FixedPointQuotient;
import org.rotunda.ckks.ring.Modulus;

/**
 * Packs a block of coefficients of all sources into {@link ConversionColumns}, and finds their
 * quotients u. Centering a source subtracts q_i from y_i and so 1 from the quotient of the columns;
 * the sum that they stand for stays the same.
 */
final class ConversionPacking {
  /** A centered source is counted above the bits of the quotient's sum, at most 2^52. */
  private static final int COUNT_SHIFT = 56;

  private static final int VALUE_SHIFT =
      FixedPointQuotient.PRODUCT_BITS - FixedPointQuotient.FRACTION_BITS;

  private ConversionPacking() {}

  /**
   * Packs coefficients start .. start + block - 1: column c into entries base + c * block onwards
   * of scratch, the quotient u itself after the last column.
   */
  static void pack(
      long[][] y,
      ConversionTable table,
      ConversionColumns columns,
      int start,
      int block,
      long[] scratch,
      int base) {
    int sums = base + columns.count() * block;
    Arrays.fill(scratch, base + columns.quotient() * block, sums, 0);
    Arrays.fill(scratch, sums, sums + block, FixedPointQuotient.HALF);
    List<Modulus> sources = table.sources();
    int column = base;
    for (int i = 0; i < sources.size(); i++) {
      Modulus q = sources.get(i);
      int shift = table.quotient(i).shift();
      long reciprocal = columns.reciprocal(i);
      if (ConversionColumns.isNarrow(q)) {
        packNarrow(y[i], start, block, scratch, column, q.value());
        addQuotient(y[i], start, block, scratch, sums, q.value() >> 1, shift, reciprocal);
        column += block;
      } else {
        packWide(y[i], start, block, scratch, column);
        addQuotient(y[i], start, block, scratch, sums, Long.MAX_VALUE, shift, reciprocal);
        column += 2 * block;
      }
    }
    packQuotient(scratch, sums, block, column);
  }

  private static void packNarrow(
      long[] y, int start, int block, long[] scratch, int column, long q) {
    DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
    LongVector roundBits = round.reinterpretAsLongs();
    LongVector half = LongVector.broadcast(LONGS, q >> 1);
    LongVector whole = LongVector.broadcast(LONGS, q);
    for (int i = 0; i < block; i += COUNT) {
      LongVector v = LongVector.fromArray(LONGS, y, start + i);
      LongVector centered = v.blend(v.sub(whole), half.lt(v));
      centered
          .add(roundBits)
          .reinterpretAsDoubles()
          .sub(round)
          .reinterpretAsLongs()
          .intoArray(scratch, column + i);
    }
  }

  private static void packWide(long[] y, int start, int block, long[] scratch, int column) {
    DoubleVector two52 = DoubleVector.broadcast(DOUBLES, TWO_TO_52);
    LongVector bits = two52.reinterpretAsLongs();
    LongVector mask = LongVector.broadcast(LONGS, (1L << ConversionColumns.LOW_BITS) - 1);
    for (int i = 0; i < block; i += COUNT) {
      LongVector v = LongVector.fromArray(LONGS, y, start + i);
      LongVector low = v.and(mask);
      LongVector high = v.lanewise(VectorOperators.LSHR, ConversionColumns.LOW_BITS);
      low.or(bits)
          .reinterpretAsDoubles()
          .sub(two52)
          .reinterpretAsLongs()
          .intoArray(scratch, column + i);
      high.or(bits)
          .reinterpretAsDoubles()
          .sub(two52)
          .reinterpretAsLongs()
          .intoArray(scratch, column + block + i);
    }
  }

  /** Adds y / q, and a count of one if y was centered because it is above {@code half}. */
  private static void addQuotient(
      long[] y,
      int start,
      int block,
      long[] scratch,
      int sums,
      long half,
      int shift,
      long reciprocal) {
    LongVector factor = LongVector.broadcast(LONGS, reciprocal);
    LongVector one = LongVector.broadcast(LONGS, 1L << COUNT_SHIFT);
    LongVector limit = LongVector.broadcast(LONGS, half);
    for (int i = 0; i < block; i += COUNT) {
      LongVector v = LongVector.fromArray(LONGS, y, start + i);
      VectorMask<Long> centered = limit.lt(v);
      LongVector value =
          v.lanewise(VectorOperators.LSHR, shift)
              .mul(factor)
              .lanewise(VectorOperators.LSHR, VALUE_SHIFT);
      LongVector sum = LongVector.fromArray(LONGS, scratch, sums + i).add(value);
      sum.blend(sum.add(one), centered).intoArray(scratch, sums + i);
    }
  }

  /** Turns the sums into the quotient u, and writes u less the count as a column. */
  private static void packQuotient(long[] scratch, int sums, int block, int column) {
    DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
    LongVector roundBits = round.reinterpretAsLongs();
    LongVector mask = LongVector.broadcast(LONGS, (1L << COUNT_SHIFT) - 1);
    for (int i = 0; i < block; i += COUNT) {
      LongVector sum = LongVector.fromArray(LONGS, scratch, sums + i);
      LongVector u = sum.and(mask).lanewise(VectorOperators.LSHR, FixedPointQuotient.FRACTION_BITS);
      u.sub(sum.lanewise(VectorOperators.LSHR, COUNT_SHIFT))
          .add(roundBits)
          .reinterpretAsDoubles()
          .sub(round)
          .reinterpretAsLongs()
          .intoArray(scratch, column + i);
      u.intoArray(scratch, sums + i);
    }
  }
}
