package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.rotunda.ckks.ring.Modulus;

/**
 * Products modulo q < 2^61 in 64-bit integers.
 *
 * <p>The product of x = xh 2^32 + xl and y below 2^61 is exact: the middle sum xh yl + xl yh +
 * floor(xl yl / 2^32) is below 2^63. Quotients are estimated from three of four 32-bit products, as
 * in {@link ShoupResidues}: at most 2 less than the floor they stand for. So {@link
 * Modulus#reduceProduct}'s remainder in [0, 2q) becomes one in [0, 4q), which two unsigned minima
 * make canonical.
 *
 * <p>Formulas are written out for the reason given at {@link DoubleProducts}.
 */
final class WideProducts {
  private WideProducts() {}

  static void multiply(long[] x, long[] y, long[] out, Modulus modulus) {
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector q2 = LongVector.broadcast(LONGS, 2 * modulus.value());
    LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
    LongVector barrett = LongVector.broadcast(LONGS, modulus.barrett());
    LongVector muHigh = barrett.lanewise(VectorOperators.LSHR, 32);
    LongVector muLow = barrett.and(mask);
    int right = modulus.bits() - 2;
    int left = Long.SIZE - right;
    for (int i = 0; i < out.length; i += COUNT) {
      LongVector u = LongVector.fromArray(LONGS, x, i);
      LongVector v = LongVector.fromArray(LONGS, y, i);
      LongVector uHigh = u.lanewise(VectorOperators.LSHR, 32);
      LongVector vHigh = v.lanewise(VectorOperators.LSHR, 32);
      LongVector uLow = u.and(mask);
      LongVector vLow = v.and(mask);
      LongVector lowest = uLow.mul(vLow);
      LongVector middle =
          uHigh.mul(vLow).add(uLow.mul(vHigh)).add(lowest.lanewise(VectorOperators.LSHR, 32));
      LongVector high = uHigh.mul(vHigh).add(middle.lanewise(VectorOperators.LSHR, 32));
      LongVector low = middle.lanewise(VectorOperators.LSHL, 32).or(lowest.and(mask));
      LongVector t =
          high.lanewise(VectorOperators.LSHL, left).or(low.lanewise(VectorOperators.LSHR, right));
      LongVector tHigh = t.lanewise(VectorOperators.LSHR, 32);
      LongVector c1 = tHigh.mul(muLow).lanewise(VectorOperators.LSHR, 32);
      LongVector c2 = t.and(mask).mul(muHigh).lanewise(VectorOperators.LSHR, 32);
      LongVector r = low.sub(tHigh.mul(muHigh).add(c1).add(c2).mul(q));
      LongVector s = r.lanewise(VectorOperators.UMIN, r.sub(q2));
      s.lanewise(VectorOperators.UMIN, s.sub(q)).intoArray(out, i);
    }
  }

  static void multiplyAdd(long[] x, long[] y, long[] sum, Modulus modulus) {
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector q2 = LongVector.broadcast(LONGS, 2 * modulus.value());
    LongVector q4 = LongVector.broadcast(LONGS, 4 * modulus.value());
    LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
    LongVector barrett = LongVector.broadcast(LONGS, modulus.barrett());
    LongVector muHigh = barrett.lanewise(VectorOperators.LSHR, 32);
    LongVector muLow = barrett.and(mask);
    int right = modulus.bits() - 2;
    int left = Long.SIZE - right;
    for (int i = 0; i < sum.length; i += COUNT) {
      LongVector u = LongVector.fromArray(LONGS, x, i);
      LongVector v = LongVector.fromArray(LONGS, y, i);
      LongVector uHigh = u.lanewise(VectorOperators.LSHR, 32);
      LongVector vHigh = v.lanewise(VectorOperators.LSHR, 32);
      LongVector uLow = u.and(mask);
      LongVector vLow = v.and(mask);
      LongVector lowest = uLow.mul(vLow);
      LongVector middle =
          uHigh.mul(vLow).add(uLow.mul(vHigh)).add(lowest.lanewise(VectorOperators.LSHR, 32));
      LongVector high = uHigh.mul(vHigh).add(middle.lanewise(VectorOperators.LSHR, 32));
      LongVector low = middle.lanewise(VectorOperators.LSHL, 32).or(lowest.and(mask));
      LongVector t =
          high.lanewise(VectorOperators.LSHL, left).or(low.lanewise(VectorOperators.LSHR, right));
      LongVector tHigh = t.lanewise(VectorOperators.LSHR, 32);
      LongVector c1 = tHigh.mul(muLow).lanewise(VectorOperators.LSHR, 32);
      LongVector c2 = t.and(mask).mul(muHigh).lanewise(VectorOperators.LSHR, 32);
      LongVector r = low.sub(tHigh.mul(muHigh).add(c1).add(c2).mul(q));
      LongVector total = LongVector.fromArray(LONGS, sum, i).add(r);
      LongVector s4 = total.lanewise(VectorOperators.UMIN, total.sub(q4));
      LongVector s2 = s4.lanewise(VectorOperators.UMIN, s4.sub(q2));
      s2.lanewise(VectorOperators.UMIN, s2.sub(q)).intoArray(sum, i);
    }
  }

