package org.rotunda.ckks.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.testing.SlotErrors;

class CanonicalEmbeddingTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 64, 256})
  void valuesAreThoseAtPowersOfFiveOfTheRootOfUnity(int slots) {
    double[] coefficients = new SplittableRandom(slots).doubles(2L * slots, -1, 1).toArray();
    double[] real = new double[slots];
    double[] imaginary = new double[slots];
    int power = 1;
    for (int j = 0; j < slots; j++) {
      for (int k = 0; k < 2 * slots; k++) {
        double angle = Math.PI * (power * k % (4 * slots)) / (2 * slots);
        real[j] += coefficients[k] * Math.cos(angle);
        imaginary[j] += coefficients[k] * Math.sin(angle);
      }
      power = power * 5 % (4 * slots);
    }
    CanonicalEmbedding embedding = new CanonicalEmbedding(slots);
    EncodingScratch scratch = embedding.scratch();
    System.arraycopy(coefficients, 0, scratch.coefficients(), 0, coefficients.length);
    embedding.transform(scratch);
    ComplexVector values = embedding.values(scratch);
    // The direct sum of 2n terms below 1 is off by at most (2n)^2 2^-53 and less than the
    // transform.
    double bound = 4.0 * slots * slots * 0x1p-52;
    assertThat(SlotErrors.of(values, ComplexVector.of(real, imaginary)).largest())
        .isLessThanOrEqualTo(bound);
    embedding.coefficients(values, scratch);
    double[] back = scratch.coefficients();
    for (int k = 0; k < back.length; k++) {
      assertThat(Math.abs(back[k] - coefficients[k])).isLessThanOrEqualTo(bound);
    }
  }
}
