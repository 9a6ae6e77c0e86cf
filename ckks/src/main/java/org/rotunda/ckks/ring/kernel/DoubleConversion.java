package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.ConversionColumns.GROUP;
import static org.rotunda.ckks.ring.kernel.DoubleResidues.ROUND;
import static org.rotunda.ckks.ring.kernel.DoubleResidues.TWO_TO_52;
import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.DOUBLES;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Basis conversions to moduli q < 2^50 with exact sums in two doubles. A block of coefficients is
 * packed once ({@link ConversionPacking}), small enough for the first-level cache, and then read by
 * every row.
 *
 * <p><b>Ranges.</b> Columns c and weights w are at most 2^49 - 1 in magnitude, |w| <= q/2.
 * Centering a source subtracts q_i from y_i and so 1 from the quotient u; no other number changes.
 * At most 12 columns are summed at a time, in chains of at most 4 that run side by side, because
 * each step of a chain waits for the one before. A chain's first accumulator begins with 3 * 2^101
 * and stays within 2^100 of it, so between 2^102 and 2^103, where doubles are multiples of 2^50:
 * each difference of successive values is exact, and what a sum rounds off, c w less the
 * accumulator's gain, is an integer of at most 2^49. The second accumulator sums these exactly.
 * Four operations a product.
 *
 * <p>The chains' gains are added to H, a multiple of 2^50 of at most 12 (2^49 q/2 + 2^49) in
 * magnitude, less than 2^102, and so exact; the second accumulators sum to at most 12 * 2^49 <
 * 2^53. |H/q| <= 12 (2^48 + 2^49/q) < 2^53 is rounded to a multiple of 4 by adding 3 * 2^53: that
 * errs by at most 2, and the rounding of 1/q and of the product by at most 3/8 + 3/(4q) < 1/2 for q
 * > 6, so H less its multiple of q is at most 5/2 q, exactly. The second sum's quotient is at most
 * 2^51 and moved by at most 3/(4q) by the rounding of 1/q, so the sum is reduced to (q + 1)/2. With
 * the canonical sum before, these are below 4q, and are reduced to (q + 1)/2 and made canonical.
 *
 * <p>Formulas are written out for the reason given at {@link DoubleProducts}, and columns taken
 * twelve at a time, the rest four at a time, because accumulators in memory would cost half as much
 * again.
 */
final class DoubleConversion {
  private static final double BEGIN = 0x1.8p102;
  private static final double ROUND_TO_FOUR = 0x1.8p54;

  private DoubleConversion() {}

  /**
   * A row of a packed block: its canonical sum into entries start .. start + block - 1 of out.
   *
   * @param w a weight a column
   */
  static void row(
      double[] w, long[] out, int start, int block, long[] scratch, int base, long modulus) {
    Arrays.fill(out, start, start + block, 0);
    int k = 0;
    for (; k + 3 * GROUP <= w.length; k += 3 * GROUP) {
      addTwelve(scratch, base + k * block, block, w, k, out, start, modulus);
    }
    for (; k < w.length; k += GROUP) {
      addFour(scratch, base + k * block, block, w, k, out, start, modulus);
    }
  }

