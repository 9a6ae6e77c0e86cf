package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.DoubleResidues.ROUND;
import static org.rotunda.ckks.ring.kernel.DoubleResidues.TWO_TO_52;
import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.DOUBLES;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.rotunda.ckks.ring.WeightMatrix;

/**
 * Linear combinations modulo q < 2^50 of numbers y < 2^a, a <= 50, with exact sums in two doubles.
 *
 * <p>Let q < 2^b, centered weights |w| <= q/2 < 2^(b-1), and K = 2^k terms in a run. The first
 * accumulator begins with 3 * 2^(e-1), e = k + a + b; the sum is below K 2^(a+b-1) = 2^(e-1), so
 * the accumulator stays in [2^e, 2^(e+1)), where its last place is 2^(e-52), and adding y w rounds
 * by at most 2^(e-53). What the accumulator gains is exact, and so is the fused y w less that gain;
 * the second accumulator sums these, exactly as long as K 2^(e-53) <= 2^53, that is 2k + a + b <=
 * 106. Four operations a term.
 *
 * <p>At the end of a run the first has gained H with |H/q| <= K 2^(a-1) + 16, for which k + a <= 53
 * is enough to round the quotient to a multiple of 4 by adding 3 * 2^53. It errs by at most 2 +
 * 1/2, so H less its multiple of q is at most 5/2 q, exactly. The second accumulator, at most 2^53,
 * is reduced to q/2. With the total of the runs before, at most q/2, these are below 4q < 2^52, and
 * are reduced to q/2 again.
 *
 * <p>Formulas are written out for the reason given at {@link DoubleProducts}, for four rows at once
 * because loading and converting an input costs as much as half a term.
 */
final class DoubleSums {
  private static final double ROUND_TO_FOUR = 0x1.8p54;
  private static final int LOG_MAX_RUN = 4;
  private static final int ROWS = 4;

  private DoubleSums() {}

  /** Whether all rows can be computed here. */
  static boolean serves(WeightMatrix w) {
    return w.inputBits() <= DoubleResidues.MAX_BITS && w.maxTargetBits() <= DoubleResidues.MAX_BITS;
  }

  /** All rows. */
  static void combine(long[][] y, WeightMatrix w, long[][] out, int from, int to) {
    int row = 0;
    for (; row + ROWS <= w.size(); row += ROWS) {
      four(y, w, row, out, from, to);
    }
    for (; row < w.size(); row++) {
      one(y, w, row, out, from, to);
    }
  }

  /** k. */
  private static int logRun(WeightMatrix w) {
    int sizes = w.inputBits() + w.maxTargetBits();
    return Math.min(LOG_MAX_RUN, Math.min((106 - sizes) / 2, 53 - w.inputBits()));
  }

  /** 3 * 2^(e-1). */
  private static double start(WeightMatrix w) {
    return Math.scalb(1.5, logRun(w) + w.inputBits() + w.maxTargetBits());
  }

