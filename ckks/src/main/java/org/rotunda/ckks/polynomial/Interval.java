package org.rotunda.ckks.polynomial;

/**
 * A closed interval of positive length, with the affine change of variables {@code u = scale() * x
 * + offset()} that maps it to [-1, 1].
 *
 * @param lower left end, finite
 * @param upper right end, finite, above {@code lower}
 */
public record Interval(double lower, double upper) {
  /** The interval [-1, 1], on which the change of variables is the identity. */
  public static final Interval UNIT = new Interval(-1, 1);

  /**
   * @throws IllegalArgumentException if an end is not finite, or the ends are not in order
   */
  public Interval {
    if (!Double.isFinite(lower) || !Double.isFinite(upper) || lower >= upper) {
      throw new IllegalArgumentException(
          ("An interval needs two finite ends in ascending order, but found [%s, %s]; give "
                  + "lower < upper.")
              .formatted(lower, upper));
    }
  }

  /** The interval [-radius, radius]. */
  public static Interval symmetric(double radius) {
    return new Interval(-radius, radius);
  }

  /** The length, upper - lower. */
  public double length() {
    return upper - lower;
  }

  /** The factor of the change of variables, 2 / (upper - lower). */
  public double scale() {
    return 2 / (upper - lower);
  }

  /** The constant of the change of variables, -(upper + lower) / (upper - lower). */
  public double offset() {
    return -(upper + lower) / (upper - lower);
  }

  /** Whether this is [-1, 1], so that the change of variables costs nothing. */
  public boolean isUnit() {
    return lower == -1 && upper == 1;
  }

  /** Whether {@code lower == -upper}. */
  public boolean isSymmetric() {
    return lower == -upper;
  }

  /** Whether x lies in the interval, ends included. */
  public boolean contains(double x) {
    return lower <= x && x <= upper;
  }

  /** Maps this interval to [-1, 1]; exact where this is [-1, 1] itself. */
  public double toUnit(double x) {
    return (2 * x - (lower + upper)) / (upper - lower);
  }

  /** Maps [-1, 1] to this interval. */
  public double fromUnit(double u) {
    return (lower * (1 - u) + upper * (1 + u)) / 2;
  }
}
