package org.rotunda.ckks.ring;

import java.math.BigInteger;

/**
 * A fixed-point approximation of y / q for residues y in [0, q), with {@value #FRACTION_BITS}
 * fractional bits, made of one product below 2^63 so that every kernel computes the same number.
 * Both factors have at most 32 bits from b = 31 on, the reciprocal up to 61 below.
 *
 * <p>For q of b bits let s = max(0, b - 32) and r = floor(2^(s+62) / q). If b >= 32 then y >> s <
 * 2^32 and r <= 2^31, because q > 2^(b-1); otherwise s = 0 and y r <= 2^62. So the product fits 63
 * bits. The value ((y >> s) r) >> 16 falls short of 2^46 y / q by at most 2^46 (2^s / q + 2^32 /
 * 2^62) + 1 < 2^46 2^-29.
 *
 * @param shift s
 * @param reciprocal r
 */
public record FixedPointQuotient(int shift, long reciprocal) {
  /** The number of fractional bits of the value. */
  public static final int FRACTION_BITS = 46;

  /** The number of fractional bits of the product before the last shift. */
  public static final int PRODUCT_BITS = 62;

  /** 1/2. */
  public static final long HALF = 1L << (FRACTION_BITS - 1);

  /** The constants for one modulus. */
  public static FixedPointQuotient of(Modulus q) {
    int shift = Math.max(0, q.bits() - 32);
    long reciprocal =
        BigInteger.ONE
            .shiftLeft(shift + PRODUCT_BITS)
            .divide(BigInteger.valueOf(q.value()))
            .longValueExact();
    return new FixedPointQuotient(shift, reciprocal);
  }

  /** About 2^46 y / q, never more. */
  public long of(long y) {
    return ((y >>> shift) * reciprocal) >>> (PRODUCT_BITS - FRACTION_BITS);
  }

  /** floor(1/2 + sum / 2^46) for a sum of fewer than 2^16 values. */
  public static long round(long sum) {
    return (sum + HALF) >>> FRACTION_BITS;
  }
}
