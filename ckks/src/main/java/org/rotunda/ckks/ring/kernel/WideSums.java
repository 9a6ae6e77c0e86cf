package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.rotunda.ckks.ring.ConversionTable;
import org.rotunda.ckks.ring.Modulus;

/**
 * Sums of products of numbers below 2^61, with one reduction modulo q < 2^61 an entry.
 *
 * <p>A product is xh yh 2^64 + m 2^32 + xl yl with m = xh yl + xl yh < 2^62. Three columns of
 * 32-bit digits are summed apart: the low halves of xl yl; its high halves and the low halves of m;
 * xh yh and the high halves of m. At most 64 terms keep the first two below 2^41, and the third
 * below 2^64 because the whole sum is below 2^128. The number high 2^64 + low that they make is
 * congruent to high (2^64 mod q) + low; each part's remainder, by the estimates of {@link
 * ShoupResidues}, is in [0, 4q), their sum below 8q < 2^64.
 *
 * <p>Formulas are written out for the reason given at {@link DoubleProducts}.
 */
final class WideSums {
  private WideSums() {}

  static void innerProduct(long[][] x, long[][] y, long[] out, Modulus modulus) {
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector q2 = LongVector.broadcast(LONGS, 2 * modulus.value());
    LongVector q4 = LongVector.broadcast(LONGS, 4 * modulus.value());
    LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
    LongVector word = LongVector.broadcast(LONGS, modulus.wordBarrett());
    LongVector muHigh = word.lanewise(VectorOperators.LSHR, 32);
    LongVector muLow = word.and(mask);
    LongVector power = LongVector.broadcast(LONGS, modulus.twoTo64());
    LongVector companion = LongVector.broadcast(LONGS, modulus.shoup(modulus.twoTo64()));
    LongVector wHigh = companion.lanewise(VectorOperators.LSHR, 32);
    LongVector wLow = companion.and(mask);
    int terms = x.length;
    for (int i = 0; i < out.length; i += COUNT) {
      LongVector column0 = LongVector.zero(LONGS);
      LongVector column1 = LongVector.zero(LONGS);
      LongVector column2 = LongVector.zero(LONGS);
      for (int k = 0; k < terms; k++) {
        LongVector u = LongVector.fromArray(LONGS, x[k], i);
        LongVector v = LongVector.fromArray(LONGS, y[k], i);
        LongVector uHigh = u.lanewise(VectorOperators.LSHR, 32);
        LongVector vHigh = v.lanewise(VectorOperators.LSHR, 32);
        LongVector uLow = u.and(mask);
        LongVector vLow = v.and(mask);
        LongVector lowest = uLow.mul(vLow);
        LongVector middle = uHigh.mul(vLow).add(uLow.mul(vHigh));
        column0 = column0.add(lowest.and(mask));
        column1 = column1.add(lowest.lanewise(VectorOperators.LSHR, 32)).add(middle.and(mask));
        column2 = column2.add(uHigh.mul(vHigh)).add(middle.lanewise(VectorOperators.LSHR, 32));
      }
      LongVector carried = column1.add(column0.lanewise(VectorOperators.LSHR, 32));
      LongVector high = column2.add(carried.lanewise(VectorOperators.LSHR, 32));
      LongVector low = carried.lanewise(VectorOperators.LSHL, 32).or(column0.and(mask));
      LongVector highHigh = high.lanewise(VectorOperators.LSHR, 32);
      LongVector c1 = highHigh.mul(wLow).lanewise(VectorOperators.LSHR, 32);
      LongVector c2 = high.and(mask).mul(wHigh).lanewise(VectorOperators.LSHR, 32);
      LongVector r = high.mul(power).sub(highHigh.mul(wHigh).add(c1).add(c2).mul(q));
      LongVector lowHigh = low.lanewise(VectorOperators.LSHR, 32);
      LongVector c3 = lowHigh.mul(muLow).lanewise(VectorOperators.LSHR, 32);
      LongVector c4 = low.and(mask).mul(muHigh).lanewise(VectorOperators.LSHR, 32);
      LongVector s = low.sub(lowHigh.mul(muHigh).add(c3).add(c4).mul(q)).add(r);
      LongVector s4 = s.lanewise(VectorOperators.UMIN, s.sub(q4));
      LongVector s2 = s4.lanewise(VectorOperators.UMIN, s4.sub(q2));
      s2.lanewise(VectorOperators.UMIN, s2.sub(q)).intoArray(out, i);
    }
  }

