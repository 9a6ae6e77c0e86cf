package org.rotunda.ckks.polynomial;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;

/** Series whose coefficients are multiples of 2^-20, so that divisions of them are exact. */
final class RandomSeries {
  private static final MathContext DIGITS = new MathContext(60);

  private RandomSeries() {}

  /** A series on [-1, 1] of exactly the degree, or the degree below where the parity forbids it. */
  static ChebyshevSeries of(long seed, int degree, Parity parity) {
    Random random = new Random(seed * 1009 + degree);
    double[] coefficients = new double[degree + 1];
    for (int k = 0; k <= degree; k++) {
      int numerator = random.nextInt(1, 1 << 20) * (random.nextBoolean() ? 1 : -1);
      coefficients[k] = parity.allows(k) ? numerator * 0x1p-20 : 0;
    }
    return ChebyshevSeries.of(Interval.UNIT, coefficients);
  }

  /** The value at u in [-1, 1] to 60 digits. */
  static BigDecimal exactly(ChebyshevSeries series, double u) {
    BigDecimal twice = new BigDecimal(u).multiply(BigDecimal.TWO);
    BigDecimal before = BigDecimal.ONE;
    BigDecimal current = new BigDecimal(u);
    BigDecimal sum = new BigDecimal(series.coefficient(0));
    for (int k = 1; k <= series.degree(); k++) {
      sum = sum.add(new BigDecimal(series.coefficient(k)).multiply(current, DIGITS), DIGITS);
      BigDecimal next = twice.multiply(current, DIGITS).subtract(before, DIGITS);
      before = current;
      current = next;
    }
    return sum;
  }
}
