package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.noise.Precision;

class PredictedErrorsTest {
  private static final int SLOTS = 1 << 12;
  private static final List<Deviation> RANDOM =
      List.of(new Deviation(0.25, 0x1p-20), new Deviation(0.75, 0x1p-22));

  private static double[] systematic() {
    return IntStream.range(0, SLOTS).mapToDouble(i -> Math.scalb((double) i, -12 - 20)).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void drawnNormalErrorsHaveThePredictedMeanRootMeanSquareAndWorst(long seed) {
    // The worst of 4096 normal numbers is within 3 and 5.5 deviations with 0.999.
    assertAsPredicted(seed, ErrorDistribution.NORMAL, 0.6);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void drawnRoundingErrorsTimesASecretHaveThePredictedMeanRootMeanSquareAndWorst(long seed) {
    // The worst of the 1024 with the larger deviation is within 3.5 and 9.8 of it with 0.999, and
    // the median of the worst is at 5.2.
    assertAsPredicted(seed, ErrorDistribution.LAPLACE, 0.9);
  }

  private static void assertAsPredicted(
      long seed, ErrorDistribution distribution, double worstBits) {
    double[] errors = systematic();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < SLOTS; i++) {
      Deviation part = RANDOM.get(random.nextInt(4) == 0 ? 0 : 1);
      errors[i] += part.deviation() * drawn(distribution, random);
    }
    Precision drawn =
        Precision.of(ComplexVector.ofReal(errors), ComplexVector.ofReal(new double[SLOTS]));
    PredictedErrors predicted = new PredictedErrors(systematic(), RANDOM, distribution);

    // The bits of a number deviate by less than 1.9, so the mean of 4096 by 0.03: four of these.
    assertThat(predicted.meanBits()).as("seed %d", seed).isCloseTo(drawn.mean(), within(0.125));
    assertThat(-Log2.of(predicted.rootMeanSquare())).isCloseTo(drawn.rootMeanSquare(), within(0.1));
    assertThat(predicted.worstBits())
        .as("seed %d", seed)
        .isCloseTo(drawn.worst(), within(worstBits));
    assertThat(drawn.worst()).isGreaterThan(-Log2.of(predicted.bound()));
  }

  /** The real part of a complex normal rounding error times a complex normal secret. */
  private static double drawn(ErrorDistribution distribution, SplittableRandom random) {
    return switch (distribution) {
      case NORMAL -> random.nextGaussian();
      case LAPLACE -> {
        double real = random.nextGaussian() * random.nextGaussian();
        double imaginary = random.nextGaussian() * random.nextGaussian();
        yield (real - imaginary) * Math.sqrt(0.5);
      }
    };
  }

  @ParameterizedTest
  @EnumSource(ErrorDistribution.class)
  void boundIsExceededAsSeldomAsSixDeviationsOfANormalNumber(ErrorDistribution distribution) {
    PredictedErrors predicted = new PredictedErrors(new double[] {-3, 1}, RANDOM, distribution);
    double deviations = (predicted.bound() - 3) / 0x1p-20;

    assertThat(deviations).isCloseTo(distribution.most(), within(1e-6));
    assertThat(-Log2.of(2 * distribution.below(-deviations))).isCloseTo(28.9, within(0.1));
  }
}
