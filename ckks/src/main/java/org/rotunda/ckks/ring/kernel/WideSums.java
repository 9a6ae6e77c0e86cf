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

  /** Two sums with common factors, which are read and split once. */
  static void innerProducts(
      long[][] x, long[][] y, long[][] z, long[] out0, long[] out1, Modulus modulus) {
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
    for (int i = 0; i < out0.length; i += COUNT) {
      LongVector columnY0 = LongVector.zero(LONGS);
      LongVector columnY1 = LongVector.zero(LONGS);
      LongVector columnY2 = LongVector.zero(LONGS);
      LongVector columnZ0 = LongVector.zero(LONGS);
      LongVector columnZ1 = LongVector.zero(LONGS);
      LongVector columnZ2 = LongVector.zero(LONGS);
      for (int k = 0; k < terms; k++) {
        LongVector u = LongVector.fromArray(LONGS, x[k], i);
        LongVector uHigh = u.lanewise(VectorOperators.LSHR, 32);
        LongVector uLow = u.and(mask);
        LongVector vY = LongVector.fromArray(LONGS, y[k], i);
        LongVector vHighY = vY.lanewise(VectorOperators.LSHR, 32);
        LongVector vLowY = vY.and(mask);
        LongVector lowestY = uLow.mul(vLowY);
        LongVector middleY = uHigh.mul(vLowY).add(uLow.mul(vHighY));
        columnY0 = columnY0.add(lowestY.and(mask));
        columnY1 = columnY1.add(lowestY.lanewise(VectorOperators.LSHR, 32)).add(middleY.and(mask));
        columnY2 = columnY2.add(uHigh.mul(vHighY)).add(middleY.lanewise(VectorOperators.LSHR, 32));
        LongVector vZ = LongVector.fromArray(LONGS, z[k], i);
        LongVector vHighZ = vZ.lanewise(VectorOperators.LSHR, 32);
        LongVector vLowZ = vZ.and(mask);
        LongVector lowestZ = uLow.mul(vLowZ);
        LongVector middleZ = uHigh.mul(vLowZ).add(uLow.mul(vHighZ));
        columnZ0 = columnZ0.add(lowestZ.and(mask));
        columnZ1 = columnZ1.add(lowestZ.lanewise(VectorOperators.LSHR, 32)).add(middleZ.and(mask));
        columnZ2 = columnZ2.add(uHigh.mul(vHighZ)).add(middleZ.lanewise(VectorOperators.LSHR, 32));
      }
      LongVector carriedY = columnY1.add(columnY0.lanewise(VectorOperators.LSHR, 32));
      LongVector highY = columnY2.add(carriedY.lanewise(VectorOperators.LSHR, 32));
      LongVector lowY = carriedY.lanewise(VectorOperators.LSHL, 32).or(columnY0.and(mask));
      LongVector highHighY = highY.lanewise(VectorOperators.LSHR, 32);
      LongVector cY1 = highHighY.mul(wLow).lanewise(VectorOperators.LSHR, 32);
      LongVector cY2 = highY.and(mask).mul(wHigh).lanewise(VectorOperators.LSHR, 32);
      LongVector rY = highY.mul(power).sub(highHighY.mul(wHigh).add(cY1).add(cY2).mul(q));
      LongVector lowHighY = lowY.lanewise(VectorOperators.LSHR, 32);
      LongVector cY3 = lowHighY.mul(muLow).lanewise(VectorOperators.LSHR, 32);
      LongVector cY4 = lowY.and(mask).mul(muHigh).lanewise(VectorOperators.LSHR, 32);
      LongVector sY = lowY.sub(lowHighY.mul(muHigh).add(cY3).add(cY4).mul(q)).add(rY);
      LongVector tY = sY.lanewise(VectorOperators.UMIN, sY.sub(q4));
      LongVector wY = tY.lanewise(VectorOperators.UMIN, tY.sub(q2));
      wY.lanewise(VectorOperators.UMIN, wY.sub(q)).intoArray(out0, i);
      LongVector carriedZ = columnZ1.add(columnZ0.lanewise(VectorOperators.LSHR, 32));
      LongVector highZ = columnZ2.add(carriedZ.lanewise(VectorOperators.LSHR, 32));
      LongVector lowZ = carriedZ.lanewise(VectorOperators.LSHL, 32).or(columnZ0.and(mask));
      LongVector highHighZ = highZ.lanewise(VectorOperators.LSHR, 32);
      LongVector cZ1 = highHighZ.mul(wLow).lanewise(VectorOperators.LSHR, 32);
      LongVector cZ2 = highZ.and(mask).mul(wHigh).lanewise(VectorOperators.LSHR, 32);
      LongVector rZ = highZ.mul(power).sub(highHighZ.mul(wHigh).add(cZ1).add(cZ2).mul(q));
      LongVector lowHighZ = lowZ.lanewise(VectorOperators.LSHR, 32);
      LongVector cZ3 = lowHighZ.mul(muLow).lanewise(VectorOperators.LSHR, 32);
      LongVector cZ4 = lowZ.and(mask).mul(muHigh).lanewise(VectorOperators.LSHR, 32);
      LongVector sZ = lowZ.sub(lowHighZ.mul(muHigh).add(cZ3).add(cZ4).mul(q)).add(rZ);
      LongVector tZ = sZ.lanewise(VectorOperators.UMIN, sZ.sub(q4));
      LongVector wZ = tZ.lanewise(VectorOperators.UMIN, tZ.sub(q2));
      wZ.lanewise(VectorOperators.UMIN, wZ.sub(q)).intoArray(out1, i);
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
