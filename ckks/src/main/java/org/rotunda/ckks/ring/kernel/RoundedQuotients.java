package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import java.util.Arrays;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.rotunda.ckks.ring.FixedPointQuotient;

/**
 * Sums of {@link FixedPointQuotient}s of moduli of more than 30 bits, whose reciprocals fit 32
 * bits.
 */
final class RoundedQuotients {
  private static final int BLOCK = 512;
  private static final long HALF = 1L << (FixedPointQuotient.FRACTION_BITS - 1);
  private static final int VALUE_SHIFT =
      FixedPointQuotient.PRODUCT_BITS - FixedPointQuotient.FRACTION_BITS;

  private RoundedQuotients() {}

  static boolean serves(FixedPointQuotient[] quotients) {
    for (FixedPointQuotient quotient : quotients) {
      if (quotient.reciprocal() > ShoupResidues.LOW) {
        return false;
      }
    }
    return true;
  }

  static void sum(long[][] y, FixedPointQuotient[] quotients, long[] out) {
    for (int from = 0; from < out.length; from += BLOCK) {
      int to = Math.min(from + BLOCK, out.length);
      Arrays.fill(out, from, to, HALF);
      for (int k = 0; k < y.length; k++) {
        add(y[k], quotients[k], out, from, to);
      }
      shift(out, from, to);
    }
  }

  private static void add(long[] y, FixedPointQuotient quotient, long[] out, int from, int to) {
    LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
    LongVector reciprocal = LongVector.broadcast(LONGS, quotient.reciprocal()).and(mask);
    int shift = quotient.shift();
    for (int i = from; i < to; i += COUNT) {
      LongVector shifted = LongVector.fromArray(LONGS, y, i).lanewise(VectorOperators.LSHR, shift);
      LongVector product = shifted.and(mask).mul(reciprocal);
      LongVector value = product.lanewise(VectorOperators.LSHR, VALUE_SHIFT);
      LongVector.fromArray(LONGS, out, i).add(value).intoArray(out, i);
    }
  }

  private static void shift(long[] out, int from, int to) {
    for (int i = from; i < to; i += COUNT) {
      LongVector.fromArray(LONGS, out, i)
          .lanewise(VectorOperators.LSHR, FixedPointQuotient.FRACTION_BITS)
          .intoArray(out, i);
    }
  }
}