  /** Rows {@code row} to {@code row + 3}. */
  private static void four(long[][] y, WeightMatrix w, int row, long[][] out, int from, int to) {
    int run = 1 << logRun(w);
    DoubleVector begin = DoubleVector.broadcast(DOUBLES, start(w));
    DoubleVector toFour = DoubleVector.broadcast(DOUBLES, ROUND_TO_FOUR);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
    LongVector roundBits = round.reinterpretAsLongs();
    DoubleVector two52 = DoubleVector.broadcast(DOUBLES, TWO_TO_52);
    LongVector bits52 = two52.reinterpretAsLongs();
    DoubleVector zero = DoubleVector.zero(DOUBLES);
    long q0 = w.target(row).value();
    double[] w0 = w.centeredRow(row);
    long[] out0 = out[row];
    DoubleVector minus0 = DoubleVector.broadcast(DOUBLES, -q0);
    DoubleVector inverse0 = DoubleVector.broadcast(DOUBLES, 1.0 / q0);
    LongVector modulus0 = LongVector.broadcast(LONGS, q0);
    long q1 = w.target(row + 1).value();
    double[] w1 = w.centeredRow(row + 1);
    long[] out1 = out[row + 1];
    DoubleVector minus1 = DoubleVector.broadcast(DOUBLES, -q1);
    DoubleVector inverse1 = DoubleVector.broadcast(DOUBLES, 1.0 / q1);
    LongVector modulus1 = LongVector.broadcast(LONGS, q1);
    long q2 = w.target(row + 2).value();
    double[] w2 = w.centeredRow(row + 2);
    long[] out2 = out[row + 2];
    DoubleVector minus2 = DoubleVector.broadcast(DOUBLES, -q2);
    DoubleVector inverse2 = DoubleVector.broadcast(DOUBLES, 1.0 / q2);
    LongVector modulus2 = LongVector.broadcast(LONGS, q2);
    long q3 = w.target(row + 3).value();
    double[] w3 = w.centeredRow(row + 3);
    long[] out3 = out[row + 3];
    DoubleVector minus3 = DoubleVector.broadcast(DOUBLES, -q3);
    DoubleVector inverse3 = DoubleVector.broadcast(DOUBLES, 1.0 / q3);
    LongVector modulus3 = LongVector.broadcast(LONGS, q3);
    int terms = y.length;
    for (int i = from; i < to; i += COUNT) {
      DoubleVector total0 = zero;
      DoubleVector total1 = zero;
      DoubleVector total2 = zero;
      DoubleVector total3 = zero;
      for (int first = 0; first < terms; first += run) {
        DoubleVector high0 = begin;
        DoubleVector low0 = zero;
        DoubleVector high1 = begin;
        DoubleVector low1 = zero;
        DoubleVector high2 = begin;
        DoubleVector low2 = zero;
        DoubleVector high3 = begin;
        DoubleVector low3 = zero;
        int end = Math.min(first + run, terms);
        for (int k = first; k < end; k++) {
          DoubleVector u =
              LongVector.fromArray(LONGS, y[k], i).or(bits52).reinterpretAsDoubles().sub(two52);
          DoubleVector v0 = DoubleVector.broadcast(DOUBLES, w0[k]);
          DoubleVector next0 = u.fma(v0, high0);
          low0 = low0.add(u.fma(v0, high0.sub(next0)));
          high0 = next0;
          DoubleVector v1 = DoubleVector.broadcast(DOUBLES, w1[k]);
          DoubleVector next1 = u.fma(v1, high1);
          low1 = low1.add(u.fma(v1, high1.sub(next1)));
          high1 = next1;
          DoubleVector v2 = DoubleVector.broadcast(DOUBLES, w2[k]);
          DoubleVector next2 = u.fma(v2, high2);
          low2 = low2.add(u.fma(v2, high2.sub(next2)));
          high2 = next2;
          DoubleVector v3 = DoubleVector.broadcast(DOUBLES, w3[k]);
          DoubleVector next3 = u.fma(v3, high3);
          low3 = low3.add(u.fma(v3, high3.sub(next3)));
          high3 = next3;
        }
        DoubleVector gain0 = high0.sub(begin);
        DoubleVector rest0 = gain0.fma(inverse0, toFour).sub(toFour).fma(minus0, gain0);
        DoubleVector reduced0 = low0.fma(inverse0, round).sub(round).fma(minus0, low0);
        DoubleVector sum0 = total0.add(rest0).add(reduced0);
        total0 = sum0.fma(inverse0, round).sub(round).fma(minus0, sum0);
        DoubleVector gain1 = high1.sub(begin);
        DoubleVector rest1 = gain1.fma(inverse1, toFour).sub(toFour).fma(minus1, gain1);
        DoubleVector reduced1 = low1.fma(inverse1, round).sub(round).fma(minus1, low1);
        DoubleVector sum1 = total1.add(rest1).add(reduced1);
        total1 = sum1.fma(inverse1, round).sub(round).fma(minus1, sum1);
        DoubleVector gain2 = high2.sub(begin);
        DoubleVector rest2 = gain2.fma(inverse2, toFour).sub(toFour).fma(minus2, gain2);
        DoubleVector reduced2 = low2.fma(inverse2, round).sub(round).fma(minus2, low2);
        DoubleVector sum2 = total2.add(rest2).add(reduced2);
        total2 = sum2.fma(inverse2, round).sub(round).fma(minus2, sum2);
        DoubleVector gain3 = high3.sub(begin);
        DoubleVector rest3 = gain3.fma(inverse3, toFour).sub(toFour).fma(minus3, gain3);
        DoubleVector reduced3 = low3.fma(inverse3, round).sub(round).fma(minus3, low3);
        DoubleVector sum3 = total3.add(rest3).add(reduced3);
        total3 = sum3.fma(inverse3, round).sub(round).fma(minus3, sum3);
      }
      LongVector t0 = total0.add(round).reinterpretAsLongs().sub(roundBits);
      t0.lanewise(VectorOperators.UMIN, t0.add(modulus0)).intoArray(out0, i);
      LongVector t1 = total1.add(round).reinterpretAsLongs().sub(roundBits);
      t1.lanewise(VectorOperators.UMIN, t1.add(modulus1)).intoArray(out1, i);
      LongVector t2 = total2.add(round).reinterpretAsLongs().sub(roundBits);
      t2.lanewise(VectorOperators.UMIN, t2.add(modulus2)).intoArray(out2, i);
      LongVector t3 = total3.add(round).reinterpretAsLongs().sub(roundBits);
      t3.lanewise(VectorOperators.UMIN, t3.add(modulus3)).intoArray(out3, i);
    }
  }

