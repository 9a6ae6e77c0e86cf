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
  CoefficientRounding(double[] coefficients, double scale, Kernels kernels) {
    this(coefficients.clone(), scale, new long[coefficients.length], kernels);
  }

  /**
   * Rounds in arrays of the caller's, which change no more while this is used.
   *
   * @param coefficients may be overwritten
   * @param integers as many
   * @throws IllegalArgumentException if a product is not finite
   */
  CoefficientRounding(double[] coefficients, double scale, long[] integers, Kernels kernels) {
    this.integers = integers;
    boolean fit = kernels.round(coefficients, scale, integers);
    withLarge = fit ? new double[0] : coefficients;
    if (!fit) {
      roundLarge(coefficients, scale);
    }
  }

  /** Rounds in place, and to words what fits them. */
  private void roundLarge(double[] coefficients, double scale) {
    for (int i = 0; i < coefficients.length; i++) {
      double integer = Math.rint(coefficients[i] * scale);
      if (!Double.isFinite(integer)) {
        throw new IllegalArgumentException(
            "Slots and scale must give finite coefficients, but %s times %s is not; check the data."
                .formatted(coefficients[i], scale));
      }
      coefficients[i] = integer;
      integers[i] = Math.abs(integer) < 0x1p63 ? (long) integer : 0;
    }
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
