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
 * after six terms, at most 9/2 q and the q/2 from before, a sum is reduced to (q + 1)/2.
 *
 * <p>Every term takes a quotient of its own. A product has up to 100 bits, a double holds 53: sums
 * of the upper parts would drop bits unless each was added with its error, six operations against
 * the three of a quotient.
 *
 * <p>Terms are taken three at a time, for both products at once where there are two: limbs of keys
 * come from memory, which serves nine streams sooner than one after the other. The first terms are
 * added to what the output holds under a mask of 0: lines that are read before they are written
 * come from memory sooner.
 *
 * <p>Formulas are written out for the reason given at {@link DoubleProducts}.
 */
final class DoubleInnerProducts {
  private static final int BLOCK = 512;
  private static final int TERMS_WITHOUT_REDUCTION = 6;
  private static final int TOGETHER = 3;

  private DoubleInnerProducts() {}

  static void single(long[][] x, long[][] y, long[] out, long q) {
    for (int from = 0; from < out.length; from += BLOCK) {
      int to = Math.min(from + BLOCK, out.length);
      long kept = 0;
      for (int k = 0; k < x.length; k++) {
        if (k > 0 && k % TERMS_WITHOUT_REDUCTION == 0) {
          reduce(out, from, to, q);
        }
        add(x[k], y[k], out, from, to, kept, q);
        kept = -1;
      }
      finish(out, from, to, q);
    }
  }

  static void pair(long[][] x, long[][] y, long[][] z, long[] out0, long[] out1, long q) {
    for (int from = 0; from < out0.length; from += BLOCK) {
      int to = Math.min(from + BLOCK, out0.length);
      long kept = 0;
      int k = 0;
      while (k < x.length) {
        if (k > 0 && k % TERMS_WITHOUT_REDUCTION == 0) {
          reduce(out0, from, to, q);
          reduce(out1, from, to, q);
        }
        if (k + TOGETHER <= x.length) {
          addThree(x, y, z, k, out0, out1, from, to, kept, q);
          k += TOGETHER;
        } else {
          add(x[k], y[k], out0, from, to, kept, q);
          add(x[k], z[k], out1, from, to, kept, q);
          k++;
        }
        kept = -1;
      }
      finish(out0, from, to, q);
      finish(out1, from, to, q);
    }
  }

  /**
   * Adds a product to what the output holds.
   *
   * @param kept a mask of what the output holds: 0 or -1
   */
  private static void add(long[] x, long[] y, long[] out, int from, int to, long kept, long q) {
    DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
    DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1.0 / q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
    DoubleVector two52 = DoubleVector.broadcast(DOUBLES, TWO_TO_52);
    LongVector bits = two52.reinterpretAsLongs();
    LongVector mask = LongVector.broadcast(LONGS, kept);
    for (int i = from; i < to; i += COUNT) {
      DoubleVector u = LongVector.fromArray(LONGS, x, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector v = LongVector.fromArray(LONGS, y, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector h = u.mul(v);
      DoubleVector c = h.fma(inverse, round).sub(round);
      DoubleVector r = c.fma(minusQ, h).add(u.fma(v, h.neg()));
      DoubleVector sum = LongVector.fromArray(LONGS, out, i).and(mask).reinterpretAsDoubles();
      sum.add(r).reinterpretAsLongs().intoArray(out, i);
    }
  }

  /** Adds the products of terms k .. k + 2 to what both outputs hold, as {@link #add} does. */
  private static void addThree(
      long[][] x,
      long[][] y,
      long[][] z,
      int k,
      long[] out0,
      long[] out1,
      int from,
      int to,
      long kept,
      long q) {
    DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
    DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1.0 / q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
    DoubleVector two52 = DoubleVector.broadcast(DOUBLES, TWO_TO_52);
    LongVector bits = two52.reinterpretAsLongs();
    LongVector mask = LongVector.broadcast(LONGS, kept);
    long[] x0 = x[k];
    long[] x1 = x[k + 1];
    long[] x2 = x[k + 2];
    long[] y0 = y[k];
    long[] y1 = y[k + 1];
    long[] y2 = y[k + 2];
    long[] z0 = z[k];
    long[] z1 = z[k + 1];
    long[] z2 = z[k + 2];
    for (int i = from; i < to; i += COUNT) {
      DoubleVector u0 =
          LongVector.fromArray(LONGS, x0, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector u1 =
          LongVector.fromArray(LONGS, x1, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector u2 =
          LongVector.fromArray(LONGS, x2, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector vY0 =
          LongVector.fromArray(LONGS, y0, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector hY0 = u0.mul(vY0);
      DoubleVector cY0 = hY0.fma(inverse, round).sub(round);
      DoubleVector rY0 = cY0.fma(minusQ, hY0).add(u0.fma(vY0, hY0.neg()));
      DoubleVector vY1 =
          LongVector.fromArray(LONGS, y1, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector hY1 = u1.mul(vY1);
      DoubleVector cY1 = hY1.fma(inverse, round).sub(round);
      DoubleVector rY1 = cY1.fma(minusQ, hY1).add(u1.fma(vY1, hY1.neg()));
      DoubleVector vY2 =
          LongVector.fromArray(LONGS, y2, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector hY2 = u2.mul(vY2);
      DoubleVector cY2 = hY2.fma(inverse, round).sub(round);
      DoubleVector rY2 = cY2.fma(minusQ, hY2).add(u2.fma(vY2, hY2.neg()));
      DoubleVector sumY = LongVector.fromArray(LONGS, out0, i).and(mask).reinterpretAsDoubles();
      sumY.add(rY0).add(rY1).add(rY2).reinterpretAsLongs().intoArray(out0, i);
      DoubleVector vZ0 =
          LongVector.fromArray(LONGS, z0, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector hZ0 = u0.mul(vZ0);
      DoubleVector cZ0 = hZ0.fma(inverse, round).sub(round);
      DoubleVector rZ0 = cZ0.fma(minusQ, hZ0).add(u0.fma(vZ0, hZ0.neg()));
      DoubleVector vZ1 =
          LongVector.fromArray(LONGS, z1, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector hZ1 = u1.mul(vZ1);
      DoubleVector cZ1 = hZ1.fma(inverse, round).sub(round);
      DoubleVector rZ1 = cZ1.fma(minusQ, hZ1).add(u1.fma(vZ1, hZ1.neg()));
      DoubleVector vZ2 =
          LongVector.fromArray(LONGS, z2, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector hZ2 = u2.mul(vZ2);
      DoubleVector cZ2 = hZ2.fma(inverse, round).sub(round);
      DoubleVector rZ2 = cZ2.fma(minusQ, hZ2).add(u2.fma(vZ2, hZ2.neg()));
      DoubleVector sumZ = LongVector.fromArray(LONGS, out1, i).and(mask).reinterpretAsDoubles();
      sumZ.add(rZ0).add(rZ1).add(rZ2).reinterpretAsLongs().intoArray(out1, i);
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
