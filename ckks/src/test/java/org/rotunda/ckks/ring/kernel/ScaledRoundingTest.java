package org.rotunda.ckks.ring.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.ring.Kernels;

class ScaledRoundingTest {
  private static final List<Kernels> BOTH = List.of(new ScalarKernels(), new VectorKernels());
  private static final int DEGREE = 256;

  @BeforeAll
  static void vectors() {
    VectorsHere.required();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 64, DEGREE})
  void integersAreTheNearestOnesAndTiesGoToEvenOnes(int degree) {
    for (double scale : new double[] {1, 0.5, 0x1p20, 0x1.8p-3, 0x1p50}) {
      for (Kernels kernels : BOTH) {
        double[] x = reals(degree, scale, 0x1p51);
        long[] out = new long[degree];
        assertThat(kernels.round(x, scale, out)).isTrue();
        for (int i = 0; i < degree; i++) {
          assertThat(out[i])
              .as("%s: %s times %s", kernels.name(), x[i], scale)
              .isEqualTo(
                  new BigDecimal(x[i] * scale)
                      .setScale(0, RoundingMode.HALF_EVEN)
                      .longValueExact());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0x1p51, -0x1p51, 0x1.0000000000001p51, 0x1.8p52, 0x1.fffffffffffffp62})
  void productsThatFitWordsAreExactHoweverLarge(double large) {
    for (Kernels kernels : BOTH) {
      double[] x = reals(DEGREE, 1, 0x1p51);
      x[DEGREE - 3] = large;
      long[] out = new long[DEGREE];
      assertThat(kernels.round(x, 1, out)).isTrue();
      assertThat(out[DEGREE - 3])
          .isEqualTo(new BigDecimal(large).setScale(0, RoundingMode.HALF_EVEN).longValueExact());
      assertThat(out[0]).isEqualTo((long) Math.rint(x[0]));
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0x1p63,
        -0x1p63,
        0x1p200,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void aProductThatFitsNoWordIsToldWhereverItStands(double large) {
    for (Kernels kernels : BOTH) {
      for (int at : new int[] {0, 7, DEGREE - 1}) {
        double[] x = reals(DEGREE, 1, 0x1p51);
        x[at] = large;
        assertThat(kernels.round(x, 1, new long[DEGREE])).as("%s at %d", large, at).isFalse();
      }
    }
  }

  @Test
  void compiledCodeAgrees() {
    assumeTrue(Lanes.MOVES, "With two lanes this is a scalar loop.");
    double[] x = reals(DEGREE, 0x1p40, 0x1p51);
    CompiledCalls.check("round", DEGREE, (kernels, out) -> kernels.round(x, 0x1p40, out));
  }

  /** Numbers whose products with a scale are below a bound: extremes, ties, and random ones. */
  private static double[] reals(int degree, double scale, double bound) {
    SplittableRandom random = new SplittableRandom(1);
    double[] extremes = {
      0, -0.0, 0.5, -0.5, 1.5, -1.5, 2.5, 0x1.fffffffffffffp-2, Math.nextDown(bound), 1 - bound
    };
    double[] x = new double[degree];
    Arrays.setAll(
        x,
        i ->
            switch (random.nextInt(3)) {
              case 0 -> extremes[random.nextInt(extremes.length)] / scale;
              case 1 -> random.nextDouble(-bound, bound) / scale;
              default -> (random.nextInt(-1000, 1000) + 0.5) / scale;
            });
    return x;
  }
}
