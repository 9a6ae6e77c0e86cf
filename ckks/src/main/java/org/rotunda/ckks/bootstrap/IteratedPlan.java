package org.rotunda.ckks.bootstrap;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.noise.Noise;

/**
 * What an {@link IteratedBootstrapper} does: a plan, and how often it is followed for one
 * bootstrap.
 *
 * @param pass the plan of each pass
 * @param passes how many, at least 1
 * @param bits a pass leaves errors below 2^-bits of the largest slot that it is planned for, and
 *     the next gains that
 */
public record IteratedPlan(BootstrapPlan pass, int passes, int bits) {
  /** The most that all passes but the first gain: doubles hold no more. */
  public static final int MOST_BITS = 52;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if there is no pass, it gains nothing, or all passes but the
   *     first gain more than {@value #MOST_BITS} bits
   */
  public IteratedPlan {
    if (passes < 1 || bits < 1) {
      throw new IllegalArgumentException(
          "Bootstraps are iterated with at least 1 pass that gains at least 1 bit, but %d and %d were given."
              .formatted(passes, bits));
    }
    if ((passes - 1L) * bits > MOST_BITS) {
      throw new IllegalArgumentException(
          "All passes but the first gain at most %d bits, but %d passes of %d bits were given."
              .formatted(MOST_BITS, passes, bits));
    }
  }

  /**
   * How many bits one pass leaves of the worst message: its {@link #bits} may be as many, or what
   * it leaves, enlarged, is more than the next is planned for. That message has all slots alike:
   * where coefficients are reduced, these slots are one coefficient, and for any others the sum of
   * the coefficients' cubes, which the sine takes, is smaller, because the sum of their squares is
   * the mean square of the slots; where slots are reduced, each is as bad as can be.
   *
   * @param magnitude of the largest slot, above 0; bits are relative to it
   */
  public double worstBitsOfAPass(double magnitude) {
    double[] slots = new double[pass.bootstrap().slots()];
    Arrays.fill(slots, magnitude);
    PredictedErrors errors =
        new BootstrapErrorModel(pass)
            .predictReal(Noise.NONE, pass.outputScale(), ComplexVector.ofReal(slots));
    return Log2.of(magnitude) - Log2.of(errors.bound());
  }

  /** A single pass. */
  public static IteratedPlan once(BootstrapPlan plan) {
    return new IteratedPlan(plan, 1, BootstrapPreset.BITS_A_PASS);
  }

  /** The same by another plan of a pass. */
  public IteratedPlan with(BootstrapPlan plan) {
    return new IteratedPlan(plan, passes, bits);
  }

  /** The least level of an argument. */
  public int inputLevel() {
    return pass.inputLevel();
  }

  /** The level of the result: several passes take one more than one. */
  public int outputLevel() {
    return pass.outputLevel() - (passes > 1 ? 1 : 0);
  }

  /** The scale of the result. */
  public double outputScale() {
    return pass.outputScale();
  }

  /** log2 of a bound of the probability that one of the passes gives a wrong result. */
  public double log2Failure() {
    return Math.min(0, pass.overflow().log2Failure() + Log2.of(passes));
  }

  /** The keys that all passes acquire, in order. */
  public List<KeyUse> keyUses() {
    return Collections.nCopies(passes, pass.keyUses()).stream().flatMap(List::stream).toList();
  }

  /** What all passes consist of, in order; what puts them together is not among it. */
  public List<BootstrapStep> steps() {
    return Collections.nCopies(passes, pass.steps()).stream().flatMap(List::stream).toList();
  }

  /**
   * The errors of the real parts of slots after all passes.
   *
   * @param argument of the ciphertext given
   * @param scale of the ciphertext given
   * @param message the one that is bootstrapped
   */
  public PredictedErrors predictReal(Noise argument, double scale, ComplexVector message) {
    return passes == 1
        ? new BootstrapErrorModel(pass).predictReal(argument, scale, message)
        : new IteratedErrorModel(pass, passes, bits).predictReal(argument, scale, message);
  }

  /**
   * What the passes make of a message without noise: of what one pass does to it, see {@link
   * BootstrapErrorModel#reduced}, the next corrects what is below its own error.
   */
  public ComplexVector reduced(ComplexVector message) {
    return new IteratedErrorModel(pass, passes, bits).reduced(message);
  }

  /**
   * The standard deviation of the real part of a slot's error beyond {@link #reduced}, without the
   * argument's own.
   *
   * @param scale of the ciphertext given
   * @param message the one that is bootstrapped
   */
  public double randomDeviation(double scale, ComplexVector message) {
    return predictReal(Noise.NONE, scale, message).randomDeviation();
  }
}