  /**
   * A row of a basis conversion, for {@code block} coefficients from {@code start} on and a target
   * of any size; their quotients, below 2^6, begin at entry {@code quotient} of scratch.
   */
  static void combination(
      long[][] x,
      ConversionTable table,
      int row,
      long[] out,
      int start,
      int block,
      long[] scratch,
      int quotient) {
    Modulus modulus = table.targets().get(row);
    long[] weights = table.row(row);
    LongVector q = LongVector.broadcast(LONGS, modulus.value());
    LongVector q2 = LongVector.broadcast(LONGS, 2 * modulus.value());
    LongVector q4 = LongVector.broadcast(LONGS, 4 * modulus.value());
    LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
    LongVector word = LongVector.broadcast(LONGS, modulus.wordBarrett());
    LongVector muHigh = word.lanewise(VectorOperators.LSHR, 32);
    LongVector muLow = word.and(mask);
    LongVector power = LongVector.broadcast(LONGS, modulus.twoTo64());
    LongVector companion = LongVector.broadcast(LONGS, modulus.shoup(modulus.twoTo64()));
    LongVector wHigh = companion.lanewise(VectorOperators.LSHR, 32);
    LongVector wLow = companion.and(mask);
    int terms = table.sources().size();
    LongVector lastHigh = LongVector.broadcast(LONGS, weights[terms] >>> 32);
    LongVector lastLow = LongVector.broadcast(LONGS, weights[terms]).and(mask);
    for (int i = 0; i < block; i += COUNT) {
      LongVector last = LongVector.fromArray(LONGS, scratch, quotient + i).and(mask);
      LongVector column0 = last.mul(lastLow);
      LongVector column1 = last.mul(lastHigh);
      LongVector column2 = LongVector.zero(LONGS);
      for (int k = 0; k < terms; k++) {
        LongVector u = LongVector.fromArray(LONGS, x[k], start + i);
        LongVector v = LongVector.broadcast(LONGS, weights[k]);
        LongVector uHigh = u.lanewise(VectorOperators.LSHR, 32);
        LongVector vHigh = v.lanewise(VectorOperators.LSHR, 32);
        LongVector uLow = u.and(mask);
        LongVector vLow = v.and(mask);
        LongVector lowest = uLow.mul(vLow);
        LongVector middle = uHigh.mul(vLow).add(uLow.mul(vHigh));
        column0 = column0.add(lowest.and(mask));
        column1 = column1.add(lowest.lanewise(VectorOperators.LSHR, 32)).add(middle.and(mask));
        column2 = column2.add(uHigh.mul(vHigh)).add(middle.lanewise(VectorOperators.LSHR, 32));
      }
      LongVector carried = column1.add(column0.lanewise(VectorOperators.LSHR, 32));
      LongVector high = column2.add(carried.lanewise(VectorOperators.LSHR, 32));
      LongVector low = carried.lanewise(VectorOperators.LSHL, 32).or(column0.and(mask));
      LongVector highHigh = high.lanewise(VectorOperators.LSHR, 32);
      LongVector c1 = highHigh.mul(wLow).lanewise(VectorOperators.LSHR, 32);
      LongVector c2 = high.and(mask).mul(wHigh).lanewise(VectorOperators.LSHR, 32);
      LongVector r = high.mul(power).sub(highHigh.mul(wHigh).add(c1).add(c2).mul(q));
      LongVector lowHigh = low.lanewise(VectorOperators.LSHR, 32);
      LongVector c3 = lowHigh.mul(muLow).lanewise(VectorOperators.LSHR, 32);
      LongVector c4 = low.and(mask).mul(muHigh).lanewise(VectorOperators.LSHR, 32);
      LongVector s = low.sub(lowHigh.mul(muHigh).add(c3).add(c4).mul(q)).add(r);
      LongVector s4 = s.lanewise(VectorOperators.UMIN, s.sub(q4));
      LongVector s2 = s4.lanewise(VectorOperators.UMIN, s4.sub(q2));
      s2.lanewise(VectorOperators.UMIN, s2.sub(q)).intoArray(out, start + i);
    }
  }
}
