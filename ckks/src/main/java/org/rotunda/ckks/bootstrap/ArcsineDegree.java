package org.rotunda.ckks.bootstrap;

import java.util.Arrays;
import java.util.Optional;
import org.rotunda.ckks.polynomial.ChebyshevSeries;
import org.rotunda.ckks.polynomial.Interval;

/** How much of the Taylor series of the arcsine undoes the sine. */
public enum ArcsineDegree {
  /** None: the sine itself. */
  ONE,
  /** x + x^3/6; 2 levels. */
  THREE,
  /** x + x^3/6 + 3 x^5/40; 3 levels. */
  FIVE,
  /** x + x^3/6 + 3 x^5/40 + 15 x^7/336; 3 levels. */
  SEVEN;

  /**
   * The least degree that leaves an error of at most 2^-bits of a message of magnitude 1.
   *
   * @param logMessageRatio log2 of q_0 over the message's scale when the modulus is raised
   * @param bits above 0
   * @throws IllegalArgumentException if bits is not positive or no degree does
   */
  public static ArcsineDegree least(int logMessageRatio, double bits) {
    if (!(bits > 0)) {
      throw new IllegalArgumentException(
          "A positive number of bits is expected, but %s was given.".formatted(bits));
    }
    return Arrays.stream(values())
        .filter(degree -> degree.remainder(logMessageRatio) <= Math.pow(2, -bits))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No series of the arcsine leaves an error of at most 2^-%.1f at a message ratio of 2^%d; take a larger ratio or fewer bits."
                        .formatted(bits, logMessageRatio)));
  }

  /**
   * The relative error that remains of a message of magnitude 1. The arcsine's coefficients fall,
   * so what follows the first omitted term, of degree 2k + 1, is at most x^2 of it, x^4 and so on,
   * x = 2 pi / ratio.
   */
  double remainder(int logMessageRatio) {
    double x = Math.scalb(2 * Math.PI, -logMessageRatio);
    double first =
        switch (this) {
          case ONE -> x * x / 6;
          case THREE -> 3 * Math.pow(x, 4) / 40;
          case FIVE -> 15 * Math.pow(x, 6) / 336;
          case SEVEN -> 105 * Math.pow(x, 8) / 3456;
        };
    return x < 1 ? first / (1 - x * x) : Double.POSITIVE_INFINITY;
  }

  /** The powers in the Chebyshev basis: 4 x^3 = 3 T_1 + T_3 and so on. */
  Optional<ChebyshevSeries> series() {
    double third = 1.0 / 6 / 4;
    double fifth = 3.0 / 40 / 16;
    double seventh = 15.0 / 336 / 64;
    return switch (this) {
      case ONE -> Optional.empty();
      case THREE -> Optional.of(odd(1 + 3 * third, third));
      case FIVE -> Optional.of(odd(1 + 3 * third + 10 * fifth, third + 5 * fifth, fifth));
      case SEVEN ->
          Optional.of(
              odd(
                  1 + 3 * third + 10 * fifth + 35 * seventh,
                  third + 5 * fifth + 21 * seventh,
                  fifth + 7 * seventh,
                  seventh));
    };
  }

  private static ChebyshevSeries odd(double... coefficients) {
    double[] all = new double[2 * coefficients.length];
    for (int i = 0; i < coefficients.length; i++) {
      all[2 * i + 1] = coefficients[i];
    }
    return ChebyshevSeries.of(Interval.UNIT, all);
  }
}
