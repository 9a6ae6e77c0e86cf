package org.rotunda.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rotunda.compiler.program.WeightSlice;

class MatrixChainTest {

  @Test
  void theProgramMultipliesByOneMatrixAfterTheOther() {
    Workload workload = MatrixChain.of(1);
    double[] expected = workload.inputs().getFirst();
    double[] magnitudes = absolute(expected);
    for (int k = 0; k < MatrixChain.LENGTH; k++) {
      double[] matrix = workload.program().weights().values(new WeightSlice("a", List.of(k)));
      expected = times(matrix, expected);
      magnitudes = times(absolute(matrix), magnitudes);
    }
    // Either way an element is rounded at most 512 times in each of four products.
    double roundings = 2.0 * MatrixChain.LENGTH * MatrixChain.SIZE;
    double bound = roundings * 0x1p-53 * largest(magnitudes);

    assertThat(workload.expected(workload.inputs().getFirst()))
        .containsExactly(expected, within(bound));
  }

  @Test
  void elementsStayBelowTheBoundThatParametersAreChosenFor() {
    Workload workload = MatrixChain.of(20);

    for (double[] vector : workload.inputs()) {
      assertThat(largest(absolute(workload.expected(vector))))
          .isLessThan(1 << workload.magnitudeBits());
    }
  }

  private static double[] times(double[] matrix, double[] vector) {
    double[] product = new double[vector.length];
    for (int i = 0; i < matrix.length; i++) {
      product[i / vector.length] += matrix[i] * vector[i % vector.length];
    }
    return product;
  }

  private static double[] absolute(double[] values) {
    double[] absolute = values.clone();
    for (int i = 0; i < absolute.length; i++) {
      absolute[i] = Math.abs(absolute[i]);
    }
    return absolute;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }
}
