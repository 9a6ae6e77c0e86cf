package org.rotunda.bench.crosscheck;

import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.Modulus;

/**
 * Collects the coefficients of error polynomials, which are small integers and the same modulo
 * every prime.
 */
final class NoiseMeasurement {
  private final long bound;
  private long count;
  private long largest;
  private double sumOfSquares;

  /**
   * An empty measurement.
   *
   * @param bound the largest magnitude of a coefficient
   */
  NoiseMeasurement(long bound) {
    this.bound = bound;
  }

  /** Takes in all coefficients of an error polynomial. */
  Finding add(String what, CoeffPoly error) {
    Modulus first = error.basis().modulus(0);
    for (int k = 0; k < error.basis().degree(); k++) {
      long value = first.centered(error.limb(0)[k]);
      for (int limb = 0; limb < error.basis().size(); limb++) {
        Modulus q = error.basis().modulus(limb);
        if (Math.abs(value) > bound || error.limb(limb)[k] != q.reduceSigned(value)) {
          return new Finding.Difference(
              "%s, prime %d, coefficient %d: the error should be at most %d, but is %d"
                  .formatted(what, q.value(), k, bound, q.centered(error.limb(limb)[k])));
        }
      }
      count++;
      largest = Math.max(largest, Math.abs(value));
      sumOfSquares += (double) value * value;
    }
    return Finding.agreement();
  }

  /** The standard deviation about zero. */
  double deviation() {
    return Math.sqrt(sumOfSquares / count);
  }

  /** What was measured, in words. */
  String summary() {
    return "noise of standard deviation %.2f over %d coefficients, largest %d"
        .formatted(deviation(), count, largest);
  }
}
