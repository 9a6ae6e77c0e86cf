package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.rotunda.ckks.ring.FixedPointQuotient;

/**
 * Sums of {@link FixedPointQuotient}s of moduli of more than 30 bits, whose reciprocals fit 32
 * bits.
 */
final class RoundedQuotients {
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
    LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
    LongVector half = LongVector.broadcast(LONGS, 1L << (FixedPointQuotient.FRACTION_BITS - 1));
    for (int i = 0; i < out.length; i += COUNT) {
      LongVector sum = half;
      for (int k = 0; k < y.length; k++) {
        LongVector reciprocal = LongVector.broadcast(LONGS, quotients[k].reciprocal());
        LongVector shifted =
            LongVector.fromArray(LONGS, y[k], i)
                .lanewise(VectorOperators.LSHR, quotients[k].shift());
        sum =
            sum.add(
                shifted
                    .and(mask)
                    .mul(reciprocal.and(mask))
                    .lanewise(
                        VectorOperators.LSHR,
                        FixedPointQuotient.PRODUCT_BITS - FixedPointQuotient.FRACTION_BITS));
      }
      sum.lanewise(VectorOperators.LSHR, FixedPointQuotient.FRACTION_BITS).intoArray(out, i);
    }
  }
}
