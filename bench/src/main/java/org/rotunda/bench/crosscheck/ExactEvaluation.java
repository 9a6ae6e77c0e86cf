package org.rotunda.bench.crosscheck;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.rotunda.ckks.encoding.ComplexVector;

/**
 * Slots of a plaintext by their definition: the polynomial at exp(i pi 5^j / N), divided by the
 * scale. Horner's rule in fixed point with {@value #FRACTION_BITS} bits behind the point, and roots
 * of unity by halving angles, so that nothing is shared with the transforms that this checks. The
 * error is below N 2^-150 of the sum of the coefficients: nothing, next to that of a double.
 */
final class ExactEvaluation {
  private static final int FRACTION_BITS = 160;

  /** More decimal digits than the fraction has. */
  private static final MathContext DIGITS = new MathContext(60);

  private final BigInteger[] coefficients;
  private final Point root;

  /**
   * An evaluation of a polynomial.
   *
   * @param coefficients N centered integers, N a power of two and at least 2
   */
  ExactEvaluation(BigInteger[] coefficients) {
    this.coefficients = coefficients.clone();
    this.root = rootOfUnity(coefficients.length);
  }

  /** A complex number in fixed point. */
  private record Point(BigInteger re, BigInteger im) {
    Point times(Point other) {
      return new Point(
          re.multiply(other.re).subtract(im.multiply(other.im)).shiftRight(FRACTION_BITS),
          re.multiply(other.im).add(im.multiply(other.re)).shiftRight(FRACTION_BITS));
    }

    Point plus(BigInteger integer) {
      return new Point(re.add(integer.shiftLeft(FRACTION_BITS)), im);
    }
  }

  /** exp(i pi / N): the cosine and sine of pi / 2, halved as often as N is. */
  private static Point rootOfUnity(int degree) {
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal cosine = BigDecimal.ZERO;
    BigDecimal sine = BigDecimal.ONE;
    for (int n = 2; n < degree; n *= 2) {
      BigDecimal half = BigDecimal.ONE.add(cosine).divide(two, DIGITS).sqrt(DIGITS);
      sine = sine.divide(two.multiply(half), DIGITS);
      cosine = half;
    }
    return new Point(fixed(cosine), fixed(sine));
  }

  private static BigInteger fixed(BigDecimal x) {
    return x.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(FRACTION_BITS)))
        .setScale(0, RoundingMode.HALF_EVEN)
        .toBigInteger();
  }

  /** Some slots, in the order asked for; as many as a power of two. */
  ComplexVector slots(int[] which, double scale) {
    double[] re = new double[which.length];
    double[] im = new double[which.length];
    for (int i = 0; i < which.length; i++) {
      Point value = at(which[i]);
      re[i] = divided(value.re(), scale);
      im[i] = divided(value.im(), scale);
    }
    return ComplexVector.of(re, im);
  }

  private Point at(int slot) {
    int order = 2 * coefficients.length;
    int exponent =
        BigInteger.valueOf(5)
            .modPow(BigInteger.valueOf(slot), BigInteger.valueOf(order))
            .intValue();
    Point x = power(exponent);
    Point value = new Point(BigInteger.ZERO, BigInteger.ZERO);
    for (int k = coefficients.length - 1; k >= 0; k--) {
      value = value.times(x).plus(coefficients[k]);
    }
    return value;
  }

  private Point power(int exponent) {
    Point result = new Point(BigInteger.ONE.shiftLeft(FRACTION_BITS), BigInteger.ZERO);
    Point square = root;
    for (int rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result = result.times(square);
      }
      square = square.times(square);
    }
    return result;
  }

  private static double divided(BigInteger fixed, double scale) {
    BigDecimal unit = new BigDecimal(BigInteger.ONE.shiftLeft(FRACTION_BITS));
    return new BigDecimal(fixed).divide(unit.multiply(new BigDecimal(scale)), DIGITS).doubleValue();
  }
}
