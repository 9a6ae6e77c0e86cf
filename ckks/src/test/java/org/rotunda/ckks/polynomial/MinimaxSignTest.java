package org.rotunda.ckks.polynomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MinimaxSignTest {
  private static final int GRID = 20_000;

  @ParameterizedTest
  @CsvSource({"1,1", "2,8", "4,4", "4,20", "6,10", "8,8", "10,16", "12,12", "16,16"})
  void errorOnAFineGridStaysBelowTheStatedBound(int alpha, int precision) {
    MinimaxSign sign = MinimaxSign.leastDepth(SignAccuracy.exact(alpha, precision), 31);
    assertThat(sign.maxError()).isLessThanOrEqualTo(Math.scalb(1.0, -precision));
    for (int i = 0; i <= GRID; i++) {
      // Geometric and uniform grids in turn: the steep part is near the gap.
      double t = (double) i / GRID;
      double gap = Math.scalb(1.0, -alpha);
      double x = i % 2 == 0 ? Math.max(gap, Math.pow(gap, t)) : gap + (1 - gap) * t;
      assertThat(Math.abs(sign.evaluate(x) - 1)).as("x %s", x).isLessThanOrEqualTo(sign.maxError());
      assertThat(sign.evaluate(-x)).isEqualTo(-sign.evaluate(x));
    }
  }

  @Test
  void everyStageMapsItsInputIntoItsOutput() {
    MinimaxSign sign = MinimaxSign.leastDepth(new SignAccuracy(10, 10, 0x1p-20), 15);
    for (MinimaxSign.Stage stage : sign.stages()) {
      assertThat(stage.series().parity()).isEqualTo(Parity.ODD);
      assertThat(stage.series().interval().isUnit()).isTrue();
      for (int i = 0; i <= GRID; i++) {
        double x = stage.input().fromUnit(2.0 * i / GRID - 1);
        assertThat(stage.output().contains(stage.series().evaluate(x))).as("x %s", x).isTrue();
      }
    }
    for (int i = 1; i < sign.stages().size(); i++) {
      Interval input = sign.stages().get(i).input();
      Interval output = sign.stages().get(i - 1).output();
      assertThat(input.lower()).isLessThan(output.lower());
      assertThat(input.upper()).isEqualTo(1).isGreaterThan(output.upper());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noiseWithinTheMarginIsTolerated(long seed) {
    double margin = 0x1p-12;
    MinimaxSign sign = MinimaxSign.leastDepth(new SignAccuracy(8, 12, margin), 15);
    Random random = new Random(seed);
    double gap = 0x1p-8;
    for (int i = 0; i < GRID; i++) {
      double value = gap + (1 - gap) * random.nextDouble();
      double noise = 0;
      for (MinimaxSign.Stage stage : sign.stages()) {
        value = stage.series().evaluate(value + noise);
        // The next input is widened by margin / (1 + error + margin), which is above margin / 3.
        noise = margin / 3 * (random.nextBoolean() ? 1 : -1);
      }
      assertThat(Math.abs(value - 1)).as("seed %d", seed).isLessThanOrEqualTo(sign.maxError());
    }
  }

  @ParameterizedTest
  @CsvSource({"3,6", "4,3", "5,5", "6,6"})
  void noCompositionOfLessDepthReachesTheAccuracy(int alpha, int precision) {
    SignAccuracy accuracy = SignAccuracy.exact(alpha, precision);
    MinimaxSign sign = MinimaxSign.leastDepth(accuracy, 31);
    for (int[] degrees : largestDegrees(sign.depth() - 1)) {
      assertThatThrownBy(() -> MinimaxSign.withDegrees(accuracy, degrees))
          .as(Arrays.toString(degrees))
          .isInstanceOf(ApproximationException.class);
    }
  }

  /** For every way to split a depth into stages of depth 2 to 5, the largest degrees it allows. */
  private static List<int[]> largestDegrees(int depth) {
    List<int[]> found = new ArrayList<>();
    for (int last = 2; last <= Math.min(5, depth); last++) {
      int degree = (1 << last) - 1;
      found.add(new int[] {degree});
      for (int[] before : largestDegrees(depth - last)) {
        int[] degrees = Arrays.copyOf(before, before.length + 1);
        degrees[before.length] = degree;
        found.add(degrees);
      }
    }
    return found;
  }

  @Test
  void depthIsThatOfTheStagePlans() {
    MinimaxSign sign = MinimaxSign.withDegrees(SignAccuracy.exact(4, 4), 7, 15);
    int depth = 0;
    for (MinimaxSign.Stage stage : sign.stages()) {
      depth += PatersonStockmeyerPlan.of(stage.series()).depth();
    }
    assertThat(sign.depth()).isEqualTo(depth).isEqualTo(7);
    assertThat(sign.degrees()).containsExactly(7, 15);
  }

  @Test
  void degreesThatDoNotSufficeAreReported() {
    assertThatThrownBy(() -> MinimaxSign.withDegrees(SignAccuracy.exact(8, 8), 3))
        .isInstanceOf(ApproximationException.class)
        .hasMessageContaining("2^-8 was wanted");
  }

  @Test
  void evenDegreesAreRefused() {
    assertThatThrownBy(() -> MinimaxSign.withDegrees(SignAccuracy.exact(4, 4), 7, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 8");
    assertThatThrownBy(() -> MinimaxSign.withDegrees(SignAccuracy.exact(4, 4)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void marginsThatStopProgressAreReported() {
    assertThatThrownBy(() -> MinimaxSign.leastDepth(new SignAccuracy(12, 12, 0.1), 7))
        .isInstanceOf(ApproximationException.class)
        .hasMessageContaining("margin");
  }

  @Test
  void accuraciesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> SignAccuracy.exact(0, 4)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SignAccuracy.exact(4, 33))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SignAccuracy(4, 4, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
