package org.rotunda.ckks.ring;

import java.math.BigInteger;

/**
 * A prime modulus q with 2 < q < 2^61 and the constants that reduce modulo it.
 *
 * <p>All operations take and return canonical residues in [0, q) unless stated otherwise. Two
 * moduli are equal when their values are.
 */
public final class Modulus {
  /** Moduli have at most this many bits, so that four times a modulus fits a signed long. */
  public static final int MAX_BITS = 61;

  private final long value;
  private final int bits;
  private final long barrett;
  private final long wordBarrett;
  private final long twoTo64;
  private final long twoTo64Shoup;

  /**
   * Makes the modulus q.
   *
   * @throws IllegalArgumentException if q is not a prime in (2, 2^61)
   */
  public Modulus(long value) {
    if (value <= 2 || value >>> MAX_BITS != 0 || !BigInteger.valueOf(value).isProbablePrime(40)) {
      throw new IllegalArgumentException(
          "A modulus is a prime between 3 and 2^%d, but %d was given; choose it with PrimeSearch."
              .formatted(MAX_BITS, value));
    }
    this.value = value;
    this.bits = Long.SIZE - Long.numberOfLeadingZeros(value);
    this.barrett = quotient(BigInteger.ONE.shiftLeft(62 + bits), value);
    this.wordBarrett = quotient(BigInteger.ONE.shiftLeft(64), value);
    this.twoTo64 = BigInteger.ONE.shiftLeft(64).mod(BigInteger.valueOf(value)).longValueExact();
    this.twoTo64Shoup = shoup(twoTo64);
  }

  private static long quotient(BigInteger dividend, long divisor) {
    return dividend.divide(BigInteger.valueOf(divisor)).longValue();
  }

  /** The prime q. */
  public long value() {
    return value;
  }

  /** The bit length b of q: 2^(b-1) < q < 2^b. */
  public int bits() {
    return bits;
  }

  /** floor(2^(62 + b) / q), unsigned: the factor of {@link #reduceProduct}. */
  public long barrett() {
    return barrett;
  }

  /** floor(2^64 / q), unsigned: the factor of {@link #reduceWord}. */
  public long wordBarrett() {
    return wordBarrett;
  }

  /** 2^64 mod q. */
  public long twoTo64() {
    return twoTo64;
  }

  /** x + y mod q. */
  public long add(long x, long y) {
    long sum = x + y;
    return sum >= value ? sum - value : sum;
  }

  /** x - y mod q. */
  public long subtract(long x, long y) {
    long difference = x - y;
    return difference < 0 ? difference + value : difference;
  }

  /** -x mod q. */
  public long negate(long x) {
    return x == 0 ? 0 : value - x;
  }

  /** x * y mod q. */
  public long multiply(long x, long y) {
    return reduceProduct(Math.unsignedMultiplyHigh(x, y), x * y);
  }

  /**
   * Reduces z = high * 2^64 + low for z < 2^(2b), b the bit length of q.
   *
   * <p>Barrett with t = floor(z / 2^(b-2)) < 2^(b+2) and mu = floor(2^(62+b) / q): the estimate
   * floor(t mu / 2^64) of z / q is short by less than 1/2 (from t) + 1/2 (from mu) + 1 (from the
   * floor), so the remainder lies in [0, 2q) and one conditional subtraction ends it.
   */
  public long reduceProduct(long high, long low) {
    int shift = bits - 2;
    long t = shift == 0 ? low : (high << (Long.SIZE - shift)) | (low >>> shift);
    long remainder = low - Math.unsignedMultiplyHigh(t, barrett) * value;
    return remainder >= value ? remainder - value : remainder;
  }

  /** Reduces any unsigned 128-bit number high * 2^64 + low. */
  public long reduceWide(long high, long low) {
    return add(multiplyShoup(reduceWord(high), twoTo64, twoTo64Shoup), reduceWord(low));
  }

  /** Reduces any unsigned 64-bit number. */
  public long reduceWord(long x) {
    long remainder = x - Math.unsignedMultiplyHigh(x, wordBarrett) * value;
    return remainder >= value ? remainder - value : remainder;
  }

  /** The residue of a signed number. */
  public long reduceSigned(long x) {
    long remainder = x % value;
    return remainder < 0 ? remainder + value : remainder;
  }

  /** The residue of a big integer of either sign. */
  public long reduce(BigInteger x) {
    return x.mod(BigInteger.valueOf(value)).longValueExact();
  }

  /** The representative of x in (-q/2, q/2). */
  public long centered(long x) {
    return x > value >>> 1 ? x - value : x;
  }

  /**
   * floor(w * 2^64 / q), the companion of a fixed factor w < q in {@link #multiplyShoup}.
   *
   * <p>With 2^64 = m q + r it is w m + floor(w r / q).
   */
  public long shoup(long w) {
    long high = Math.unsignedMultiplyHigh(w, twoTo64);
    long low = w * twoTo64;
    int shift = bits - 2;
    long t = shift == 0 ? low : (high << (Long.SIZE - shift)) | (low >>> shift);
    long quotient = Math.unsignedMultiplyHigh(t, barrett);
    long remainder = low - quotient * value;
    return w * wordBarrett + (remainder >= value ? quotient + 1 : quotient);
  }

  /** x * w mod q for any unsigned x, with the companion of w (Harvey, 2014, section 3). */
  public long multiplyShoup(long x, long w, long wShoup) {
    long product = x * w - Math.unsignedMultiplyHigh(x, wShoup) * value;
    return product >= value ? product - value : product;
  }

  /** x^e mod q for e >= 0. */
  public long power(long x, long exponent) {
    long result = 1;
    long square = x;
    for (long e = exponent; e != 0; e >>>= 1) {
      if ((e & 1) != 0) {
        result = multiply(result, square);
      }
      square = multiply(square, square);
    }
    return result;
  }

  /**
   * The inverse of x.
   *
   * @throws ArithmeticException if x is 0
   */
  public long inverse(long x) {
    if (x == 0) {
      throw new ArithmeticException("0 has no inverse modulo " + value);
    }
    return power(x, value - 2);
  }

  /**
   * The smallest primitive root of unity of the given order, a power of two that divides q - 1.
   *
   * @throws IllegalArgumentException if the order does not divide q - 1
   */
  public long smallestRootOfUnity(int order) {
    if (Integer.bitCount(order) != 1 || order < 2 || (value - 1) % order != 0) {
      throw new IllegalArgumentException(
          "A modulus has 2^k-th roots of unity for 2^k dividing q - 1, but q = %d and order %d do not match."
              .formatted(value, order));
    }
    long root = anyRootOfUnity(order);
    long square = multiply(root, root);
    long smallest = root;
    // The primitive roots of a power-of-two order are the odd powers of one of them.
    for (int i = 1; i < order / 2; i++) {
      root = multiply(root, square);
      smallest = Math.min(smallest, root);
    }
    return smallest;
  }

  private long anyRootOfUnity(int order) {
    for (long candidate = 2; ; candidate++) {
      long root = power(candidate, (value - 1) / order);
      if (power(root, order / 2) == value - 1) {
        return root;
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Modulus modulus && modulus.value == value;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
