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
 * Products modulo q < 2^50 in double precision.
 *
 * <p>By {@link DoubleResidues}, with both factors in [0, q): the quotient is below 2^50, the error
 * of its estimate below 1/2 + 2^50 2^-52, and the remainder below 3/4 q in magnitude.
 *
 * <p>The formula is written out in every loop, as all formulas of kernels are. A helper method
 * would be inlined only up to a limit on the size of everything inlined into the caller, and, once
 * it has been compiled by itself, only if that made it small; where it is not, vectors become
 * objects. The vector operations themselves are always inlined.
 */
final class DoubleProducts {
  private DoubleProducts() {}

  static void multiply(long[] x, long[] y, long[] out, long q) {
    DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
    DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1.0 / q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
    LongVector roundBits = round.reinterpretAsLongs();
    DoubleVector two52 = DoubleVector.broadcast(DOUBLES, TWO_TO_52);
    LongVector bits = two52.reinterpretAsLongs();
    LongVector modulus = LongVector.broadcast(LONGS, q);
    for (int i = 0; i < out.length; i += COUNT) {
      DoubleVector u = LongVector.fromArray(LONGS, x, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector v = LongVector.fromArray(LONGS, y, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector h = u.mul(v);
      DoubleVector c = h.fma(inverse, round).sub(round);
      DoubleVector r = c.fma(minusQ, h).add(u.fma(v, h.neg()));
      LongVector t = r.add(round).reinterpretAsLongs().sub(roundBits);
      t.lanewise(VectorOperators.UMIN, t.add(modulus)).intoArray(out, i);
    }
  }

  static void multiplyAdd(long[] x, long[] y, long[] sum, long q) {
    DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
    DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1.0 / q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
    LongVector roundBits = round.reinterpretAsLongs();
    DoubleVector two52 = DoubleVector.broadcast(DOUBLES, TWO_TO_52);
    LongVector bits = two52.reinterpretAsLongs();
    LongVector modulus = LongVector.broadcast(LONGS, q);
    for (int i = 0; i < sum.length; i += COUNT) {
      DoubleVector u = LongVector.fromArray(LONGS, x, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector v = LongVector.fromArray(LONGS, y, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector h = u.mul(v);
      DoubleVector c = h.fma(inverse, round).sub(round);
      DoubleVector r = c.fma(minusQ, h).add(u.fma(v, h.neg()));
      LongVector product = r.add(round).reinterpretAsLongs().sub(roundBits);
      LongVector t = LongVector.fromArray(LONGS, sum, i).add(product);
      LongVector s = t.lanewise(VectorOperators.UMIN, t.add(modulus));
      s.lanewise(VectorOperators.UMIN, s.sub(modulus)).intoArray(sum, i);
    }
  }

  /** With |factor| <= q/2. */
  static void multiplyScalar(long[] x, double factor, long[] out, long q) {
    DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
    DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1.0 / q);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
    LongVector roundBits = round.reinterpretAsLongs();
    DoubleVector two52 = DoubleVector.broadcast(DOUBLES, TWO_TO_52);
    LongVector bits = two52.reinterpretAsLongs();
    LongVector modulus = LongVector.broadcast(LONGS, q);
    DoubleVector f = DoubleVector.broadcast(DOUBLES, factor);
    DoubleVector minusF = f.neg();
    for (int i = 0; i < out.length; i += COUNT) {
      DoubleVector u = LongVector.fromArray(LONGS, x, i).or(bits).reinterpretAsDoubles().sub(two52);
      DoubleVector h = u.mul(f);
      DoubleVector c = h.fma(inverse, round).sub(round);
      DoubleVector r = c.fma(minusQ, h).sub(u.fma(minusF, h));
      LongVector t = r.add(round).reinterpretAsLongs().sub(roundBits);
      t.lanewise(VectorOperators.UMIN, t.add(modulus)).intoArray(out, i);
    }
  }
}
