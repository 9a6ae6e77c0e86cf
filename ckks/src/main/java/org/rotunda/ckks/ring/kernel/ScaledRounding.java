package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.DoubleResidues.ROUND;
import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.DOUBLES;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Products of reals with a scale, rounded to integers.
 *
 * <p><b>Range.</b> For |v| < 2^51 the sum v + 1.5 * 2^52 lies between 2^52 and 2^53, where doubles
 * are the integers: it is v rounded to the nearest one, ties to even, and its bits are those of 1.5
 * * 2^52 plus that integer. The bits of magnitudes are ordered as magnitudes are, infinity and NaN
 * above all numbers: those of the largest number allowed less those of a larger one are negative.
 */
final class ScaledRounding {
  private static final long LARGEST = Double.doubleToRawLongBits(Math.nextDown(0x1p51));

  private ScaledRounding() {}

  /**
   * out = x * scale rounded, for limbs that fill vectors.
   *
   * @return whether all products are below 2^51 in magnitude; otherwise out is arbitrary
   */
  static boolean round(double[] x, double scale, long[] out) {
    DoubleVector factor = DoubleVector.broadcast(DOUBLES, scale);
    DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
    LongVector roundBits = round.reinterpretAsLongs();
    LongVector magnitude = LongVector.broadcast(LONGS, Long.MAX_VALUE);
    LongVector largest = LongVector.broadcast(LONGS, LARGEST);
    LongVector room = LongVector.zero(LONGS);
    for (int i = 0; i < out.length; i += COUNT) {
      DoubleVector v = DoubleVector.fromArray(DOUBLES, x, i).mul(factor);
      room = room.or(largest.sub(v.reinterpretAsLongs().and(magnitude)));
      v.add(round).reinterpretAsLongs().sub(roundBits).intoArray(out, i);
    }
    return room.reduceLanes(VectorOperators.OR) >= 0;
  }
}
