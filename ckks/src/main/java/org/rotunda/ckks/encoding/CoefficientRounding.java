package org.rotunda.ckks.encoding;

import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.Modulus;

/**
 * Scaled coefficients rounded to integers, exactly however large, and their residues. Safe for use
 * by several threads.
 */
final class CoefficientRounding {
  private static final int MANTISSA_BITS = 52;

  /** Those below 2^63, zeros in the place of others. */
  private final long[] integers;

  /** All of them, if some don't fit words; otherwise nothing. */
  private final double[] withLarge;

  /**
   * Rounds coefficient * scale to the nearest integers.
   *
   * @throws IllegalArgumentException if a product is not finite
   */
  CoefficientRounding(double[] coefficients, double scale) {
    this(coefficients.clone(), scale, new long[coefficients.length]);
  }

  /**
   * Rounds in arrays of the caller's, which change no more while this is used.
   *
   * @param coefficients become the integers as doubles
   * @param integers as many
   * @throws IllegalArgumentException if a product is not finite
   */
  CoefficientRounding(double[] coefficients, double scale, long[] integers) {
    this.integers = integers;
    boolean fit = true;
    for (int i = 0; i < coefficients.length; i++) {
      double integer = Math.rint(coefficients[i] * scale);
      if (!Double.isFinite(integer)) {
        throw new IllegalArgumentException(
            "Slots and scale must give finite coefficients, but %s times %s is not; check the data."
                .formatted(coefficients[i], scale));
      }
      coefficients[i] = integer;
      boolean fits = Math.abs(integer) < 0x1p63;
      integers[i] = fits ? (long) integer : 0;
      fit &= fits;
    }
    withLarge = fit ? new double[0] : coefficients;
  }

  /** The number of coefficients. */
  int size() {
    return integers.length;
  }

  /** The bytes held. */
  long bytes() {
    return (long) (integers.length + withLarge.length) * Long.BYTES;
  }

  /** Writes the residues. */
  void reduce(long[] out, Modulus q, Kernels kernels) {
    kernels.reduceSigned(integers, out, q);
    for (int i = 0; i < withLarge.length; i++) {
      if (Math.abs(withLarge[i]) >= 0x1p63) {
        int shift = Math.getExponent(withLarge[i]) - MANTISSA_BITS;
        long mantissa = (long) Math.scalb(withLarge[i], -shift);
        out[i] = q.multiply(q.reduceSigned(mantissa), q.power(2, shift));
      }
    }
  }
}
