package org.rotunda.ckks.bootstrap;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * How uncertain a measured root mean square of errors is. Squares of errors e of mean 0 have the
 * relative variance k - 1, k = mean(e^4) / mean(e^2)^2 being the kurtosis, so the mean of n
 * independent ones deviates by sqrt((k - 1) / n) of itself, and its root by half of that.
 */
final class RootMeanSquareDeviation {
  private static final int MULTIPLES = 1 << 14;

  /** Of a rescale at scale 1, about; not so small that the rounding of doubles would hide it. */
  private static final double RESCALE = 0x1p6;

  private static final double NORMAL = 3;

  private RootMeanSquareDeviation() {}

  /**
   * Of errors of bootstraps: a sum of independent errors has no larger kurtosis than the one of
   * them with the largest, which is one of EvalMod's.
   *
   * @param count how many independent errors
   */
  static double ofReduced(BootstrapPlan plan, int count) {
    double kurtosis = Math.max(ofRoundings(plan), ofSeries(plan));
    return Math.sqrt((kurtosis - 1) / count) / 2;
  }

  /**
   * Normal errors of deviation d with probability p: 3 sum p d^4 / (sum p d^2)^2, and their
   * variance is multiplied by the mean of as many exponentially distributed numbers as the gap, see
   * {@link ErrorDistribution}, whose mean square is 1 + 1 / gap.
   */
  private static double ofRoundings(BootstrapPlan plan) {
    double squares = 0;
    double fourths = 0;
    // Deviations are as large as those of a rescale, and the quotient is the same.
    for (Deviation part : ReductionNoise.of(plan, RESCALE).roundings()) {
      double square = part.deviation() * part.deviation();
      squares += part.probability() * square;
      fourths += part.probability() * square * square;
    }
    return (1 + 1.0 / plan.gap()) * NORMAL * fourths / (squares * squares);
  }

  /** The errors of the series at multiples of q_0 as ModRaise adds them. */
  private static double ofSeries(BootstrapPlan plan) {
    SplittableRandom random = new SplittableRandom(1);
    double[] squares =
        Stream.generate(() -> ReductionNoise.multiple(plan.overflow().weight(), random))
            .limit(MULTIPLES)
            .mapToDouble(multiple -> ReductionNoise.atMultiple(plan.cosine(), multiple))
            .map(error -> error * error)
            .toArray();
    double mean = DoubleStream.of(squares).average().orElseThrow();
    return DoubleStream.of(squares).map(x -> x * x).average().orElseThrow() / (mean * mean);
  }
}
