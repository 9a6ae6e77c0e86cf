package org.rotunda.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.compiler.cli.Rotunda;
import picocli.CommandLine;

class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String line) {
    return commandLine().execute(line.split(" "));
  }

  private CommandLine commandLine() {
    return Rotunda.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench",
        "bench kernels --only nothing",
        "bench kernels --forks 0",
        "bench scheme --log-n 3",
        "bench scheme --threads",
        "bench memory --heap much",
        "bench memory --limbs 0",
        "bench compare --limbs 1",
        "bench compare --digits 29",
        "bench compare --threads 0",
        "bench compare --openfhe-prefix missing"
      })
  void refusesWrongUsageInOneSentence(String line) {
    assertThat(run(line)).as(line).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString().lines()).as(line).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bench", "bench kernels", "bench scheme", "bench compare", "bench memory"})
  void showsExamples(String command) {
    assertThat(run(command + " --help")).isZero();
    assertThat(out.toString()).contains("Example", "  rotunda " + command);
  }

  @Test
  void skipsTheComparisonWithoutOpenFhe() {
    assertThat(run("bench compare --openfhe-prefix=")).isZero();
    assertThat(out.toString().lines()).hasSize(1);
    assertThat(out.toString()).startsWith("Nothing was compared");
  }

  @Test
  void measuresAndWritesTableJsonAndChart() throws Exception {
    Path json = folder.resolve("result.json");
    Path chart = folder.resolve("result.svg");
    int exit =
        commandLine()
            .execute(
                "bench",
                "kernels",
                "--quick",
                "--only",
                "automorphismAdd",
                "--log-n",
                "12",
                "--json",
                json.toString(),
                "--chart",
                chart.toString());
    assertThat(exit).as(err.toString()).isZero();
    assertThat(out.toString()).contains("automorphism add  2^12");
    assertThat(Files.readString(json)).contains("AutomorphismBenchmark.automorphismAdd");
    assertThat(Files.readString(chart)).startsWith("<svg").contains("automorphism add");
  }
}
