package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  void drawnErrorsHaveThePredictedMeanRootMeanSquareAndWorst(long seed) {
    double[] errors = systematic();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < SLOTS; i++) {
      Deviation part = RANDOM.get(random.nextInt(4) == 0 ? 0 : 1);
      errors[i] += part.deviation() * random.nextGaussian();
    }
    Precision drawn =
        Precision.of(ComplexVector.ofReal(errors), ComplexVector.ofReal(new double[SLOTS]));
    PredictedErrors predicted = new PredictedErrors(systematic(), RANDOM);

    // The bits of a normal number deviate by 1.6, so the mean of 4096 by 0.025: five of these.
    assertThat(predicted.meanBits()).as("seed %d", seed).isCloseTo(drawn.mean(), within(0.125));
    assertThat(-Log2.of(predicted.rootMeanSquare())).isCloseTo(drawn.rootMeanSquare(), within(0.1));
    // The worst of 4096 normal numbers is within 3 and 5.5 deviations with 0.999.
    assertThat(predicted.worstBits()).isCloseTo(drawn.worst(), within(0.6));
    assertThat(drawn.worst()).isGreaterThan(-Log2.of(predicted.bound()));
  }

  @Test
  void boundIsTheLargestSystematicErrorAndSixOfTheLargestDeviations() {
    PredictedErrors predicted = new PredictedErrors(new double[] {-3, 1}, RANDOM);

    assertThat(predicted.bound()).isEqualTo(3 + 6 * 0x1p-20);
  }
}
