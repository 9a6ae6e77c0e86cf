package org.rotunda.ckks.encoding;

import org.jtransforms.fft.DoubleFFT_1D;
import org.visnow.jlargearrays.ConcurrencyUtils;

/**
 * The canonical embedding of R[X]/(X^2n + 1) into C^n by values at zeta^(5^j), zeta = exp(i pi /
 * (2n)).
 *
 * <p>As zeta^(n 5^j) = i, the value at slot j is sum over k < n of c_k zeta^(k 5^j) with c_k = m_k
 * + i m_(k+n). With 5^j = 4t + 1 this is the unscaled inverse DFT at t of the twisted c_k zeta^k:
 * one complex transform of length n each way.
 */
final class CanonicalEmbedding {
  static {
    // Threads are the caller's to spread; the library's own pool would compete with them.
    ConcurrencyUtils.setNumberOfThreads(1);
  }

  private final int slots;
  private final DoubleFFT_1D transform;
  private final double[] cosines;
  private final double[] sines;
  private final int[] positions;
  private final EncodingScratch.Pool scratch;

  CanonicalEmbedding(int slots) {
    this.slots = slots;
    this.transform = new DoubleFFT_1D(slots);
    this.cosines = new double[slots];
    this.sines = new double[slots];
    this.positions = new int[slots];
    this.scratch = new EncodingScratch.Pool(slots);
    int power = 1;
    for (int k = 0; k < slots; k++) {
      double angle = Math.PI * k / (2 * slots);
      cosines[k] = Math.cos(angle);
      sines[k] = Math.sin(angle);
      positions[k] = power >>> 2;
      power = power * 5 & (4 * slots - 1);
    }
  }

  /** What transforms of this length work on. */
  EncodingScratch scratch() {
    return scratch.take();
  }

  /** Finds the 2n real coefficients whose values are the slots. */
  void coefficients(ComplexVector values, EncodingScratch target) {
    double[] work = target.transform();
    for (int j = 0; j < slots; j++) {
      int t = positions[j];
      work[2 * t] = values.real(j);
      work[2 * t + 1] = values.imaginary(j);
    }
    transform.complexForward(work);
    double[] coefficients = target.coefficients();
    for (int k = 0; k < slots; k++) {
      double re = work[2 * k];
      double im = work[2 * k + 1];
      coefficients[k] = (re * cosines[k] + im * sines[k]) / slots;
      coefficients[k + slots] = (im * cosines[k] - re * sines[k]) / slots;
    }
  }

  /** Transforms the polynomial whose 2n coefficients are given. */
  void transform(EncodingScratch scratch) {
    double[] coefficients = scratch.coefficients();
    double[] work = scratch.transform();
    for (int k = 0; k < slots; k++) {
      double re = coefficients[k];
      double im = coefficients[k + slots];
      work[2 * k] = re * cosines[k] - im * sines[k];
      work[2 * k + 1] = re * sines[k] + im * cosines[k];
    }
    transform.complexInverse(work, false);
  }

  /** The n values of a polynomial that was transformed. */
  ComplexVector values(EncodingScratch transformed) {
    double[] work = transformed.transform();
    double[] real = new double[slots];
    double[] imaginary = new double[slots];
    for (int j = 0; j < slots; j++) {
      int t = positions[j];
      real[j] = work[2 * t];
      imaginary[j] = work[2 * t + 1];
    }
    return ComplexVector.ofOwn(real, imaginary);
  }
}
