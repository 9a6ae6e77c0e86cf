package org.rotunda.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final List<Comparison> comparisons = Results.ofTransforms();

  @Test
  void pairsResultsOfOneSize() {
    assertThat(comparisons).hasSize(3);
    assertThat(comparisons.get(0).ratio()).hasValue(10.0);
    assertThat(comparisons.get(1).ratio()).hasValue(6.0);
  }

  @Test
  void hasNoRatioWithoutVectors() {
    assertThat(comparisons.get(2).vector()).isEmpty();
    assertThat(comparisons.get(2).ratio()).isEmpty();
  }

  @Test
  void namesOperationsInWords() {
    assertThat(comparisons.get(0).operation()).isEqualTo("forward NTT");
    assertThat(comparisons.get(2).operation()).isEqualTo("automorphism");
  }
}
