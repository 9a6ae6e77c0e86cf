package org.rotunda.ckks.ring.kernel;

/**
 * Arithmetic modulo a prime q < 2^50 on vectors of doubles that hold integers exactly, with fused
 * multiply-add. The formulas are written out wherever they are used, for the reason given at {@link
 * DoubleProducts}; here is why they are right.
 *
 * <p><b>Ranges.</b> Let |y| <= B q and |w| <= q/2, B <= 4. The product y w mod q finds h + l = y w
 * exactly (h rounded, l the rounding error, |l| <= 2^47), the quotient c = round(h fl(1/q)) by
 * adding 1.5 * 2^52, and is (h - c q) + l. Both roundings before that of c have relative error
 * 2^-53, and |y w / q| <= B q/2 < B 2^49, so c differs from y w / q by less than 1/2 + B/8; |c| < 2
 * q < 2^51, as the constant needs. h is an integer, the rounding of one, so h - c q is an integer
 * too; it is below 2^53, hence exact, and so is the sum: the result is congruent to y w and smaller
 * than (1/2 + B/8) q in magnitude. With B = 4 that is at most q - q 2^-51, because q <= 2^50 - 1.
 *
 * <p>The representative nearest to 0, x - round(x fl(1/q)) q, takes |x| <= 8 q < 2^53 to |x| <= (q
 * - 1)/2: x/q is at least 1/(2q) > 2^-51 away from a half-integer, and the error of fl(1/q) moves
 * it by less than 8 * 2^-53 = 2^-50 at x = 8q, by less than 2^-51 for |x| <= 4q; where it does move
 * the quotient the result is (q + 1)/2 at most.
 */
final class DoubleResidues {
  /** Moduli have at most this many bits. */
  static final int MAX_BITS = 50;

  /** x + ROUND - ROUND is the integer nearest to x, for |x| <= 2^51. */
  static final double ROUND = 0x1.8p52;

  /** The bits of an integer k in [0, 2^52), or-ed with those of 2^52, are those of 2^52 + k. */
  static final double TWO_TO_52 = 0x1p52;

  private DoubleResidues() {}
}
