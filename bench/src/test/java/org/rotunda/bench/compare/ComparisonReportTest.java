package org.rotunda.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rotunda.bench.scheme.SchemeShape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComparisonReportTest {
  private static final List<Samples> SAMPLES =
      List.of(
          new Samples(
              "OpenFHE", "forward NTT", "forward-ntt", 1, List.of(9e5, 8e5, 7e5), List.of(2e5)),
          new Samples("OpenFHE", "rotate", "rotate", 2, List.of(6e8, 8e8), List.of(1e8, 3e8)));

  @Test
  void printsMediansAndRatios() {
    StringWriter written = new StringWriter();
    ComparisonReport.table(SAMPLES).print(new PrintWriter(written, true));
    assertThat(written.toString().lines())
        .containsExactly(
            "operation    threads  compared with   its time    Rotunda  ratio",
            "forward NTT        1  OpenFHE         800.0 us   200.0 us   4.00",
            "rotate             2  OpenFHE        700.00 ms  200.00 ms   3.50");
  }

  @Test
  void writesEveryRoundAsJson() {
    JsonNode report =
        JsonMapper.builder()
            .build()
            .readTree(ComparisonReport.json("a machine", new SchemeShape(16, 28, 50, 3), SAMPLES));
    assertThat(report.path("machine").asString()).isEqualTo("a machine");
    assertThat(report.path("shape").path("limbs").asInt()).isEqualTo(28);
    JsonNode rotate = report.path("operations").path(1);
    assertThat(rotate.path("operation").asString()).isEqualTo("rotate");
    assertThat(rotate.path("threads").asInt()).isEqualTo(2);
    assertThat(rotate.path("peerNanoseconds").size()).isEqualTo(2);
    assertThat(rotate.path("ratio").asDouble()).isEqualTo(3.5);
  }
}
