package org.rotunda.ckks.testing;

import org.rotunda.ckks.encoding.ComplexVector;

/** The differences between slots as they are and as they should be. */
public final class SlotErrors {
  private final double[] real;
  private final double[] imaginary;

  private SlotErrors(double[] real, double[] imaginary) {
    this.real = real;
    this.imaginary = imaginary;
  }

  /** actual - expected. */
  public static SlotErrors of(ComplexVector actual, ComplexVector expected) {
    double[] real = new double[actual.size()];
    double[] imaginary = new double[actual.size()];
    for (int j = 0; j < real.length; j++) {
      real[j] = actual.real(j) - expected.real(j);
      imaginary[j] = actual.imaginary(j) - expected.imaginary(j);
    }
    return new SlotErrors(real, imaginary);
  }

  /** The largest modulus of a slot's error. */
  public double largest() {
    double largest = 0;
    for (int j = 0; j < real.length; j++) {
      largest = Math.max(largest, Math.hypot(real[j], imaginary[j]));
    }
    return largest;
  }

  /** The root mean square of the slots' errors, what a noise model predicts as slot deviation. */
  public double rootMeanSquare() {
    double sum = 0;
    for (int j = 0; j < real.length; j++) {
      sum += real[j] * real[j] + imaginary[j] * imaginary[j];
    }
    return Math.sqrt(sum / real.length);
  }

  /**
   * The largest coefficient of the error polynomial, times the square root of the number of coefficients:
   * comparable to a slot deviation. By direct inversion of the embedding, for few slots.
   */
  public double largestCoefficient() {
    int slots = real.length;
    double largest = 0;
    for (int k = 0; k < 2 * slots; k++) {
      double sum = 0;
      int power = 1;
      for (int j = 0; j < slots; j++) {
        double angle = Math.PI * ((long) power * k % (4L * slots)) / (2 * slots);
        sum += real[j] * Math.cos(angle) + imaginary[j] * Math.sin(angle);
        power = power * 5 % (4 * slots);
      }
      largest = Math.max(largest, Math.abs(sum / slots));
    }
    return largest * Math.sqrt(2.0 * slots);
  }
}
