package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotunda.compiler.cli.job.ProcessMemory;
import org.rotunda.compiler.plan.MemoryPrediction;
import org.rotunda.compiler.plan.PlanFile;

/** The memory of the process that runs a plan, beside what the plan says. */
class MemoryIT {
  private static final String JAR = "rotunda.jar";

  /** What the JVM itself may take, its heap's reserve included. */
  private static final double MOST_BEYOND_PLAN = 256;

  private static final Path PROGRAM =
      Path.of("src/main/resources/org/rotunda/compiler/demo/mnist/mlp.rotunda");
  private static final int PIXELS = 784;
  private static final double MEBIBYTE = 0x1p20;

  /** Reports have one decimal. */
  private static final double ROUNDING = 0.05 + 1e-9;

  @TempDir private Path folder;

  /**
   * Runs a plan with some threads, runs side by side and loaders.
   *
   * @param budget mebibytes, for all runs that go side by side
   */
  @ParameterizedTest
  @CsvSource({"60, 1, 1, 2", "170, 2, 2, 2", "120, 2, 1, 16"})
  void aRunEndsInTheHeapOfItsPlanAndTheProcessTakesLittleMore(
      int budget, int threads, int parallel, int loaders) throws IOException, InterruptedException {
    assumeThat(ProcessMemory.peak())
        .as("Only Linux tells how much memory a process has had; elsewhere this is not tested.")
        .isPresent();
    Path plan = folder.resolve("plan.json");
    Path client = folder.resolve("client");
    Path passphrase = Files.writeString(folder.resolve("passphrase"), "four words and more\n");
    Path image = folder.resolve("image.csv");
    Files.writeString(
        image,
        new Random(1).doubles(PIXELS).mapToObj(Double::toString).collect(Collectors.joining(",")));
    prepare(
        "compile",
        PROGRAM,
        List.of("--memory-budget", budget + "MiB", "--magnitude", 3),
        List.of("--threads", threads, "--loaders", loaders, "--out", plan));
    prepare("keygen", "--plan", plan, "--out", client, "--passphrase-file", passphrase);
    Path encrypted = folder.resolve("x.ct");
    prepare(
        "encrypt",
        List.of("--plan", plan, "--keys", client, "--in", image, "--out", encrypted),
        List.of("--passphrase-file", passphrase));
    List<Path> outputs =
        IntStream.range(0, parallel).mapToObj(i -> folder.resolve("y%d.ct".formatted(i))).toList();
    JavaProcess run =
        JavaProcess.runJar(
            JAR,
            "run",
            List.of("--plan", plan, "--keys", client.resolve("server"), "--parallel", parallel),
            List.of("--loaders", loaders, "--in", Collections.nCopies(parallel, encrypted)),
            List.of("--out", outputs));
    String output = run.output();
    assertThat(run.exitCode()).as(output).isZero();
    // The JVM that worked had the module of the vector kernels, and its warning was left out.
    assertThat(output).doesNotContain("jdk.incubator.vector").doesNotContain("would take");
    double accounted = mebibytes(output, "beyond the ([0-9.]+) MiB accounted for");
    assertThat(accounted).as(output).isLessThanOrEqualTo(budget + ROUNDING);
    double measured = mebibytes(output, "peak memory +([0-9.]+) MiB");
    double planned = mebibytes(output, "peak memory .* of ([0-9.]+) MiB planned");
    // Several threads take as much as was planned only where each is at its most at once.
    assertThat(measured).as(output).isLessThanOrEqualTo(planned + ROUNDING);
    if (threads == 1) {
      assertThat(measured).as(output).isGreaterThanOrEqualTo(planned - ROUNDING);
    }
    if (parallel == 1) {
      MemoryPrediction memory = PlanFile.readMemory(plan).run();
      assertThat(accounted).isCloseTo(memory.totalBytes() / MEBIBYTE, within(ROUNDING));
    }
    double process = mebibytes(output, "process +([0-9.]+) MiB");
    assertThat(process).as(output).isLessThanOrEqualTo(accounted + MOST_BEYOND_PLAN);
    assertThat(mebibytes(output, "at its peak, ([0-9.]+) MiB beyond"))
        .isCloseTo(process - accounted, within(3 * ROUNDING));
  }

  private static double mebibytes(String output, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(output);
    assertThat(matcher.find()).as(output).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  /** In this JVM: only what runs the plan is measured. */
  private static void prepare(Object... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }
}