  /** Adds columns k .. k + 3 times their weights. */
  private static void addFour(
      long[] scratch,
      int column,
      int block,
      double[] w,
      int k,
      long[] out,
      int start,
      long modulus) {
    DoubleVector begin = DoubleVector.broadcast(DOUBLES, BEGIN);
    DoubleVector toFour = DoubleVector.broadcast(DOUBLES, ROUND_TO_FOUR);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
    LongVector roundBits = round.reinterpretAsLongs();
    DoubleVector two52 = DoubleVector.broadcast(DOUBLES, TWO_TO_52);
    LongVector bits = two52.reinterpretAsLongs();
    DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -modulus);
    DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1.0 / modulus);
    LongVector q = LongVector.broadcast(LONGS, modulus);
    DoubleVector w0 = DoubleVector.broadcast(DOUBLES, w[k]);
    DoubleVector w1 = DoubleVector.broadcast(DOUBLES, w[k + 1]);
    DoubleVector w2 = DoubleVector.broadcast(DOUBLES, w[k + 2]);
    DoubleVector w3 = DoubleVector.broadcast(DOUBLES, w[k + 3]);
    for (int i = 0; i < block; i += COUNT) {
      DoubleVector c0 = LongVector.fromArray(LONGS, scratch, column + i).reinterpretAsDoubles();
      DoubleVector high0 = c0.fma(w0, begin);
      DoubleVector low0 = c0.fma(w0, begin.sub(high0));
      DoubleVector c1 =
          LongVector.fromArray(LONGS, scratch, column + block + i).reinterpretAsDoubles();
      DoubleVector high1 = c1.fma(w1, begin);
      DoubleVector low1 = c1.fma(w1, begin.sub(high1));
      DoubleVector c2 =
          LongVector.fromArray(LONGS, scratch, column + 2 * block + i).reinterpretAsDoubles();
      DoubleVector high2 = c2.fma(w2, high0);
      low0 = low0.add(c2.fma(w2, high0.sub(high2)));
      DoubleVector c3 =
          LongVector.fromArray(LONGS, scratch, column + 3 * block + i).reinterpretAsDoubles();
      DoubleVector high3 = c3.fma(w3, high1);
      low1 = low1.add(c3.fma(w3, high1.sub(high3)));
      DoubleVector total =
          LongVector.fromArray(LONGS, out, start + i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector gain = high3.sub(begin).add(high2.sub(begin));
      DoubleVector low = low0.add(low1);
      DoubleVector rest = gain.fma(inverse, toFour).sub(toFour).fma(minusQ, gain);
      DoubleVector reduced = low.fma(inverse, round).sub(round).fma(minusQ, low);
      DoubleVector sum = total.add(rest).add(reduced);
      DoubleVector r = sum.fma(inverse, round).sub(round).fma(minusQ, sum);
      LongVector t = r.add(round).reinterpretAsLongs().sub(roundBits);
      t.lanewise(VectorOperators.UMIN, t.add(q)).intoArray(out, start + i);
    }
  }

  /** Adds columns k .. k + 11 times their weights. */
  private static void addTwelve(
      long[] scratch,
      int column,
      int block,
      double[] w,
      int k,
      long[] out,
      int start,
      long modulus) {
    DoubleVector begin = DoubleVector.broadcast(DOUBLES, BEGIN);
    DoubleVector toFour = DoubleVector.broadcast(DOUBLES, ROUND_TO_FOUR);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
    LongVector roundBits = round.reinterpretAsLongs();
    DoubleVector two52 = DoubleVector.broadcast(DOUBLES, TWO_TO_52);
    LongVector bits = two52.reinterpretAsLongs();
    DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -modulus);
    DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1.0 / modulus);
    LongVector q = LongVector.broadcast(LONGS, modulus);
    DoubleVector w0 = DoubleVector.broadcast(DOUBLES, w[k]);
    DoubleVector w1 = DoubleVector.broadcast(DOUBLES, w[k + 1]);
    DoubleVector w2 = DoubleVector.broadcast(DOUBLES, w[k + 2]);
    DoubleVector w3 = DoubleVector.broadcast(DOUBLES, w[k + 3]);
    DoubleVector w4 = DoubleVector.broadcast(DOUBLES, w[k + 4]);
    DoubleVector w5 = DoubleVector.broadcast(DOUBLES, w[k + 5]);
    DoubleVector w6 = DoubleVector.broadcast(DOUBLES, w[k + 6]);
    DoubleVector w7 = DoubleVector.broadcast(DOUBLES, w[k + 7]);
    DoubleVector w8 = DoubleVector.broadcast(DOUBLES, w[k + 8]);
    DoubleVector w9 = DoubleVector.broadcast(DOUBLES, w[k + 9]);
    DoubleVector w10 = DoubleVector.broadcast(DOUBLES, w[k + 10]);
    DoubleVector w11 = DoubleVector.broadcast(DOUBLES, w[k + 11]);
    for (int i = 0; i < block; i += COUNT) {
      DoubleVector c0 = LongVector.fromArray(LONGS, scratch, column + i).reinterpretAsDoubles();
      DoubleVector high0 = c0.fma(w0, begin);
      DoubleVector low0 = c0.fma(w0, begin.sub(high0));
      DoubleVector c1 =
          LongVector.fromArray(LONGS, scratch, column + block + i).reinterpretAsDoubles();
      DoubleVector high1 = c1.fma(w1, begin);
      DoubleVector low1 = c1.fma(w1, begin.sub(high1));
      DoubleVector c2 =
          LongVector.fromArray(LONGS, scratch, column + 2 * block + i).reinterpretAsDoubles();
      DoubleVector high2 = c2.fma(w2, begin);
      DoubleVector low2 = c2.fma(w2, begin.sub(high2));
      DoubleVector c3 =
          LongVector.fromArray(LONGS, scratch, column + 3 * block + i).reinterpretAsDoubles();
      DoubleVector high3 = c3.fma(w3, high0);
      low0 = low0.add(c3.fma(w3, high0.sub(high3)));
      DoubleVector c4 =
          LongVector.fromArray(LONGS, scratch, column + 4 * block + i).reinterpretAsDoubles();
      DoubleVector high4 = c4.fma(w4, high1);
      low1 = low1.add(c4.fma(w4, high1.sub(high4)));
      DoubleVector c5 =
          LongVector.fromArray(LONGS, scratch, column + 5 * block + i).reinterpretAsDoubles();
      DoubleVector high5 = c5.fma(w5, high2);
      low2 = low2.add(c5.fma(w5, high2.sub(high5)));
      DoubleVector c6 =
          LongVector.fromArray(LONGS, scratch, column + 6 * block + i).reinterpretAsDoubles();
      DoubleVector high6 = c6.fma(w6, high3);
      low0 = low0.add(c6.fma(w6, high3.sub(high6)));
      DoubleVector c7 =
          LongVector.fromArray(LONGS, scratch, column + 7 * block + i).reinterpretAsDoubles();
      DoubleVector high7 = c7.fma(w7, high4);
      low1 = low1.add(c7.fma(w7, high4.sub(high7)));
      DoubleVector c8 =
          LongVector.fromArray(LONGS, scratch, column + 8 * block + i).reinterpretAsDoubles();
      DoubleVector high8 = c8.fma(w8, high5);
      low2 = low2.add(c8.fma(w8, high5.sub(high8)));
      DoubleVector c9 =
          LongVector.fromArray(LONGS, scratch, column + 9 * block + i).reinterpretAsDoubles();
      DoubleVector high9 = c9.fma(w9, high6);
      low0 = low0.add(c9.fma(w9, high6.sub(high9)));
      DoubleVector c10 =
          LongVector.fromArray(LONGS, scratch, column + 10 * block + i).reinterpretAsDoubles();
      DoubleVector high10 = c10.fma(w10, high7);
      low1 = low1.add(c10.fma(w10, high7.sub(high10)));
      DoubleVector c11 =
          LongVector.fromArray(LONGS, scratch, column + 11 * block + i).reinterpretAsDoubles();
      DoubleVector high11 = c11.fma(w11, high8);
      low2 = low2.add(c11.fma(w11, high8.sub(high11)));
      DoubleVector total =
          LongVector.fromArray(LONGS, out, start + i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector gain = high11.sub(begin).add(high10.sub(begin)).add(high9.sub(begin));
      DoubleVector low = low0.add(low1).add(low2);
      DoubleVector rest = gain.fma(inverse, toFour).sub(toFour).fma(minusQ, gain);
      DoubleVector reduced = low.fma(inverse, round).sub(round).fma(minusQ, low);
      DoubleVector sum = total.add(rest).add(reduced);
      DoubleVector r = sum.fma(inverse, round).sub(round).fma(minusQ, sum);
      LongVector t = r.add(round).reinterpretAsLongs().sub(roundBits);
      t.lanewise(VectorOperators.UMIN, t.add(q)).intoArray(out, start + i);
    }
  }
}
