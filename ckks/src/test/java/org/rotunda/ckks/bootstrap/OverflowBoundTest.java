package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverflowBoundTest {
  @Test
  void thePublishedProbabilityOfWeight32And16IntervalsComesOut() {
    assertThat(OverflowBound.at(32, 1 << 16, 16).log2Failure()).isCloseTo(-138.7, within(0.05));
  }

  @Test
  void aSumOfTwoHasATriangularTail() {
    // P(|x| > B) = (1 - B)^2 for the sum of two uniform numbers.
    OverflowBound half = OverflowBound.at(1, 1, 0.5);
    assertThat(half.log2Failure()).isCloseTo(-2, within(1e-9));
    assertThat(OverflowBound.at(1, 1, 1).log2Failure()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @CsvSource({"32, -40", "32, -128", "192, -64", "192, -128", "500, -128", "700, -128"})
  void theLeastBoundKeepsTheProbabilityAndAStepLessDoesNot(int weight, double wanted) {
    OverflowBound least = OverflowBound.least(weight, 1 << 12, wanted);
    assertThat(least.log2Failure()).isLessThanOrEqualTo(wanted);
    assertThat(OverflowBound.at(weight, 1 << 12, least.bound() - 1.0 / 64).log2Failure())
        .isGreaterThan(wanted);
  }

  @Test
  void theBoundOfManyTermsIsAboveTheExactTailByAFewBits() {
    double exact = OverflowBound.at(511, 1 << 12, 80).log2Failure();
    double bounded = OverflowBound.at(512, 1 << 12, 80).log2Failure();
    // One term more widens the tail, and Chernoff's factor is about t sigma sqrt(2 pi).
    assertThat(bounded - exact).isBetween(0.0, 8.0);
  }

  @Test
  void sumsOfUniformNumbersExceedTheBoundAsOftenAsComputed() {
    SplittableRandom random = new SplittableRandom(5);
    int samples = 200_000;
    int above = 0;
    for (int i = 0; i < samples; i++) {
      double sum = 0;
      for (int k = 0; k < 33; k++) {
        sum += random.nextDouble() - 0.5;
      }
      above += Math.abs(sum) > 3 ? 1 : 0;
    }
    double probability = Math.pow(2, OverflowBound.at(32, 1, 3).log2Failure());
    double spread = 6 * Math.sqrt(probability / samples);
    assertThat((double) above / samples).isCloseTo(probability, within(spread));
  }

  @Test
  void aReportNamesWeightBoundAndProbability() {
    assertThat(OverflowBound.at(32, 1 << 16, 16))
        .hasToString(
            "weight 32: 65536 coefficients stay within 16.000 q_0 except with probability"
                + " 2^-138.7");
  }
}
