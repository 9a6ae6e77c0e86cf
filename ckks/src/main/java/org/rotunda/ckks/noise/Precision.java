package org.rotunda.ckks.noise;

import java.util.Arrays;
import org.rotunda.ckks.encoding.ComplexVector;

/**
 * How many bits of real slots are right: -log2 of the error of each slot's real part.
 *
 * @param mean the mean of the bits over the slots, each counted as {@value #EXACT} at most
 * @param worst the bits of the worst slot
 * @param worstSlot which that is
 * @param rootMeanSquare -log2 of the root mean square of the errors
 */
public record Precision(double mean, double worst, int worstSlot, double rootMeanSquare) {
  /** The bits counted for a slot without any error in double precision. */
  public static final int EXACT = 53;

  /** Compares real parts. */
  public static Precision of(ComplexVector actual, ComplexVector expected) {
    double[] bits = bits(actual, expected);
    int worstSlot = 0;
    double squares = 0;
    for (int i = 0; i < bits.length; i++) {
      if (bits[i] < bits[worstSlot]) {
        worstSlot = i;
      }
      double error = actual.real(i) - expected.real(i);
      squares += error * error;
    }
    return new Precision(
        Arrays.stream(bits).average().orElseThrow(),
        bits[worstSlot],
        worstSlot,
        bits(Math.sqrt(squares / bits.length)));
  }

  /** The bits of every slot, for plots. */
  public static double[] bits(ComplexVector actual, ComplexVector expected) {
    double[] bits = new double[expected.size()];
    Arrays.setAll(bits, i -> bits(Math.abs(actual.real(i) - expected.real(i))));
    return bits;
  }

  private static double bits(double error) {
    return Math.min(EXACT, -Math.log(error) / Math.log(2));
  }

  @Override
  public String toString() {
    return "%.1f bits in the mean, %.1f in the worst slot".formatted(mean, worst);
  }
}
