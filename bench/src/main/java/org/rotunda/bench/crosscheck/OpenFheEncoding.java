package org.rotunda.bench.crosscheck;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import org.rotunda.ckks.encoding.ComplexVector;

/**
 * OpenFHE's encoder with its very order of operations, for scales beyond the precision of doubles,
 * where another order gives other low bits (Cheon, Kim, Kim, Song, 2017, the inverse transform of
 * HEAAN).
 */
final class OpenFheEncoding {
  private static final int MAX_WORD_BITS = 61;

  private final int degree;
  private final boolean fused;

  /**
   * An encoder.
   *
   * @param degree N
   * @param fused whether OpenFHE was compiled to fuse multiplications and additions
   */
  OpenFheEncoding(int degree, boolean fused) {
    this.degree = degree;
    this.fused = fused;
  }

  /**
   * The encoded coefficients.
   *
   * @param coefficients N centered coefficients
   * @param step what they are multiples of: 1 unless they would exceed a word
   */
  record Encoded(List<BigInteger> coefficients, BigInteger step) {}

  Encoded encode(ComplexVector values, double scale) {
    int slots = values.size();
    double[] re = values.real();
    double[] im = values.imaginary();
    inverseTransform(re, im);
    double largest = 0;
    for (int i = 0; i < slots; i++) {
      re[i] = re[i] / slots * scale;
      im[i] = im[i] / slots * scale;
      largest = Math.max(largest, Math.max(Math.abs(re[i]), Math.abs(im[i])));
    }
    int excess = Math.max(0, bits(largest) - MAX_WORD_BITS);
    int gap = degree / 2 / slots;
    BigInteger[] coefficients = new BigInteger[degree];
    Arrays.fill(coefficients, BigInteger.ZERO);
    for (int i = 0; i < slots; i++) {
      coefficients[i * gap] = rounded(Math.scalb(re[i], -excess)).shiftLeft(excess);
      coefficients[(i + slots) * gap] = rounded(Math.scalb(im[i], -excess)).shiftLeft(excess);
    }
    return new Encoded(List.of(coefficients), BigInteger.ONE.shiftLeft(excess));
  }

  private static int bits(double positive) {
    int exponent = Math.getExponent(positive);
    return positive > Math.scalb(1.0, exponent) ? exponent + 1 : exponent;
  }

  private static BigInteger rounded(double x) {
    return new BigDecimal(x).setScale(0, RoundingMode.HALF_UP).toBigInteger();
  }

  private void inverseTransform(double[] re, double[] im) {
    int slots = re.length;
    for (int length = slots; length >= 2; length /= 2) {
      int half = length / 2;
      int period = 4 * length;
      int power = 1;
      for (int j = 0; j < half; j++) {
        int index = (period - power % period) * (2 * degree / period);
        double angle = 2.0 * Math.PI * index / (2 * degree);
        double cosine = Math.cos(angle);
        double sine = Math.sin(angle);
        for (int at = j; at < slots; at += length) {
          butterfly(re, im, at, at + half, cosine, sine);
        }
        power = power * 5 & (2 * degree - 1);
      }
    }
    reverse(re);
    reverse(im);
  }

  private void butterfly(double[] re, double[] im, int a, int b, double cosine, double sine) {
    double differenceRe = re[a] - re[b];
    double differenceIm = im[a] - im[b];
    re[a] += re[b];
    im[a] += im[b];
    if (fused) {
      re[b] = Math.fma(differenceRe, cosine, -(differenceIm * sine));
      im[b] = Math.fma(differenceRe, sine, differenceIm * cosine);
    } else {
      re[b] = differenceRe * cosine - differenceIm * sine;
      im[b] = differenceRe * sine + differenceIm * cosine;
    }
  }

  private static void reverse(double[] values) {
    int shift = Integer.numberOfLeadingZeros(values.length) + 1;
    for (int i = 0; values.length > 1 && i < values.length; i++) {
      int other = Integer.reverse(i) >>> shift;
      if (i < other) {
        double value = values[i];
        values[i] = values[other];
        values[other] = value;
      }
    }
  }
}
