package org.rotunda.bench.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.bench.workload.Workload;
import org.rotunda.bench.workload.Workloads;

/** Encrypted runs at secure parameters, with keys kept as in other systems and as in ours. */
class EncryptedWorkloadsTest {

  @TempDir private Path folder;

  @Test
  void lolaClassifiesAnEncryptedDigit() throws IOException {
    assertRight(measure("lola", List.of(Contenders.REFERENCE, "in-order", "ours-1/16")));
  }

  @Tag("soak")
  @Test
  void lolaClassifiesAnEncryptedDigitInEveryWay() throws IOException {
    Measurement measurement = measure("lola", List.of());

    assertThat(measurement.results()).hasSize(10);
    assertRight(measurement);
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(strings = {"mlp", "lenet", "matrices"})
  void largerWorkloadsRunWithAnEighthOfTheirKeys(String name) throws IOException {
    assertRight(measure(name, List.of(Contenders.REFERENCE, "per-use", "ours-1/8")));
  }

  private static void assertRight(Measurement measurement) {
    assertThat(measurement.errorBound()).isLessThan(1e-4 * measurement.range());
    for (Result result : measurement.results()) {
      assertThat(result.largestError())
          .as(result.contender().name())
          .isLessThanOrEqualTo(measurement.errorBound());
      // Other splits may be the same ones in another order of steps.
      if (result.contender().code().equals(measurement.reference().contender().code())) {
        assertThat(result.output())
            .as(result.contender().name())
            .isEqualTo(Result.Output.IDENTICAL);
      } else {
        assertThat(result.output())
            .as(result.contender().name())
            .isIn(Result.Output.IDENTICAL, Result.Output.WITHIN_NOISE);
      }
      assertThat(result.statistics().peakBytes())
          .as(result.contender().name())
          .isEqualTo(result.contender().plan().prediction().peakKeyBytes());
      assertThat(result.statistics().bytesRead())
          .as(result.contender().name())
          .isEqualTo(result.contender().plan().prediction().bytesRead());
      assertThat(result.timeline().stays())
          .as(result.contender().name())
          .filteredOn(Timeline.Stay::isLoaded)
          .hasSize(result.contender().plan().prediction().loads());
    }
  }

  private Measurement measure(String name, List<String> ways) throws IOException {
    Settings settings = new Settings(name, 12, 2, 1, 1, 1, List.of(), folder);
    Workload workload = Workloads.read(name, folder, 1);
    List<Contender> contenders =
        Contenders.of(workload, workload.parameters(12)).stream()
            .filter(contender -> ways.isEmpty() || ways.contains(contender.name()))
            .toList();
    try (Reproduction reproduction =
        new Reproduction(settings, workload, contenders, 0, _ -> OptionalLong.empty())) {
      return reproduction.run();
    }
  }
}
