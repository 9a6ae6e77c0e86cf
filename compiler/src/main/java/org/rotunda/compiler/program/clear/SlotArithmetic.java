package org.rotunda.compiler.program.clear;

import java.util.Arrays;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.polynomial.ChebyshevSeries;
import org.rotunda.ckks.polynomial.Interval;
import org.rotunda.compiler.program.Plain;

/** Slotwise arithmetic on vectors of complex numbers. */
final class SlotArithmetic {

  private SlotArithmetic() {}

  static ComplexVector constant(Plain.Scalar scalar, int slots) {
    double[] real = new double[slots];
    double[] imaginary = new double[slots];
    Arrays.fill(real, scalar.real());
    Arrays.fill(imaginary, scalar.imaginary());
    return ComplexVector.of(real, imaginary);
  }

  static ComplexVector add(ComplexVector x, ComplexVector y) {
    double[] real = x.real();
    double[] imaginary = x.imaginary();
    for (int i = 0; i < real.length; i++) {
      real[i] += y.real(i);
      imaginary[i] += y.imaginary(i);
    }
    return ComplexVector.of(real, imaginary);
  }

  static ComplexVector subtract(ComplexVector x, ComplexVector y) {
    double[] real = x.real();
    double[] imaginary = x.imaginary();
    for (int i = 0; i < real.length; i++) {
      real[i] -= y.real(i);
      imaginary[i] -= y.imaginary(i);
    }
    return ComplexVector.of(real, imaginary);
  }

  static ComplexVector multiply(ComplexVector x, ComplexVector y) {
    double[] real = x.real();
    double[] imaginary = x.imaginary();
    for (int i = 0; i < real.length; i++) {
      double product = real[i] * y.real(i) - imaginary[i] * y.imaginary(i);
      imaginary[i] = real[i] * y.imaginary(i) + imaginary[i] * y.real(i);
      real[i] = product;
    }
    return ComplexVector.of(real, imaginary);
  }

  static ComplexVector negate(ComplexVector x) {
    return ComplexVector.of(negated(x.real()), negated(x.imaginary()));
  }

  static ComplexVector conjugate(ComplexVector x) {
    return ComplexVector.of(x.real(), negated(x.imaginary()));
  }

  /** Evaluates a series in every slot by Clenshaw's recurrence. */
  static ComplexVector evaluate(ChebyshevSeries series, ComplexVector x) {
    Interval interval = series.interval();
    double[] real = x.real();
    double[] imaginary = x.imaginary();
    for (int i = 0; i < real.length; i++) {
      double u = interval.toUnit(real[i]);
      double v = 2 * imaginary[i] / interval.length();
      double nextReal = 0;
      double nextImaginary = 0;
      double afterReal = 0;
      double afterImaginary = 0;
      for (int k = series.degree(); k > 0; k--) {
        double currentReal =
            series.coefficient(k) + 2 * (u * nextReal - v * nextImaginary) - afterReal;
        double currentImaginary = 2 * (u * nextImaginary + v * nextReal) - afterImaginary;
        afterReal = nextReal;
        afterImaginary = nextImaginary;
        nextReal = currentReal;
        nextImaginary = currentImaginary;
      }
      real[i] = series.coefficient(0) + u * nextReal - v * nextImaginary - afterReal;
      imaginary[i] = u * nextImaginary + v * nextReal - afterImaginary;
    }
    return ComplexVector.of(real, imaginary);
  }

  private static double[] negated(double[] numbers) {
    return Arrays.stream(numbers).map(number -> -number).toArray();
  }
}
