package org.rotunda.ckks.encoding;

import java.util.Arrays;
import org.rotunda.ckks.ring.Modulus;

/** Scaled coefficients rounded to integers, exactly however large, and their residues. */
final class CoefficientRounding {
  private static final int MANTISSA_BITS = 52;

  private final double[] rounded;

  /**
   * Rounds coefficient * scale to the nearest integers.
   *
   * @throws IllegalArgumentException if a product is not finite
   */
  CoefficientRounding(double[] coefficients, double scale) {
    rounded = new double[coefficients.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = Math.rint(coefficients[i] * scale);
      if (!Double.isFinite(rounded[i])) {
        throw new IllegalArgumentException(
            "Slots and scale must give finite coefficients, but %s times %s is not; check the data."
                .formatted(coefficients[i], scale));
      }
    }
  }

  /** Writes the residues at every gap-th place of a limb and zeros elsewhere. */
  void reduce(long[] limb, int gap, Modulus q) {
    if (gap > 1) {
      Arrays.fill(limb, 0);
    }
    for (int i = 0; i < rounded.length; i++) {
      limb[i * gap] = residue(rounded[i], q);
    }
  }

  private static long residue(double integer, Modulus q) {
    if (Math.abs(integer) < 0x1p63) {
      return q.reduceSigned((long) integer);
    }
    int shift = Math.getExponent(integer) - MANTISSA_BITS;
    long mantissa = (long) Math.scalb(integer, -shift);
    return q.multiply(q.reduceSigned(mantissa), q.power(2, shift));
  }
}
