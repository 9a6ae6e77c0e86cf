package org.rotunda.ckks.noise;

/**
 * The error of a ciphertext or plaintext: the variance of one coefficient of the error polynomial,
 * in units of the polynomial's integers.
 *
 * <p>Errors of different origin are taken as independent with mean 0, so variances add. A product
 * with a message multiplies the variance by the mean square of its scaled slots, because by
 * Parseval's identity that is the squared norm of its coefficients.
 *
 * @param variance at least 0
 */
public record Noise(double variance) {
  /** No error. */
  public static final Noise NONE = new Noise(0);

  /** The error of a sum. */
  public Noise plus(Noise other) {
    return new Noise(variance + other.variance);
  }

  /** The error after multiplication by a real number. */
  public Noise times(double factor) {
    return new Noise(variance * factor * factor);
  }

  /** The standard deviation of a coefficient. */
  public double deviation() {
    return Math.sqrt(variance);
  }

  /**
   * The root mean square of the complex error of a decoded slot: each is a sum of 2 slots
   * coefficients times numbers of modulus 1, divided by the scale.
   */
  public double slotDeviation(double scale, int slots) {
    return Math.sqrt(2.0 * slots * variance) / scale;
  }
}