  static void multiplyScalar(long[] x, long factor, long[] out, Modulus modulus) {
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector q2 = LongVector.broadcast(LONGS, 2 * modulus.value());
    LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
    LongVector w = LongVector.broadcast(LONGS, factor);
    LongVector companion = LongVector.broadcast(LONGS, modulus.shoup(factor));
    LongVector wHigh = companion.lanewise(VectorOperators.LSHR, 32);
    LongVector wLow = companion.and(mask);
    for (int i = 0; i < out.length; i += COUNT) {
      LongVector u = LongVector.fromArray(LONGS, x, i);
      LongVector uHigh = u.lanewise(VectorOperators.LSHR, 32);
      LongVector c1 = uHigh.mul(wLow).lanewise(VectorOperators.LSHR, 32);
      LongVector c2 = u.and(mask).mul(wHigh).lanewise(VectorOperators.LSHR, 32);
      LongVector r = u.mul(w).sub(uHigh.mul(wHigh).add(c1).add(c2).mul(q));
      LongVector s = r.lanewise(VectorOperators.UMIN, r.sub(q2));
      s.lanewise(VectorOperators.UMIN, s.sub(q)).intoArray(out, i);
    }
  }

  /** out = (x - y) * factor for entries from .. to-1. */
  static void subtractMultiplyScalar(
      long[] x, long[] y, long factor, long[] out, int from, int to, Modulus modulus) {
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector q2 = LongVector.broadcast(LONGS, 2 * modulus.value());
    LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
    LongVector w = LongVector.broadcast(LONGS, factor);
    LongVector companion = LongVector.broadcast(LONGS, modulus.shoup(factor));
    LongVector wHigh = companion.lanewise(VectorOperators.LSHR, 32);
    LongVector wLow = companion.and(mask);
    for (int i = from; i < to; i += COUNT) {
      LongVector u =
          LongVector.fromArray(LONGS, x, i).sub(LongVector.fromArray(LONGS, y, i)).add(q);
      LongVector uHigh = u.lanewise(VectorOperators.LSHR, 32);
      LongVector c1 = uHigh.mul(wLow).lanewise(VectorOperators.LSHR, 32);
      LongVector c2 = u.and(mask).mul(wHigh).lanewise(VectorOperators.LSHR, 32);
      LongVector r = u.mul(w).sub(uHigh.mul(wHigh).add(c1).add(c2).mul(q));
      LongVector s = r.lanewise(VectorOperators.UMIN, r.sub(q2));
      s.lanewise(VectorOperators.UMIN, s.sub(q)).intoArray(out, i);
    }
  }

  /** out = the representative of x in (-from/2, from/2), reduced modulo {@code to}. */
  @SuppressWarnings("ReferenceEquality") // The question is whether it works in place.
  static void lift(long[] x, Modulus from, long[] out, Modulus to) {
    if (!from.equals(to)) {
      reduceShifted(x, from.value() >> 1, to.reduceSigned(-from.value()), out, to);
    } else if (x != out) {
      System.arraycopy(x, 0, out, 0, out.length);
    }
  }

  /**
   * Unsigned words modulo {@code to}; to those above {@code half}, a residue {@code shift} is
   * added: words that stand for negative numbers.
   */
  static void reduceShifted(long[] x, long half, long shift, long[] out, Modulus to) {
    LongVector q = LongVector.broadcast(LONGS, to.value());
    LongVector q2 = LongVector.broadcast(LONGS, 2 * to.value());
    LongVector q4 = LongVector.broadcast(LONGS, 4 * to.value());
    LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
    LongVector barrett = LongVector.broadcast(LONGS, to.wordBarrett());
    LongVector muHigh = barrett.lanewise(VectorOperators.LSHR, 32);
    LongVector muLow = barrett.and(mask);
    LongVector limit = LongVector.broadcast(LONGS, half);
    LongVector addend = LongVector.broadcast(LONGS, shift);
    for (int i = 0; i < out.length; i += COUNT) {
      LongVector u = LongVector.fromArray(LONGS, x, i);
      LongVector uHigh = u.lanewise(VectorOperators.LSHR, 32);
      LongVector c1 = uHigh.mul(muLow).lanewise(VectorOperators.LSHR, 32);
      LongVector c2 = u.and(mask).mul(muHigh).lanewise(VectorOperators.LSHR, 32);
      LongVector r = u.sub(uHigh.mul(muHigh).add(c1).add(c2).mul(q));
      LongVector t = r.blend(r.add(addend), u.compare(VectorOperators.UGT, limit));
      LongVector s4 = t.lanewise(VectorOperators.UMIN, t.sub(q4));
      LongVector s2 = s4.lanewise(VectorOperators.UMIN, s4.sub(q2));
      s2.lanewise(VectorOperators.UMIN, s2.sub(q)).intoArray(out, i);
    }
  }
}
