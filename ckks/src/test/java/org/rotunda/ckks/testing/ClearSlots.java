package org.rotunda.ckks.testing;

import java.util.Arrays;
import org.rotunda.ckks.encoding.ComplexVector;

/** Complex arithmetic on clear slots, what operations on ciphertexts are compared with. */
public final class ClearSlots {
  private ClearSlots() {}

  /** x + y. */
  public static ComplexVector add(ComplexVector x, ComplexVector y) {
    return sum(x, y, 1);
  }

  /** x - y. */
  public static ComplexVector subtract(ComplexVector x, ComplexVector y) {
    return sum(x, y, -1);
  }

  /** x * y, slot by slot. */
  public static ComplexVector multiply(ComplexVector x, ComplexVector y) {
    double[] re = new double[x.size()];
    double[] im = new double[x.size()];
    for (int j = 0; j < re.length; j++) {
      re[j] = x.real(j) * y.real(j) - x.imaginary(j) * y.imaginary(j);
      im[j] = x.real(j) * y.imaginary(j) + x.imaginary(j) * y.real(j);
    }
    return ComplexVector.of(re, im);
  }

  /** x * (re + i im). */
  public static ComplexVector scale(ComplexVector x, double re, double im) {
    return multiply(x, constant(x.size(), re, im));
  }

  /** re + i im in every slot. */
  public static ComplexVector constant(int slots, double re, double im) {
    double[] real = new double[slots];
    double[] imaginary = new double[slots];
    Arrays.fill(real, re);
    Arrays.fill(imaginary, im);
    return ComplexVector.of(real, imaginary);
  }

  /** The conjugate of every slot. */
  public static ComplexVector conjugate(ComplexVector x) {
    double[] im = x.imaginary();
    for (int j = 0; j < im.length; j++) {
      im[j] = -im[j];
    }
    return ComplexVector.of(x.real(), im);
  }

  /** The mean of |x|^2 over the slots. */
  public static double meanSquare(ComplexVector x) {
    double sum = 0;
    for (int j = 0; j < x.size(); j++) {
      sum += x.real(j) * x.real(j) + x.imaginary(j) * x.imaginary(j);
    }
    return sum / x.size();
  }

  /** x + sign * y. */
  private static ComplexVector sum(ComplexVector x, ComplexVector y, int sign) {
    double[] real = x.real();
    double[] imaginary = x.imaginary();
    for (int j = 0; j < real.length; j++) {
      real[j] += sign * y.real(j);
      imaginary[j] += sign * y.imaginary(j);
    }
    return ComplexVector.of(real, imaginary);
  }
}
