package org.rotunda.ckks.noise;

import org.rotunda.ckks.params.Parameters;

/**
 * Predicts the error of every operation from the parameters alone (average-case analysis as in
 * Costache, Curtis, Hales, Murphy, Ogilvie, Player, "On the precision loss in approximate
 * homomorphic encryption", 2023).
 *
 * <p>sigma is the standard deviation of errors, h the squared norm of the secret, N the ring
 * degree. Messages enter by the mean square of their slots.
 */
public final class NoiseModel {
  /** Variance of a number rounded to the nearest integer. */
  private static final double ROUNDING = 1.0 / 12;

  private static final double ERROR = Parameters.SIGMA * Parameters.SIGMA;
  private static final double TERNARY = 2.0 / 3;

  private final Parameters parameters;
  private final double degree;
  private final double weight;

  /** A model of the given parameters. */
  public NoiseModel(Parameters parameters) {
    this.parameters = parameters;
    this.degree = parameters.degree();
    this.weight = parameters.secret().expectedWeight(parameters.degree());
  }

  /** Rounding the coefficients of an encoding: 1/12. */
  public Noise encoding() {
    return new Noise(ROUNDING);
  }

  /** Encryption under the secret key, encoding included: e. */
  public Noise freshSecret() {
    return new Noise(ERROR + ROUNDING);
  }

  /** Encryption under a public key, encoding included: e v + e_0 + e_1 s. */
  public Noise freshPublic() {
    return new Noise(ERROR * (degree * TERNARY + 1 + weight) + ROUNDING);
  }

  /**
   * A product of two ciphertexts before relinearisation: e_x m_y + e_y m_x + e_x e_y.
   *
   * @param xScale the scale of x
   * @param xMeanSquare the mean square of the slots of x
   */
  public Noise product(
      Noise x, double xScale, double xMeanSquare, Noise y, double yScale, double yMeanSquare) {
    return new Noise(
        x.variance() * yScale * yScale * yMeanSquare
            + y.variance() * xScale * xScale * xMeanSquare
            + degree * x.variance() * y.variance());
  }

  /** A ciphertext times itself: 2 e m + e^2. */
  public Noise square(Noise x, double scale, double meanSquare) {
    return new Noise(
        4 * x.variance() * scale * scale * meanSquare + 2 * degree * x.variance() * x.variance());
  }

  /** A ciphertext times an encoded message. */
  public Noise plainProduct(
      Noise x, double xScale, double xMeanSquare, double yScale, double yMeanSquare) {
    return product(x, xScale, xMeanSquare, encoding(), yScale, yMeanSquare);
  }

  /**
   * A ciphertext times a real constant that is rounded at a scale: the constant's rounding error is
   * one known number, not a polynomial, and nothing for an integer at scale 1.
   */
  public Noise constantProduct(
      Noise x,
      double xScale,
      double xMeanSquare,
      double constant,
      double constantScale,
      int slots) {
    double perCoefficient = xScale * xScale * xMeanSquare / (2.0 * slots);
    double scaled = constant * constantScale;
    double rounding = scaled - Math.rint(scaled);
    return x.times(scaled).plus(new Noise(rounding * rounding * perCoefficient));
  }

  /**
   * Rescaling two components from a level: the error divided by the prime, and the rounding of c_0
   * and c_1 s.
   */
  public Noise rescale(Noise x, int level) {
    double q = parameters.prime(level);
    return new Noise(x.variance() / (q * q) + ROUNDING * (1 + weight));
  }

  /** What a key switch adds at a level: that of its inner product, and ModDown. */
  public Noise keySwitch(int level) {
    return innerProduct(level).plus(modDown());
  }

  /**
   * The inner product of digits with a key, counted after the division by P: each digit, of product
   * D and uniform in its range, times its error. The second moment of a digit is D^2 / 12 when
   * centered. In the uncorrected form a digit of k primes is a sum of k numbers uniform in [0, D),
   * so it is D^2 (k / 12 + k^2 / 4).
   */
  public Noise innerProduct(int level) {
    double variance = 0;
    double p = parameters.p().stream().mapToDouble(Long::doubleValue).reduce(1, (x, y) -> x * y);
    for (int digit = 0; digit < parameters.digits(level); digit++) {
      int first = digit * parameters.digitSize();
      int end = Math.min(first + parameters.digitSize(), level + 1);
      double ratio = 1 / p;
      for (int i = first; i < end; i++) {
        ratio *= parameters.prime(i);
      }
      variance += degree * ERROR * ratio * ratio * secondMoment(end - first);
    }
    return new Noise(variance);
  }

  /** The rounding of ModDown in both components, the remainder distributed like a digit. */
  public Noise modDown() {
    return new Noise(secondMoment(parameters.p().size()) * (1 + weight));
  }

  private double secondMoment(int primes) {
    return switch (parameters.rounding()) {
      case CENTERED -> ROUNDING;
      case OPENFHE -> primes * ROUNDING + primes * primes / 4.0;
    };
  }
}
