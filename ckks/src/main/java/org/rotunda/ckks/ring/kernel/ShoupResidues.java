package org.rotunda.ckks.ring.kernel;

/**
 * Arithmetic modulo a prime q < 2^61 on vectors of unsigned 64-bit integers, with factors w that
 * have a companion W = floor(w 2^64 / q) (Harvey, "Faster arithmetic for number-theoretic
 * transforms", 2014). The formula is written out wherever it is used, for the reason given at
 * {@link DoubleProducts}.
 *
 * <p><b>Ranges.</b> The quotient floor(y W / 2^64) is taken from three of the four 32-bit products:
 * with y = yh 2^32 + yl and W likewise it is estimated by yh Wh + floor(yh Wl / 2^32) + floor(yl Wh
 * / 2^32), which leaves out less than 3, so at most 2. The exact quotient leaves a remainder below
 * q (1 + y / 2^64), this one below q (3 + y / 2^64) < 4q, for any y; 4q < 2^63.
 */
final class ShoupResidues {
  /** The low half of a word. */
  static final long LOW = 0xFFFF_FFFFL;

  private ShoupResidues() {}
}
