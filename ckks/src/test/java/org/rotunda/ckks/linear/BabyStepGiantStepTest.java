package org.rotunda.ckks.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BabyStepGiantStepTest {
  private static final List<Integer> SPARSE = List.of(0, 3, 17, 33, 62);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 64, 100})
  void everyDiagonalIsTheSumOfItsSteps(int n1) {
    BabyStepGiantStep split = BabyStepGiantStep.of(SPARSE, n1);
    for (int diagonal : SPARSE) {
      assertThat(split.babyStep(diagonal) + split.giantStep(diagonal)).isEqualTo(diagonal);
      assertThat(split.babySteps()).contains(split.babyStep(diagonal));
      assertThat(split.giantSteps()).contains(split.giantStep(diagonal));
    }
    assertThat(split.babySteps()).isSorted().doesNotHaveDuplicates().allMatch(b -> b < n1);
    assertThat(split.giantSteps()).isSorted().doesNotHaveDuplicates().allMatch(g -> g % n1 == 0);
  }

  @Test
  void keysAreThoseOfTheStepsThatAreNotZero() {
    assertThat(BabyStepGiantStep.of(SPARSE, 16).keyCount()).isEqualTo(3 + 3);
    assertThat(BabyStepGiantStep.of(List.of(0), 4).keyCount()).isZero();
  }

  @Test
  void theFastestSplitOfADenseMatrixNeedsFewKeys() {
    List<Integer> dense = IntStream.range(0, 256).boxed().toList();
    BabyStepGiantStep split = BabyStepGiantStep.fastest(dense, 256);
    for (int n1 = 1; n1 <= 256; n1 *= 2) {
      assertThat(split.keyCount())
          .isLessThanOrEqualTo(BabyStepGiantStep.of(dense, n1).keyCount() + 17);
    }
    assertThat(split.n1()).isBetween(16, 32);
    assertThat(BabyStepGiantStep.fastest(List.of(5), 256).keyCount()).isEqualTo(1);
  }

  /** The diagonals -31 to 31 of five butterfly stages: 15 and 3 keys, or 7 and 7. */
  @Test
  void theFastestSplitForKeysThatAreLoadedHasFewerOfThem() {
    List<Integer> butterflies =
        IntStream.rangeClosed(-31, 31).mapToObj(index -> Math.floorMod(index, 256)).toList();
    assertThat(BabyStepGiantStep.fastest(butterflies, 256).keyCount()).isEqualTo(15 + 3);
    assertThat(BabyStepGiantStep.fastestStreaming(butterflies, 256).keyCount()).isEqualTo(7 + 7);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -4})
  void rangesBelowOneAreRefused(int n1) {
    assertThatThrownBy(() -> BabyStepGiantStep.of(SPARSE, n1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(n1));
  }

  @Test
  void stepsMayBeTakenInAnotherOrder() {
    BabyStepGiantStep split = BabyStepGiantStep.of(List.of(0, 1, 2, 5, 8), 4);

    BabyStepGiantStep ordered = split.inOrder(List.of(2, 0, 1), List.of(4, 8, 0));

    assertThat(ordered.babySteps()).containsExactly(2, 0, 1);
    assertThat(ordered.giantSteps()).containsExactly(4, 8, 0);
    assertThat(ordered.hasStepsOf(split)).isTrue();
    assertThat(ordered).isNotEqualTo(split);
    assertThatThrownBy(() -> split.inOrder(List.of(2, 0), List.of(0, 4, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in some order");
    assertThatThrownBy(() -> split.inOrder(List.of(2, 0, 1), List.of(0, 4, 4)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
