package org.rotunda.ckks.bootstrap;

import java.util.Arrays;
import java.util.List;
import org.rotunda.ckks.noise.Precision;

/**
 * Predicted errors of real slots: of each a part that the message determines, which is that of the
 * sine, and a random one of mean 0, whose deviation is one of several.
 */
public final class PredictedErrors {
  private static final int QUANTILES = 64;
  private static final int HALVINGS = 60;

  private final double[] systematic;
  private final List<Deviation> random;
  private final ErrorDistribution distribution;

  /**
   * Errors.
   *
   * @param systematic of each slot
   * @param random the deviations that the rest may have, above 0
   * @param distribution of the rest
   */
  PredictedErrors(double[] systematic, List<Deviation> random, ErrorDistribution distribution) {
    this.systematic = systematic.clone();
    this.random = List.copyOf(random);
    this.distribution = distribution;
  }

  /** What no slot's error exceeds but with a probability of at most the slots times 2^-28.9. */
  public double bound() {
    return largestSystematic()
        + distribution.most() * random.stream().mapToDouble(Deviation::deviation).max().orElse(0);
  }

  /** The root mean square over the slots. */
  public double rootMeanSquare() {
    double sum = 0;
    for (double error : systematic) {
      sum += error * error;
    }
    return Math.hypot(Math.sqrt(sum / systematic.length), randomDeviation());
  }

  /** The root mean square of the random part alone. */
  double randomDeviation() {
    return Deviation.rootMeanSquare(random);
  }

  /** The expected bits of a slot: the mean over the slots of -log2 of the error. */
  public double meanBits() {
    double[] quantiles = new double[QUANTILES];
    Arrays.setAll(quantiles, k -> distribution.quantile((k + 0.5) / QUANTILES));
    double sum = 0;
    for (double error : systematic) {
      for (Deviation part : random) {
        sum += part.probability() * bits(error, part.deviation(), quantiles);
      }
    }
    return sum / systematic.length;
  }

  private static double bits(double error, double deviation, double[] quantiles) {
    double sum = 0;
    for (double quantile : quantiles) {
      sum += Math.min(Precision.EXACT, -Log2.of(Math.abs(error + deviation * quantile)));
    }
    return sum / quantiles.length;
  }

  /** The bits of the worst slot: its error exceeds this as often as not. */
  public double worstBits() {
    double least = 0;
    double most = bound();
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (least + most) / 2;
      if (expectedBeyond(middle) > Math.log(2)) {
        least = middle;
      } else {
        most = middle;
      }
    }
    return -Log2.of(most);
  }

  /** How many slots' errors exceed a limit on average, n; none does with probability exp(-n). */
  private double expectedBeyond(double limit) {
    double sum = 0;
    for (Deviation part : random) {
      double slots = 0;
      for (double error : systematic) {
        slots +=
            distribution.below((error - limit) / part.deviation())
                + distribution.below((-error - limit) / part.deviation());
      }
      sum += part.probability() * slots;
    }
    return sum;
  }

  private double largestSystematic() {
    return Arrays.stream(systematic).map(Math::abs).max().orElse(0);
  }
}
