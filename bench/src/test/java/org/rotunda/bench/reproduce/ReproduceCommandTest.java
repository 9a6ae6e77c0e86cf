package org.rotunda.bench.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.compiler.cli.Rotunda;
import picocli.CommandLine;

class ReproduceCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String line) {
    return Rotunda.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(line.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reproduce",
        "reproduce alexnet",
        "reproduce lola --pairs 0",
        "reproduce lola --images 101",
        "reproduce lola --log-n 18",
        "reproduce lola --threads none",
        "reproduce lola --loaders 0",
        "reproduce lola --only theirs"
      })
  void refusesWrongUsageInOneSentence(String line) {
    String output = line.split(" ").length > 1 ? " --output " + folder : "";

    assertThat(run(line + output)).as(line).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString().lines()).as(line).hasSize(1);
  }

  @Test
  void showsExamples() {
    assertThat(run("reproduce --help")).isZero();
    assertThat(out.toString()).contains("Example", "  rotunda reproduce lenet");
  }

  @Test
  void theTableHasARowAWayAndItsNumbers() throws Exception {
    Measurement measurement = SyntheticMeasurement.ofLola(folder);
    new ReportText(measurement).print(new PrintWriter(out, true));

    List<String> lines = out.toString().lines().toList();
    for (Result result : measurement.results()) {
      assertThat(lines)
          .filteredOn(line -> line.startsWith(result.contender().name() + " "))
          .singleElement()
          .asString()
          .contains(
              Summary.number("%.2f", result.time().median()),
              Summary.number("%.1f %%", 100 * result.overBound()),
              Long.toString(result.statistics().loads()),
              result.output().toString());
    }
    assertThat(lines).anyMatch(line -> line.contains(" over bound "));
    assertThat(lines).anyMatch(line -> line.startsWith("Rotunda with 1/8 of the full key set: "));
  }
}
