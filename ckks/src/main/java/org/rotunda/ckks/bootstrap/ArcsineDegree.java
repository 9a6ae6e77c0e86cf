package org.rotunda.ckks.bootstrap;

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
