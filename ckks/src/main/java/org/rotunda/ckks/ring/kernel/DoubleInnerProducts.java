package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.DoubleResidues.ROUND;
import static org.rotunda.ckks.ring.kernel.DoubleResidues.TWO_TO_52;
import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.DOUBLES;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Inner products modulo q < 2^50 in double precision.
 *
 * <p>A product's remainder is at most 3/4 q in magnitude ({@link DoubleProducts}). The sums are
 * kept as doubles in the output, a block of it at a time so that it stays in the first-level cache;
 * after eight terms, at most 6q and the q/2 from before, a sum is reduced to q/2.
 *
 * <p>Formulas are written out for the reason given at {@link DoubleProducts}.
 */
final class DoubleInnerProducts {
  private static final int BLOCK = 512;
  private static final int TERMS_WITHOUT_REDUCTION = 8;

  private DoubleInnerProducts() {}

  static void single(long[][] x, long[][] y, long[] out, long q) {
    for (int from = 0; from < out.length; from += BLOCK) {
      int to = Math.min(from + BLOCK, out.length);
      first(x[0], y[0], out, from, to, q);
      for (int k = 1; k < x.length; k++) {
        if (k % TERMS_WITHOUT_REDUCTION == 0) {
          reduce(out, from, to, q);
        }
        next(x[k], y[k], out, from, to, q);
      }
      finish(out, from, to, q);
    }
  }

  static void pair(long[][] x, long[][] y0, long[][] y1, long[] out0, long[] out1, long q) {
    for (int from = 0; from < out0.length; from += BLOCK) {
      int to = Math.min(from + BLOCK, out0.length);
      first(x[0], y0[0], out0, from, to, q);
      first(x[0], y1[0], out1, from, to, q);
      for (int k = 1; k < x.length; k++) {
        if (k % TERMS_WITHOUT_REDUCTION == 0) {
          reduce(out0, from, to, q);
          reduce(out1, from, to, q);
        }
        next(x[k], y0[k], out0, from, to, q);
        next(x[k], y1[k], out1, from, to, q);
      }
      finish(out0, from, to, q);
      finish(out1, from, to, q);
    }
  }

  private static void first(long[] x, long[] y, long[] out, int from, int to, long q) {
    DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
    DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1.0 / q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
    DoubleVector two52 = DoubleVector.broadcast(DOUBLES, TWO_TO_52);
    LongVector bits = two52.reinterpretAsLongs();
    for (int i = from; i < to; i += COUNT) {
      DoubleVector u = LongVector.fromArray(LONGS, x, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector v = LongVector.fromArray(LONGS, y, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector h = u.mul(v);
      DoubleVector c = h.fma(inverse, round).sub(round);
      c.fma(minusQ, h).add(u.fma(v, h.neg())).reinterpretAsLongs().intoArray(out, i);
    }
  }

  private static void next(long[] x, long[] y, long[] out, int from, int to, long q) {
    DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
    DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1.0 / q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
    DoubleVector two52 = DoubleVector.broadcast(DOUBLES, TWO_TO_52);
    LongVector bits = two52.reinterpretAsLongs();
    for (int i = from; i < to; i += COUNT) {
      DoubleVector u = LongVector.fromArray(LONGS, x, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector v = LongVector.fromArray(LONGS, y, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector h = u.mul(v);
      DoubleVector c = h.fma(inverse, round).sub(round);
      DoubleVector r = c.fma(minusQ, h).add(u.fma(v, h.neg()));
      DoubleVector sum = LongVector.fromArray(LONGS, out, i).reinterpretAsDoubles();
      sum.add(r).reinterpretAsLongs().intoArray(out, i);
    }
  }

  private static void reduce(long[] out, int from, int to, long q) {
    DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
    DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1.0 / q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
    for (int i = from; i < to; i += COUNT) {
      DoubleVector sum = LongVector.fromArray(LONGS, out, i).reinterpretAsDoubles();
      DoubleVector reduced = sum.fma(inverse, round).sub(round).fma(minusQ, sum);
      reduced.reinterpretAsLongs().intoArray(out, i);
    }
  }

  private static void finish(long[] out, int from, int to, long q) {
    DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
    DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1.0 / q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
    LongVector roundBits = round.reinterpretAsLongs();
    LongVector modulus = LongVector.broadcast(LONGS, q);
    for (int i = from; i < to; i += COUNT) {
      DoubleVector sum = LongVector.fromArray(LONGS, out, i).reinterpretAsDoubles();
      DoubleVector r = sum.fma(inverse, round).sub(round).fma(minusQ, sum);
      LongVector t = r.add(round).reinterpretAsLongs().sub(roundBits);
      t.lanewise(VectorOperators.UMIN, t.add(modulus)).intoArray(out, i);
    }
  }
}
