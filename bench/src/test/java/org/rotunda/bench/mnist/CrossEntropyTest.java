package org.rotunda.bench.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CrossEntropyTest {

  private static final double ULP = Math.ulp(1.0);

  @Test
  void equalLogitsCostTheLogarithmOfTheClasses() {
    double loss = new CrossEntropy(0).loss(new double[] {5, 5, 5, 5}, 2);
    // The sum 5 + log 4 and the difference round once each to within an ulp of 8.
    assertThat(loss).isCloseTo(Math.log(4), within(2 * Math.ulp(8.0)));
  }

  @Test
  void theGradientIsSoftmaxMinusTheSmoothedLabel() {
    double[] gradient = new CrossEntropy(0.4).gradient(new double[] {3, 3, 3, 3}, 1);
    assertThat(gradient)
        .containsExactly(new double[] {0.15, 0.25 - 0.7, 0.15, 0.15}, within(4 * ULP));
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    CrossEntropy hard = new CrossEntropy(0);
    assertThat(hard.loss(new double[] {1e6, -1e6}, 0)).isZero();
    assertThat(hard.loss(new double[] {1e6, -1e6}, 1)).isEqualTo(2e6);
    assertThat(hard.gradient(new double[] {1e6, -1e6}, 1)).containsExactly(1, -1);
  }

  @Test
  void aSmoothingOutsideTheUnitIntervalIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CrossEntropy(1));
    assertThatIllegalArgumentException().isThrownBy(() -> new CrossEntropy(Double.NaN));
  }
}
