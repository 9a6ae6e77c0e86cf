package org.rotunda.bench.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;

class ReuseTest {

  @Test
  void distancesCountDistinctKeysBetweenTwoUses() {
    Reuse reuse = Reuse.of(trace(3, 5, 5, 7, 5, 3, 9, 3));

    assertThat(reuse.first()).isEqualTo(4);
    assertThat(reuse.distances()).containsExactly(0, 1, 2, 1);
    assertThat(reuse.between(1, 2)).isEqualTo(2);
    assertThat(reuse.largest()).isEqualTo(2);
  }

  @Test
  void groupsDoubleAndHoldEveryUse() {
    Reuse reuse = Reuse.of(trace(3, 5, 5, 7, 5, 3, 9, 3, 11, 13, 5));

    assertThat(ReuseChart.groups(reuse))
        .containsExactly(
            new ReuseChart.Group("first use", 6),
            new ReuseChart.Group("0", 1),
            new ReuseChart.Group("1", 2),
            new ReuseChart.Group("2-3", 1),
            new ReuseChart.Group("4-7", 1));
  }

  private static List<KeyUse> trace(int... elements) {
    return Arrays.stream(elements)
        .mapToObj(element -> new KeyUse(new KeyId.Galois(element), 0))
        .toList();
  }
}
