package org.rotunda.ckks.polynomial;

import java.util.ArrayList;
import java.util.List;

/**
 * sign(x) on [-1, -2^-alpha] and [2^-alpha, 1] by a composition of odd minimax polynomials (Cheon,
 * Kim, Kim, "Efficient Homomorphic Comparison Methods with Optimal Complexity", ASIACRYPT 2020;
 * Lee, Lee, No, Kim, "Minimax Approximation of Sign Function by Composite Polynomial for
 * Homomorphic Comparison", IEEE TDSC 2021).
 *
 * <p>Every stage maps [-1, 1] to [-1, 1], so that no change of variables costs a level: all but the
 * last are divided by the upper end of their output, margin included. The last is near +-1.
 *
 * @param accuracy what was asked for
 * @param stages the polynomials, in the order of application; at least one
 */
public record MinimaxSign(SignAccuracy accuracy, List<Stage> stages) {

  /**
   * One polynomial of the composition.
   *
   * @param series odd, on [-1, 1]
   * @param input where |x| may lie: the output of the stage before, widened by the margin
   * @param output where |series(x)| lies for every |x| in {@code input}, rounding covered
   */
  public record Stage(ChebyshevSeries series, Interval input, Interval output) {}

  /** Copies the list. */
  public MinimaxSign {
    stages = List.copyOf(stages);
  }

  /**
   * The composition with the given degrees, first one first.
   *
   * @param degrees odd, at least 3
   * @throws IllegalArgumentException if there is no degree, or one is even or below 3
   * @throws ApproximationException if these degrees miss the accuracy
   */
  public static MinimaxSign withDegrees(SignAccuracy accuracy, int... degrees) {
    if (degrees.length == 0) {
      throw new IllegalArgumentException(
          "A composition needs a degree, but found none; give odd degrees of at least 3.");
    }
    List<Stage> stages = new ArrayList<>();
    Interval input = accuracy.input();
    for (int i = 0; i < degrees.length; i++) {
      SignStep step = SignStep.of(input, degrees[i]);
      if (i == degrees.length - 1) {
        if (step.error() > accuracy.maxError()) {
          throw new ApproximationException(
              ("An error of at most 2^-%d was wanted, but these degrees reach %s; give "
                      + "larger or more degrees.")
                  .formatted(accuracy.precision(), step.error()));
        }
        stages.add(step.last());
      } else {
        stages.add(step.inner(accuracy.margin()));
        input = step.nextInput(accuracy.margin());
      }
    }
    return new MinimaxSign(accuracy, stages);
  }

  /**
   * The composition of least depth, and among those of fewest products of ciphertexts.
   *
   * @param maxDegree largest degree of a stage, at least 3; 15 or 31 are usual
   * @throws ApproximationException if no composition reaches the accuracy
   */
  public static MinimaxSign leastDepth(SignAccuracy accuracy, int maxDegree) {
    return withDegrees(accuracy, SignDegrees.leastDepth(accuracy, maxDegree));
  }

  /** The degrees, in the order of application. */
  public int[] degrees() {
    return stages.stream().mapToInt(stage -> stage.series().degree()).toArray();
  }

  /** Levels consumed, each stage evaluated by its {@link PatersonStockmeyerPlan}. */
  public int depth() {
    return stages.stream()
        .mapToInt(stage -> PatersonStockmeyerPlan.leastDepth(stage.series().degree()))
        .sum();
  }

  /** Bound of |p(x) - sign(x)| for 2^-alpha <= |x| <= 1. */
  public double maxError() {
    Interval output = stages.getLast().output();
    return Math.max(1 - output.lower(), output.upper() - 1);
  }

  /** The value of the composition at x in [-1, 1]. */
  public double evaluate(double x) {
    double value = x;
    for (Stage stage : stages) {
      value = stage.series().evaluate(value);
    }
    return value;
  }
}
