package org.rotunda.ckks.polynomial;

/**
 * The odd minimax approximation of sign on [-1, -lower] and [lower, 1], before scaling.
 *
 * @param input [lower, 1]
 * @param series values within {@code error} of 1 on the input
 * @param error bound of |series(x) - 1| there. A polynomial of odd degree 2n - 1 with n + 1 points
 *     of alternation, two of them the ends, has no further extremum on [lower, 1], so the largest
 *     of them bounds the error; the rounding of an evaluation is added twice, once for the
 *     measurement and once for whoever evaluates.
 */
record SignStep(Interval input, ChebyshevSeries series, double error) {

  static SignStep of(Interval input, int degree) {
    if (degree < 3 || degree % 2 == 0) {
      throw new IllegalArgumentException(
          "Stages of a sign approximation have odd degree of at least 3, but found %d; change it."
              .formatted(degree));
    }
    MinimaxApproximation best =
        Remez.approximate(
            Math::signum, Domain.aroundZero(input.lower(), input.upper()), degree, Parity.ODD);
    return new SignStep(input, best.series(), best.maxError() + 2 * best.series().roundingBound());
  }

  /** The step as a stage whose output, widened by the margin, ends at 1. */
  MinimaxSign.Stage inner(double margin) {
    double factor = 1 / (1 + error + margin);
    return new MinimaxSign.Stage(
        series.times(factor), input, new Interval((1 - error) * factor, (1 + error) * factor));
  }

  /** The step as the last stage. */
  MinimaxSign.Stage last() {
    return new MinimaxSign.Stage(series, input, new Interval(1 - error, 1 + error));
  }

  /** Whether the two signs stay apart by more than the margin. */
  boolean separates(double margin) {
    return error + margin < 1;
  }

  /** Where the next stage must work: the scaled output, widened by the margin. */
  Interval nextInput(double margin) {
    if (!separates(margin)) {
      throw new ApproximationException(
          ("A stage must separate signs by more than its margin of %s, but its error is %s; "
                  + "lower the margin or raise the degree.")
              .formatted(margin, error));
    }
    return new Interval((1 - error - margin) / (1 + error + margin), 1);
  }
}
