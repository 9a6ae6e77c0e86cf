package org.rotunda.ckks.testing;

import org.jtransforms.fft.DoubleFFT_1D;
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
   * The largest coefficient of the error polynomial, times the square root of the number of
   * coefficients: comparable to a slot deviation.
   *
   * <p>A slot's error may be a product, such as e(z) s(z), with heavy tails, but a coefficient is a
   * sum of many such products and about Gaussian.
   */
  public double largestCoefficient() {
    int slots = real.length;
    // Slot j is the value at exp(i pi (4t + 1) / 2n) with 4t + 1 = 5^j: a DFT of twisted
    // coefficients.
    double[] work = new double[2 * slots];
    int power = 1;
    for (int j = 0; j < slots; j++) {
      work[2 * (power >>> 2)] = real[j];
      work[2 * (power >>> 2) + 1] = imaginary[j];
      power = power * 5 % (4 * slots);
    }
    new DoubleFFT_1D(slots).complexForward(work);
    double largest = 0;
    for (int k = 0; k < slots; k++) {
      double angle = Math.PI * k / (2 * slots);
      double re = work[2 * k] * Math.cos(angle) + work[2 * k + 1] * Math.sin(angle);
      double im = work[2 * k + 1] * Math.cos(angle) - work[2 * k] * Math.sin(angle);
      largest = Math.max(largest, Math.max(Math.abs(re), Math.abs(im)));
    }
    return largest / slots * Math.sqrt(2.0 * slots);
  }
}
