package org.rotunda.ckks.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.testing.SeededRandom;

class GaussianSamplerTest {
  private static final int SAMPLES = 1 << 20;

  private static double weight(long x, double sigma) {
    return Math.exp(-(double) x * x / (2 * sigma * sigma));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 3.2, 20})
  void everyValueComesAsOftenAsItsProbability(double sigma) {
    long[] samples = new GaussianSampler(sigma).sample(SAMPLES, new SeededRandom(2));
    double total = 0;
    for (long x = -(long) (14 * sigma); x <= 14 * sigma; x++) {
      total += weight(x, sigma);
    }
    // The rare values beyond reach, of fewer than about ten samples, share one class a side.
    int reach = (int) (4.2 * sigma);
    double[] expected = new double[2 * reach + 3];
    long[] counts = new long[2 * reach + 3];
    for (long x = -(long) (14 * sigma); x <= 14 * sigma; x++) {
      expected[place(x, reach)] += SAMPLES * weight(x, sigma) / total;
    }
    for (long sample : samples) {
      counts[place(sample, reach)]++;
    }
    ChiSquare.assertFits(expected, counts);
  }

  private static int place(long x, int reach) {
    return Math.clamp(x, -reach - 1, reach + 1) + reach + 1;
  }

  @Test
  void noSampleLiesBeyondTheTailCut() {
    long[] samples = new GaussianSampler(3.2).sample(SAMPLES, new SeededRandom(4));
    // 12 sigma is 38.4; a sample beyond 6 sigma comes once in 2^29.
    assertThat(Arrays.stream(samples).map(Math::abs).max().getAsLong()).isBetween(13L, 20L);
  }

  @Test
  void varianceIsThatOfSigma() {
    long[] samples = new GaussianSampler(3.2).sample(SAMPLES, new SeededRandom(5));
    double meanSquare = Arrays.stream(samples).mapToDouble(x -> (double) x * x).sum() / SAMPLES;
    // The variance of x^2 is 2 sigma^4: five standard errors.
    assertThat(meanSquare / (3.2 * 3.2))
        .isBetween(1 - 5 * Math.sqrt(2.0 / SAMPLES), 1 + 5 * Math.sqrt(2.0 / SAMPLES));
  }

  /** The boundaries of each magnitude among 63-bit numbers, against 60-digit arithmetic. */
  @Test
  void theTableIsWithinItsStatedDistanceOfTheExactDistribution() {
    double sigma = 3.2;
    MathContext digits = new MathContext(60);
    int tail = 39;
    BigDecimal[] weights = new BigDecimal[tail + 40];
    BigDecimal total = BigDecimal.ZERO;
    BigDecimal denominator = new BigDecimal("3.2").pow(2).multiply(BigDecimal.TWO);
    for (int k = 0; k < weights.length; k++) {
      BigDecimal density =
          BigDecimal.ONE.divide(
              exp(new BigDecimal(k * k).divide(denominator, digits), digits), digits);
      weights[k] = k == 0 ? density : density.multiply(BigDecimal.TWO);
      total = total.add(weights[k]);
    }
    GaussianSampler sampler = new GaussianSampler(sigma);
    BigDecimal distance = BigDecimal.ZERO;
    BigInteger previous = BigInteger.ZERO;
    BigDecimal range = new BigDecimal(2).pow(63);
    for (int k = 0; k <= tail; k++) {
      BigInteger end = k == tail ? BigInteger.ONE.shiftLeft(63) : firstBeyond(sampler, k);
      BigDecimal actual = new BigDecimal(end.subtract(previous)).divide(range, digits);
      distance = distance.add(actual.subtract(weights[k].divide(total, digits)).abs());
      previous = end;
    }
    assertThat(distance.divide(BigDecimal.TWO).doubleValue()).isLessThan(0x1p-51);
  }

  /** The first 63-bit number whose sample exceeds k, by bisection. */
  private static BigInteger firstBeyond(GaussianSampler sampler, int k) {
    long least = 0;
    long most = Long.MAX_VALUE;
    while (least < most) {
      long middle = least + (most - least) / 2;
      long word = middle << 1;
      long sample =
          sampler
              .sample(
                  1, bytes -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(word))[
              0];
      if (sample > k) {
        most = middle;
      } else {
        least = middle + 1;
      }
    }
    return BigInteger.valueOf(least);
  }

  private static BigDecimal exp(BigDecimal x, MathContext digits) {
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int i = 1; i < 2000; i++) {
      term = term.multiply(x).divide(BigDecimal.valueOf(i), digits);
      sum = sum.add(term);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0, 0.49, 301, Double.NaN, Double.POSITIVE_INFINITY})
  void deviationsWithoutATableAreRefused(double sigma) {
    assertThatThrownBy(() -> new GaussianSampler(sigma))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Double.toString(sigma));
  }
}