  /** One row. */
  private static void one(long[][] y, WeightMatrix w, int row, long[][] out, int from, int to) {
    int run = 1 << logRun(w);
    DoubleVector begin = DoubleVector.broadcast(DOUBLES, start(w));
    DoubleVector toFour = DoubleVector.broadcast(DOUBLES, ROUND_TO_FOUR);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
    LongVector roundBits = round.reinterpretAsLongs();
    DoubleVector two52 = DoubleVector.broadcast(DOUBLES, TWO_TO_52);
    LongVector bits52 = two52.reinterpretAsLongs();
    DoubleVector zero = DoubleVector.zero(DOUBLES);
    long q0 = w.target(row).value();
    double[] w0 = w.centeredRow(row);
    long[] out0 = out[row];
    DoubleVector minus0 = DoubleVector.broadcast(DOUBLES, -q0);
    DoubleVector inverse0 = DoubleVector.broadcast(DOUBLES, 1.0 / q0);
    LongVector modulus0 = LongVector.broadcast(LONGS, q0);
    int terms = y.length;
    for (int i = from; i < to; i += COUNT) {
      DoubleVector total0 = zero;
      for (int first = 0; first < terms; first += run) {
        DoubleVector high0 = begin;
        DoubleVector low0 = zero;
        int end = Math.min(first + run, terms);
        for (int k = first; k < end; k++) {
          DoubleVector u =
              LongVector.fromArray(LONGS, y[k], i).or(bits52).reinterpretAsDoubles().sub(two52);
          DoubleVector v0 = DoubleVector.broadcast(DOUBLES, w0[k]);
          DoubleVector next0 = u.fma(v0, high0);
          low0 = low0.add(u.fma(v0, high0.sub(next0)));
          high0 = next0;
        }
        DoubleVector gain0 = high0.sub(begin);
        DoubleVector rest0 = gain0.fma(inverse0, toFour).sub(toFour).fma(minus0, gain0);
        DoubleVector reduced0 = low0.fma(inverse0, round).sub(round).fma(minus0, low0);
        DoubleVector sum0 = total0.add(rest0).add(reduced0);
        total0 = sum0.fma(inverse0, round).sub(round).fma(minus0, sum0);
      }
      LongVector t0 = total0.add(round).reinterpretAsLongs().sub(roundBits);
      t0.lanewise(VectorOperators.UMIN, t0.add(modulus0)).intoArray(out0, i);
    }
  }
}
