package org.rotunda.ckks.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplexVectorTest {
  @Test
  void isUnaffectedByLaterWritesToArraysGivenOrTaken() {
    double[] real = {1, 2};
    double[] imaginary = {3, 4};
    ComplexVector vector = ComplexVector.of(real, imaginary);
    real[0] = 9;
    imaginary[0] = 9;
    vector.real()[0] = 9;
    vector.imaginary()[0] = 9;
    assertThat(vector.real()).containsExactly(1, 2);
    assertThat(vector.imaginary()).containsExactly(3, 4);
  }

  @Test
  void realSlotsHaveNoImaginaryParts() {
    assertThat(ComplexVector.ofReal(1, 2, 3, 4).imaginary()).containsOnly(0);
  }

  @Test
  void paddingFillsWithZeros() {
    assertThat(ComplexVector.padded(new double[] {1, 2, 3}, 8).real())
        .containsExactly(1, 2, 3, 0, 0, 0, 0, 0);
    assertThatThrownBy(() -> ComplexVector.padded(new double[5], 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4")
        .hasMessageContaining("5");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "4, 0", "5, 1", "-1, 3", "-4, 0", "2147483647, 3", "-2147483648, 0"})
  void rotationIsCyclicForAnyAmount(int amount, int first) {
    ComplexVector rotated =
        ComplexVector.of(new double[] {0, 1, 2, 3}, new double[] {0, 10, 20, 30}).rotate(amount);
    for (int j = 0; j < 4; j++) {
      assertThat(rotated.real(j)).isEqualTo((first + j) % 4);
      assertThat(rotated.imaginary(j)).isEqualTo((first + j) % 4 * 10);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "3, 3", "4, 2"})
  void lengthsThatAreNoCommonPowerOfTwoAreRefused(int real, int imaginary) {
    assertThatThrownBy(() -> ComplexVector.of(new double[real], new double[imaginary]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(real + " and " + imaginary);
  }
}
