package org.rotunda.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuiteTest {
  @Test
  void countsEveryBenchmarkAtEveryValue() {
    Selection transforms = Suite.kernels().only(List.of("NTT")).selections().getFirst();
    assertThat(transforms.methods()).containsExactly("forwardNtt", "inverseNtt");
    assertThat(transforms.parameters().keySet()).containsExactly("logDegree", "bits", "kernels");
    assertThat(transforms.size()).isEqualTo(2 * 3 * 2 * 2);
  }

  @Test
  void changesAParameterWhereItExists() {
    Suite suite = Suite.kernels().with("bits", List.of("50"));
    assertThat(suite.selections().getFirst().parameters()).containsEntry("bits", List.of("50"));
    assertThat(suite.selections().getLast().parameters()).doesNotContainKey("bits");
  }

  @Test
  void measuresLessWhenQuick() {
    for (Suite suite : List.of(Suite.kernels(), Suite.scheme())) {
      assertThat(suite.quick().names()).isEqualTo(suite.names());
      assertThat(suite.quick().selections().stream().mapToInt(Selection::size).sum())
          .isLessThan(suite.selections().stream().mapToInt(Selection::size).sum());
    }
  }

  @Test
  void measuresInFiveJvmsUnlessQuick() {
    assertThat(Effort.thorough().forks()).isEqualTo(5);
    assertThat(Effort.quick().forks()).isEqualTo(1);
  }
}
