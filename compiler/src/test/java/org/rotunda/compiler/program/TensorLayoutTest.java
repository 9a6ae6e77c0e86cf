package org.rotunda.compiler.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorLayoutTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void unpackingGivesBackWhatWasPacked(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> shape = List.of(random.nextInt(1, 6), random.nextInt(1, 6), random.nextInt(1, 6));
    TensorLayout layout = TestTensors.layout(random, shape, 1 << random.nextInt(0, 9));
    double[] elements = TestTensors.numbers(random, layout.size());

    List<double[]> packed = layout.pack(elements);

    assertThat(packed).as("seed %d, %s", seed, layout).hasSize(layout.parts());
    assertThat(layout.unpack(packed)).as("seed %d, %s", seed, layout).isEqualTo(elements);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyPartIsPeriodicAndItsPaddingZero(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> shape = List.of(random.nextInt(1, 6), random.nextInt(1, 10));
    TensorLayout layout = TestTensors.layout(random, shape, 1 << random.nextInt(0, 9));
    double[] ones = new double[layout.size()];
    Arrays.fill(ones, 1);

    double total = 0;
    for (double[] part : layout.pack(ones)) {
      for (int slot = layout.period(); slot < part.length; slot++) {
        assertThat(part[slot]).as("seed %d", seed).isEqualTo(part[slot - layout.period()]);
      }
      total += Arrays.stream(part, 0, layout.period()).sum();
    }

    assertThat(total).as("seed %d, %s", seed, layout).isEqualTo(layout.size());
  }

  @Test
  void vectorsAreContiguousAndRepeated() {
    TensorLayout layout = TensorLayout.packed(List.of(3), 8);

    assertThat(layout.pack(new double[] {1, 2, 3}))
        .containsExactly(new double[] {1, 2, 3, 0, 1, 2, 3, 0});
    assertThat(layout.isDense()).isFalse();
  }

  @Test
  void channelsBeginAtMultiplesOfAPowerOfTwo() {
    assertThat(TensorLayout.packed(List.of(5, 28, 28), 8192).strides())
        .containsExactly(1024, 28, 1);
    assertThat(TensorLayout.packed(List.of(5, 28, 28), 8192).period()).isEqualTo(8192);
  }

  @Test
  void tensorsBeyondTheSlotsTakeSeveralCiphertexts() {
    TensorLayout layout = TensorLayout.packed(List.of(10), 4);

    assertThat(layout.parts()).isEqualTo(3);
    assertThat(layout.period()).isEqualTo(4);
    assertThat(layout.pack(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}))
        .containsExactly(
            new double[] {1, 2, 3, 4}, new double[] {5, 6, 7, 8}, new double[] {9, 10, 0, 0});
  }

  @Test
  void onlyOtherThanPackedStridesAreWritten() {
    assertThat(TensorLayout.packed(List.of(2, 3), 8).toText()).isEqualTo("tensor[2, 3]");
    assertThat(new TensorLayout(List.of(2, 3), List.of(1, 2), 8).toText())
        .isEqualTo("tensor[2, 3 : 1, 2]");
  }

  @Test
  void overlapsAreRefused() {
    assertThatThrownBy(() -> new TensorLayout(List.of(2, 3), List.of(2, 1), 8))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("keep elements apart")
        .hasMessageContaining("[2, 1]");
  }

  @Test
  void sizesAndSlotsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> TensorLayout.packed(List.of(), 8)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> TensorLayout.packed(List.of(3, 0), 8))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> TensorLayout.packed(List.of(3), 6)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> TensorLayout.packed(List.of(1 << 30, 1 << 30), 8))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("2^30");
    assertThatThrownBy(() -> new TensorLayout(List.of(3), List.of(1, 1), 8))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  void wrongLengthsAreRefused() {
    TensorLayout layout = TensorLayout.packed(List.of(3), 4);

    assertThatThrownBy(() -> layout.pack(new double[4]))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("Expected 3 numbers")
        .hasMessageContaining("found 4");
    assertThatThrownBy(() -> layout.unpack(List.of(new double[8])))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("4 slots");
    assertThatThrownBy(() -> layout.unpack(List.of())).isInstanceOf(ShapeException.class);
  }
}
