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
        "bench bootstrap --preset N17",
        "bench bootstrap --threads 0",
        "bench bootstrap --key-budget much",
        "bench bootstrap --openfhe-prefix missing",
        "bench compare --limbs 1",
        "bench compare --digits 29",
        "bench compare --threads 0",
        "bench compare --openfhe-prefix missing"
      })
  void refusesWrongUsageInOneSentence(String line) {
    assertThat(run(line)).as(line).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString().lines()).as(line).hasSize(1);
  }

  @Test
  void aBudgetBelowTheLargestKeyIsRefusedBeforeKeysAreGenerated() {
    assertThat(run("bench bootstrap --key-budget 1MiB")).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString())
        .contains("N16_REAL uses a key of", "the smallest budget that would do is --key-budget");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench",
        "bench kernels",
        "bench scheme",
        "bench bootstrap",
        "bench compare",
        "bench memory"
      })
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

  @Test
  void bootstrapsAndWritesTablesAndJson() throws Exception {
    Path json = folder.resolve("bootstrap.json");
    int exit =
        run(
            "bench bootstrap --quick --preset INSECURE_N12_REAL --key-budget 16MiB --heap 512MiB"
                + " --threads 2 --cold --openfhe-prefix= --json "
                + json);
    assertThat(exit).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("2 threads, page cache cold")
        .containsPattern("(?m)^INSECURE_N12_REAL( +[0-9.]+){5}$")
        .containsPattern(
            "(?m)^INSECURE_N12_REAL +2\\^12 +1681 +3 to 13 +2\\^-1[0-9]+ +[0-9.]+ +[0-9.]+ +");
    assertThat(Files.readString(json)).contains("BootstrapBenchmark.bootstrap", "coeffsToSlots");
  }
}
