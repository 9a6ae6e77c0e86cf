package org.rotunda.ckks.bootstrap;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.rotunda.ckks.polynomial.ApproximationError;
import org.rotunda.ckks.polynomial.ApproximationException;
import org.rotunda.ckks.polynomial.ChebyshevInterpolation;
import org.rotunda.ckks.polynomial.ChebyshevSeries;
import org.rotunda.ckks.polynomial.Domain;
import org.rotunda.ckks.polynomial.Interval;
import org.rotunda.ckks.polynomial.Parity;
import org.rotunda.ckks.polynomial.PatersonStockmeyerPlan;

/**
 * An approximation of sin(2 pi x) for |x| &lt;= B by a cosine and double angles (Han, Ki, "Better
 * Bootstrapping for Approximate Homomorphic Encryption", 2020, section 3): with y = (x - 1/4) / H
 * and H = B + 1/4 a series p(y) near cos(2 pi H y / 2^R), then R times z to 2 z^2 - 1.
 *
 * <p>The series interpolates on the whole of [-1, 1], where the cosine is even in y, so that half
 * its coefficients are zero; that takes as many products as interpolation at Han and Ki's nodes,
 * which are closer together but without symmetry, and holds for every ratio of q_0 to the message.
 *
 * @param bound B
 * @param doubleAngles R
 * @param plan of the series, whose interval is [-1, 1]
 */
public record CosineApproximation(double bound, int doubleAngles, PatersonStockmeyerPlan plan) {
  private static final int MAX_DOUBLE_ANGLES = 12;
  private static final int MAX_DEGREE = 126;

  /** Beyond this many radians no degree up to the largest suffices. */
  private static final double MAX_ARGUMENT = 110;

  /**
   * The approximation of least depth, and among those of fewest products, whose series has at most
   * the given error.
   *
   * @param bound B, positive
   * @param seriesError positive; doubling the angle makes an error up to four times as large
   * @throws ApproximationException if no degree up to 126 does
   */
  public static CosineApproximation of(double bound, double seriesError) {
    return IntStream.rangeClosed(0, MAX_DOUBLE_ANGLES)
        .mapToObj(doubleAngles -> of(bound, seriesError, doubleAngles))
        .flatMap(Optional::stream)
        .min(
            Comparator.comparingInt(CosineApproximation::depth)
                .thenComparingInt(CosineApproximation::multiplications))
        .orElseThrow(
            () ->
                new ApproximationException(
                    "No cosine of degree up to %d has an error of %s on [-%s, %s] after up to %d double angles; allow a larger error or failure probability."
                        .formatted(MAX_DEGREE, seriesError, bound, bound, MAX_DOUBLE_ANGLES)));
  }

  private static Optional<CosineApproximation> of(
      double bound, double seriesError, int doubleAngles) {
    double argument = Math.scalb(2 * Math.PI * halfWidth(bound), -doubleAngles);
    if (argument > MAX_ARGUMENT) {
      return Optional.empty();
    }
    DoubleUnaryOperator cosine = y -> Math.cos(argument * y);
    // J_d(a) is below any error wanted only for d > a, and falls fast from there.
    for (int degree = 2 * (int) (argument / 2); degree <= MAX_DEGREE; degree += 2) {
      ChebyshevSeries series =
          ChebyshevInterpolation.interpolate(cosine, Interval.UNIT, degree).part(Parity.EVEN);
      if (ChebyshevInterpolation.error(cosine, series, 8 * (degree + 2) + 1).maximum()
          <= seriesError) {
        return Optional.of(
            new CosineApproximation(bound, doubleAngles, PatersonStockmeyerPlan.of(series)));
      }
    }
    return Optional.empty();
  }

  private static double halfWidth(double bound) {
    return bound + 0.25;
  }

  /** H = B + 1/4: x/H lies in [-1, 1] and so does (x - 1/4)/H. */
  public double halfWidth() {
    return halfWidth(bound);
  }

  /** The degree of the series. */
  public int degree() {
    return plan.series().degree();
  }

  /** Levels consumed. */
  public int depth() {
    return plan.depth() + doubleAngles;
  }

  /** Products of two ciphertexts. */
  public int multiplications() {
    return plan.multiplications() + doubleAngles;
  }

  /** The approximation at x, by its own steps. */
  public double evaluate(double x) {
    double z = plan.evaluate((x - 0.25) / halfWidth());
    for (int i = 0; i < doubleAngles; i++) {
      z = 2 * z * z - 1;
    }
    return z;
  }

  /** The error against sin(2 pi x) on a grid over [-B, B]. */
  public ApproximationError error() {
    return ApproximationError.measure(
        x -> Math.sin(2 * Math.PI * x),
        this::evaluate,
        Domain.of(Interval.symmetric(bound)),
        (64 * (degree() + 1)) << doubleAngles);
  }
}
