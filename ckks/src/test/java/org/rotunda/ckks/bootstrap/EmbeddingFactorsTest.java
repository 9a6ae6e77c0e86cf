package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.linear.DiagonalMatrix;
import org.rotunda.ckks.testing.ClearSlots;
import org.rotunda.ckks.testing.SlotErrors;

class EmbeddingFactorsTest {
  private static ComplexVector random(int slots, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return ComplexVector.of(
        random.doubles(slots, -1, 1).toArray(), random.doubles(slots, -1, 1).toArray());
  }

  /** The sum of c_k zeta^(k 5^j), zeta = exp(i pi / 2n). */
  private static ComplexVector embedding(ComplexVector c) {
    int slots = c.size();
    double[] re = new double[slots];
    double[] im = new double[slots];
    int power = 1;
    for (int j = 0; j < slots; j++) {
      for (int k = 0; k < slots; k++) {
        double angle = Math.PI * (k * power % (4 * slots)) / (2 * slots);
        re[j] += c.real(k) * Math.cos(angle) - c.imaginary(k) * Math.sin(angle);
        im[j] += c.real(k) * Math.sin(angle) + c.imaginary(k) * Math.cos(angle);
      }
      power = power * 5 % (4 * slots);
    }
    return ComplexVector.of(re, im);
  }

  private static ComplexVector bitReversed(ComplexVector x) {
    int bits = Integer.numberOfTrailingZeros(x.size());
    int[] source =
        IntStream.range(0, x.size())
            .map(i -> bits == 0 ? 0 : Integer.reverse(i) >>> (Integer.SIZE - bits))
            .toArray();
    return ComplexVector.of(
        IntStream.of(source).mapToDouble(x::real).toArray(),
        IntStream.of(source).mapToDouble(x::imaginary).toArray());
  }

  private static ComplexVector apply(List<DiagonalMatrix> factors, ComplexVector x) {
    ComplexVector y = x;
    for (DiagonalMatrix factor : factors) {
      y = factor.multiply(y);
    }
    return y;
  }

  /** Sums of n terms of modulus up to sqrt 2, each rounded log2 n times. */
  private static double tolerance(int slots) {
    return 0x1p-50 * slots * (1 + Integer.numberOfTrailingZeros(slots));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 8})
  void anyNumberOfFactorsMultipliesToTheEmbeddingAndToItsInverse(int logSlots) {
    int slots = 1 << logSlots;
    ComplexVector c = random(slots, logSlots);
    for (int count = 1; count <= 5; count++) {
      ComplexVector values = apply(EmbeddingFactors.evaluation(logSlots, count), bitReversed(c));
      assertThat(SlotErrors.of(values, embedding(c)).largest())
          .as("%d factors on %d slots", count, slots)
          .isLessThanOrEqualTo(tolerance(slots));
      ComplexVector back =
          ClearSlots.scale(
              apply(EmbeddingFactors.interpolation(logSlots, count), values), 1.0 / slots, 0);
      assertThat(SlotErrors.of(back, bitReversed(c)).largest())
          .as("back by %d factors on %d slots", count, slots)
          .isLessThanOrEqualTo(tolerance(slots));
    }
  }

  @Test
  void diagonalsHaveThePeriodOfTheLargestBlock() {
    List<DiagonalMatrix> factors = EmbeddingFactors.evaluation(12, 3);
    assertThat(factors.stream().map(f -> f.diagonals().values().iterator().next().size()))
        .containsExactly(1 << 4, 1 << 8, 1 << 12);
    assertThat(factors.stream().map(f -> f.diagonals().size())).containsExactly(31, 31, 16);
  }

  @Test
  void bothDirectionsHaveTheSameDiagonals() {
    for (int count = 1; count <= 5; count++) {
      assertThat(EmbeddingFactors.evaluation(11, count).stream().map(f -> f.diagonals().keySet()))
          .containsExactlyElementsOf(
              EmbeddingFactors.interpolation(11, count).reversed().stream()
                  .map(f -> f.diagonals().keySet())
                  .toList());
    }
  }
}
