package org.rotunda.ckks.encoding;

import java.util.Arrays;

/**
 * The clear content of slots: complex numbers by real and imaginary parts. Immutable.
 *
 * <p>Its length is a number of slots, hence a power of two.
 */
public final class ComplexVector {
  private final double[] real;
  private final double[] imaginary;

  private ComplexVector(double[] real, double[] imaginary) {
    if (real.length != imaginary.length || Integer.bitCount(real.length) != 1) {
      throw new IllegalArgumentException(
          "Slots come as a power of two of real and as many imaginary parts, but %d and %d were given; pad with zeros."
              .formatted(real.length, imaginary.length));
    }
    this.real = real;
    this.imaginary = imaginary;
  }

  /** Real slots. */
  public static ComplexVector ofReal(double... real) {
    return new ComplexVector(real.clone(), new double[real.length]);
  }

  /** Complex slots. */
  public static ComplexVector of(double[] real, double[] imaginary) {
    return new ComplexVector(real.clone(), imaginary.clone());
  }

  /** Complex slots in arrays that nobody else has. */
  static ComplexVector ofOwn(double[] real, double[] imaginary) {
    return new ComplexVector(real, imaginary);
  }

  /** Real slots, followed by zeros up to the given number of slots. */
  public static ComplexVector padded(double[] real, int slots) {
    if (real.length > slots) {
      throw new IllegalArgumentException(
          "At most %d values fit the slots, but %d were given.".formatted(slots, real.length));
    }
    return new ComplexVector(Arrays.copyOf(real, slots), new double[slots]);
  }

  /** The number of slots. */
  public int size() {
    return real.length;
  }

  /** Re of a slot. */
  public double real(int slot) {
    return real[slot];
  }

  /** Im of a slot. */
  public double imaginary(int slot) {
    return imaginary[slot];
  }

  /** All real parts. */
  public double[] real() {
    return real.clone();
  }

  /** All imaginary parts. */
  public double[] imaginary() {
    return imaginary.clone();
  }

  /** Slot j of the result is slot j + amount of this, cyclically. */
  public ComplexVector rotate(int amount) {
    double[] re = new double[real.length];
    double[] im = new double[real.length];
    for (int i = 0; i < re.length; i++) {
      int source = Math.floorMod(i + amount, re.length);
      re[i] = real[source];
      im[i] = imaginary[source];
    }
    return new ComplexVector(re, im);
  }
}
