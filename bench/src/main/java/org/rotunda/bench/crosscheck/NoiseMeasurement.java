package org.rotunda.bench.crosscheck;

import java.util.List;
import java.util.stream.Collectors;
import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.Modulus;

/**
 * Collects the coefficients of error polynomials, which are small integers and the same modulo
 * every prime; where it is known how they were drawn, their standard deviations must be as chance
 * allows, that of each polynomial and that of all.
 */
final class NoiseMeasurement {
  private final long bound;
  private final List<DiscreteGaussian> drawn;
  private long count;
  private long largest;
  private double sumOfSquares;

  /**
   * An empty measurement.
   *
   * @param bound the largest magnitude of a coefficient
   * @param drawn from which of these the coefficients may be; if none is given, from any other
   */
  NoiseMeasurement(long bound, List<DiscreteGaussian> drawn) {
    this.bound = bound;
    this.drawn = List.copyOf(drawn);
  }

  /** Takes in all coefficients of an error polynomial. */
  Finding add(String what, CoeffPoly error) {
    Modulus first = error.basis().modulus(0);
    double squares = 0;
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
      largest = Math.max(largest, Math.abs(value));
      squares += (double) value * value;
    }
    count += error.basis().degree();
    sumOfSquares += squares;
    return explained(what, squares, error.basis().degree());
  }

  /** Whether all together are explained, and what was measured, in words. */
  Finding whole() {
    return explained("in all", sumOfSquares, count);
  }

  private Finding explained(String what, double squares, long samples) {
    if (drawn.isEmpty() || drawn.stream().anyMatch(d -> d.explains(squares / samples, samples))) {
      return new Finding.Agreement(
          "noise of standard deviation %.2f over %d coefficients, largest %d"
              .formatted(Math.sqrt(squares / samples), samples, largest));
    }
    return new Finding.Difference(
        "%s: the error should be drawn with a standard deviation of %s, but has %.2f over %d coefficients, which is less probable than 2^%d"
            .formatted(
                what,
                drawn.stream()
                    .map(d -> "%.2f".formatted(d.deviation()))
                    .collect(Collectors.joining(" or ")),
                Math.sqrt(squares / samples),
                samples,
                DiscreteGaussian.LOG_PROBABILITY));
  }

  /** Whether all together can be of a distribution. */
  boolean isExplainedBy(DiscreteGaussian distribution) {
    return distribution.explains(sumOfSquares / count, count);
  }
}
