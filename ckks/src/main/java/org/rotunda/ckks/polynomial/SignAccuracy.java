package org.rotunda.ckks.polynomial;

/**
 * How well sign(x) is wanted: |p(x) - sign(x)| <= 2^-precision for 2^-alpha <= |x| <= 1.
 *
 * @param alpha bits of the gap around 0, 1 to 32
 * @param precision bits of the result, 1 to 32
 * @param margin how far noise may move the result of a stage, relative to inputs in [-1, 1]; at
 *     least 0, below 2^-3
 */
public record SignAccuracy(int alpha, int precision, double margin) {

  /**
   * @throws IllegalArgumentException if a component is out of range
   */
  public SignAccuracy {
    if (alpha < 1 || alpha > 32) {
      throw new IllegalArgumentException(
          "alpha must be 1 to 32, but found %d; widen the gap around 0.".formatted(alpha));
    }
    if (precision < 1 || precision > 32) {
      throw new IllegalArgumentException(
          "A precision must be 1 to 32 bits, but found %d; ask for less.".formatted(precision));
    }
    if (!(margin >= 0 && margin < 0x1p-3)) {
      throw new IllegalArgumentException(
          "A margin must be at least 0 and below 0.125, but found %s; give a smaller one."
              .formatted(margin));
    }
  }

  /** An accuracy for exact arithmetic, with margin 0. */
  public static SignAccuracy exact(int alpha, int precision) {
    return new SignAccuracy(alpha, precision, 0);
  }

  /** 2^-precision. */
  public double maxError() {
    return Math.scalb(1.0, -precision);
  }

  /** [2^-alpha, 1]. */
  public Interval input() {
    return new Interval(Math.scalb(1.0, -alpha), 1);
  }
}
