package org.rotunda.ckks.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.encoding.ComplexVector;

class DiagonalMatrixTest {
  @Test
  void multipliesAsTheFullMatrixDoes() {
    int slots = 8;
    SplittableRandom random = new SplittableRandom(1);
    double[][] matrix = new double[slots][slots];
    for (double[] row : matrix) {
      for (int j = 0; j < slots; j++) {
        row[j] = random.nextInt(-9, 10);
      }
    }
    Map<Integer, ComplexVector> diagonals = new HashMap<>();
    for (int d = 0; d < slots; d++) {
      double[] diagonal = new double[slots];
      for (int i = 0; i < slots; i++) {
        diagonal[i] = matrix[i][(i + d) % slots];
      }
      // Indices of any sign and size name the same diagonals.
      diagonals.put(d % 2 == 0 ? d : d - 3 * slots, ComplexVector.ofReal(diagonal));
    }
    double[] x = random.doubles(slots, -4, 4).map(Math::rint).toArray();
    ComplexVector product = new DiagonalMatrix(slots, diagonals).multiply(ComplexVector.ofReal(x));
    for (int i = 0; i < slots; i++) {
      double expected = 0;
      for (int j = 0; j < slots; j++) {
        expected += matrix[i][j] * x[j];
      }
      assertThat(product.real(i)).isEqualTo(expected);
      assertThat(product.imaginary(i)).isZero();
    }
  }

  @Test
  void complexDiagonalsMultiplyComplexSlots() {
    ComplexVector diagonal = ComplexVector.of(new double[] {1, 2}, new double[] {3, 4});
    ComplexVector x = ComplexVector.of(new double[] {5, 6}, new double[] {7, 8});
    ComplexVector product = new DiagonalMatrix(2, Map.of(1, diagonal)).multiply(x);
    assertThat(product.real()).containsExactly(6 - 24, 10 - 28);
    assertThat(product.imaginary()).containsExactly(8 + 18, 14 + 20);
  }

  @Test
  void diagonalsAreHeldByIndexModuloTheSlots() {
    ComplexVector d = ComplexVector.ofReal(1, 1, 1, 1);
    assertThat(new DiagonalMatrix(4, Map.of(-1, d, 4, d, 6, d)).diagonals().keySet())
        .containsExactly(0, 2, 3);
  }

  @Test
  void matricesThatAreNoneAreRefused() {
    ComplexVector d = ComplexVector.ofReal(1, 1, 1, 1);
    assertThatThrownBy(() -> new DiagonalMatrix(4, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one diagonal");
    assertThatThrownBy(() -> new DiagonalMatrix(2, Map.of(1, d)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2, but diagonal 1 has 4");
    assertThatThrownBy(() -> new DiagonalMatrix(4, Map.of(1, d, -3, d)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given twice modulo 4");
  }

  @Test
  void aShorterDiagonalRepeats() {
    ComplexVector period = ComplexVector.of(new double[] {1, -2}, new double[] {0, 3});
    ComplexVector whole =
        ComplexVector.of(
            new double[] {1, -2, 1, -2, 1, -2, 1, -2}, new double[] {0, 3, 0, 3, 0, 3, 0, 3});
    ComplexVector x = ComplexVector.ofReal(1, 2, 3, 4, 5, 6, 7, 8);
    for (int index : new int[] {0, 3, -1}) {
      ComplexVector expected = new DiagonalMatrix(8, Map.of(index, whole)).multiply(x);
      ComplexVector product = new DiagonalMatrix(8, Map.of(index, period)).multiply(x);
      assertThat(product.real()).as("diagonal %d", index).containsExactly(expected.real());
      assertThat(product.imaginary()).containsExactly(expected.imaginary());
    }
  }
}
