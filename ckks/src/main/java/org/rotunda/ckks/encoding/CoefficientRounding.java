package org.rotunda.ckks.encoding;

import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;

/**
 * Scaled coefficients rounded to integers, exactly however large, and their residues. Safe for use
 * by several threads.
 */
final class CoefficientRounding {
  private static final int MANTISSA_BITS = 52;

  private final int gap;
  private final double[] rounded;

  /** The coefficients of the polynomial, those of 2^63 and more left out. */
  private final long[] integers;

  private final boolean allFitWords;

  /**
   * Rounds coefficient * scale to the nearest integers.
   *
   * @param gap the distance of coefficients in the polynomial, with zeros between
   * @throws IllegalArgumentException if a product is not finite
   */
  CoefficientRounding(double[] coefficients, double scale, int gap) {
    this.gap = gap;
    rounded = new double[coefficients.length];
    integers = new long[coefficients.length * gap];
    boolean fit = true;
    for (int i = 0; i < rounded.length; i++) {
      double integer = Math.rint(coefficients[i] * scale);
      if (!Double.isFinite(integer)) {
        throw new IllegalArgumentException(
            "Slots and scale must give finite coefficients, but %s times %s is not; check the data."
                .formatted(coefficients[i], scale));
      }
      rounded[i] = integer;
      boolean fits = Math.abs(integer) < 0x1p63;
      integers[i * gap] = fits ? (long) integer : 0;
      fit &= fits;
    }
    allFitWords = fit;
  }

  /** Writes the residues of the polynomial's coefficients. */
  void reduce(long[] limb, Modulus q, Kernels kernels) {
    kernels.reduceSigned(integers, limb, q);
    if (!allFitWords) {
      addLarge(limb, q);
    }
  }

  private void addLarge(long[] limb, Modulus q) {
    for (int i = 0; i < rounded.length; i++) {
      if (Math.abs(rounded[i]) >= 0x1p63) {
        int shift = Math.getExponent(rounded[i]) - MANTISSA_BITS;
        long mantissa = (long) Math.scalb(rounded[i], -shift);
        limb[i * gap] = q.multiply(q.reduceSigned(mantissa), q.power(2, shift));
      }
    }
  }
}
