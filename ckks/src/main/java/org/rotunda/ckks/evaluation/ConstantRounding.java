package org.rotunda.ckks.evaluation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.rotunda.ckks.ring.Rounding;

/** How a real constant times a scale becomes an integer. */
enum ConstantRounding {
  /** To the nearest integer, exactly. */
  NEAREST {
    @Override
    BigInteger summandOfFinite(double value, double scale) {
      return factorOfFinite(value, scale);
    }

    @Override
    BigInteger factorOfFinite(double value, double scale) {
      return new BigDecimal(value)
          .multiply(new BigDecimal(scale))
          .setScale(0, RoundingMode.HALF_EVEN)
          .toBigInteger();
    }
  },

  /**
   * As OpenFHE 1.5 does in its 64-bit build: half is added in double precision and the fraction cut
   * off, to which a large product is scaled down by a power of two. A summand's sign is taken off
   * first, so that a negative factor alone is rounded towards zero. In a factor the addition is
   * fused with the multiplication.
   */
  OPENFHE_FUSED {
    @Override
    BigInteger summandOfFinite(double value, double scale) {
      return openFheSummand(value, scale);
    }

    @Override
    BigInteger factorOfFinite(double value, double scale) {
      int excess = excess(value * scale, FACTOR_BITS);
      return truncate(Math.fma(Math.scalb(value, -excess), scale, 0.5)).shiftLeft(excess);
    }
  },

  /** The same, but in a factor the product is rounded before half is added. */
  OPENFHE_SEPARATE {
    @Override
    BigInteger summandOfFinite(double value, double scale) {
      return openFheSummand(value, scale);
    }

    @Override
    BigInteger factorOfFinite(double value, double scale) {
      int excess = excess(value * scale, FACTOR_BITS);
      return truncate(Math.scalb(value, -excess) * scale + 0.5).shiftLeft(excess);
    }
  };

  private static final int SUMMAND_BITS = 61;
  private static final int FACTOR_BITS = 125;

  static ConstantRounding of(Rounding rounding, HalfAddition halves) {
    return switch (rounding) {
      case CENTERED -> NEAREST;
      case OPENFHE ->
          switch (halves) {
            case FUSED -> OPENFHE_FUSED;
            case SEPARATE -> OPENFHE_SEPARATE;
          };
    };
  }

  /** The integer that a constant adds to a plaintext. */
  BigInteger summand(double value, double scale) {
    check(value, scale);
    return summandOfFinite(value, scale);
  }

  /** The integer that a constant multiplies a plaintext by. */
  BigInteger factor(double value, double scale) {
    check(value, scale);
    return factorOfFinite(value, scale);
  }

  abstract BigInteger summandOfFinite(double value, double scale);

  abstract BigInteger factorOfFinite(double value, double scale);

  private static void check(double value, double scale) {
    if (!Double.isFinite(value) || !(scale > 0) || Double.isInfinite(scale)) {
      throw new OperandException(
          "A constant is finite and its scale positive and finite, but %s at scale %s was given."
              .formatted(value, scale));
    }
  }

  /** The least integer not below log2 of a number; of 0, a very small one. */
  private static int ceilLog2(double positive) {
    int exponent = Math.getExponent(positive);
    return positive > Math.scalb(1.0, exponent) ? exponent + 1 : exponent;
  }

  private static int excess(double product, int bits) {
    return Math.max(0, ceilLog2(Math.abs(product)) - bits);
  }

  private static BigInteger openFheSummand(double value, double scale) {
    double product = Math.abs(value) * scale;
    int excess = excess(product, SUMMAND_BITS);
    BigInteger integer = truncate(Math.scalb(product, -excess) + 0.5).shiftLeft(excess);
    return value < 0 ? integer.negate() : integer;
  }

  private static BigInteger truncate(double x) {
    return new BigDecimal(x).toBigInteger();
  }
}
