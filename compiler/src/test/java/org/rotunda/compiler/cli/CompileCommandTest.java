package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.PlanFile;
import picocli.CommandLine;

class CompileCommandTest {
  @TempDir private Path folder;
  private TinyJob job;

  @BeforeEach
  void writeProgram() throws IOException {
    job = TinyJob.write(folder);
  }

  @Test
  void printsWhatTheRunWillTake() {
    assertThat(job.compile().out())
        .contains("parameters", "128-bit security", "keys", "peak", "loads", "predicted I/O");
  }

  @Test
  void explanationHasALineForEveryOperation() {
    CommandRun run =
        CommandRun.of(
            "compile",
            job.program(),
            "--key-budget",
            "1GiB",
            "--out",
            job.plan(),
            "--precision",
            12,
            "--explain");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("input x[0]", "transform %0", "baby", "output z[0]");
  }

  @Test
  void bootstrapsOfAProgramTakeAPresetAndAreReported() throws IOException {
    Files.writeString(
        job.program(), "program b; slots 16; input x: tensor[16]; output y: bootstrap(x * x);");
    CommandRun run = compile("1GiB");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("preset", "N16_REAL")
        .contains("1, from level 3 to level 13, of 16 real slots up to 1 in magnitude")
        .contains("of matrices of bootstrapping");
    Plan plan = PlanFile.read(job.plan()).plan();
    assertThat(plan.bootstraps()).isEqualTo(1);

    CommandRun larger = compile("1GiB", "--bootstrap", "N16_FAST", "--bootstrap-magnitude", 3);
    assertThat(larger.exitCode()).as(larger.err()).isZero();
    assertThat(larger.out()).contains("N16_FAST", "up to 8 in magnitude");
    CommandRun precise = compile("1GiB", "--bootstrap", "N16_PRECISE");
    assertThat(precise.exitCode()).isZero();
    assertThat(precise.out()).contains("N16_PRECISE", "from level 0 to level 7", "2 passes");
  }

  @Test
  void insecurePresetsAndMagnitudesOutOfRangeAreRefused() {
    CommandRun insecure = compile("1GiB", "--bootstrap", "INSECURE_N12_REAL");
    assertThat(insecure.exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(insecure.err()).contains("N16_REAL", "\"INSECURE_N12_REAL\" was given");
    CommandRun magnitude = compile("1GiB", "--bootstrap-magnitude", 17);
    assertThat(magnitude.exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(magnitude.err()).contains("from 0 to 16, but 17 was given");
  }

  @Test
  void budgetBelowTheLargestKeyIsRefusedWithTheOneThatWouldDo() {
    CommandRun refused = compile("10KiB");
    assertThat(refused.refusal()).contains("the smallest budget that would do is");
    assertThat(job.plan()).doesNotExist();

    Matcher smallest = Pattern.compile("--key-budget (\\d+)").matcher(refused.err());
    assertThat(smallest.find()).as(refused.err()).isTrue();
    long bytes = Long.parseLong(smallest.group(1));
    assertThat(compile(Long.toString(bytes)).exitCode()).isZero();
    assertThat(compile(Long.toString(bytes - 1)).exitCode()).isEqualTo(Rotunda.FAILED);
  }

  @Test
  void theProgramAndItsWeightsAreNoPlaceForThePlan() throws IOException {
    Path weights = job.program().resolveSibling("weights.json");
    for (Path file : List.of(job.program(), weights)) {
      byte[] before = Files.readAllBytes(file);
      CommandRun run =
          CommandRun.of("compile", job.program(), "--key-budget", "1GiB", "--out", file);
      assertThat(run.refusal()).contains(file + " is what the command reads as ");
      assertThat(file).hasBinaryContent(before);
    }
  }

  @Test
  void memoryBudgetBelowTheLeastIsRefusedWithTheOneThatWouldDo() throws IOException {
    CommandRun refused = compileForMemory("1MiB");
    assertThat(refused.refusal()).contains("the least for which a plan is found is");
    assertThat(job.plan()).doesNotExist();

    Matcher smallest = Pattern.compile("--memory-budget (\\d+)").matcher(refused.err());
    assertThat(smallest.find()).as(refused.err()).isTrue();
    long bytes = Long.parseLong(smallest.group(1));
    assertThat(compileForMemory(Long.toString(bytes - 1)).exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(compileForMemory(Long.toString(bytes)).out()).contains("memory", "of limbs");
    assertThat(PlanFile.readMemory(job.plan()).run().totalBytes()).isEqualTo(bytes);
    assertThat(PlanFile.readMemory(job.plan()).run().threads()).isEqualTo(2);
  }

  private CommandRun compileForMemory(String budget) {
    return CommandRun.of(
        "compile",
        job.program(),
        "--memory-budget",
        budget,
        "--threads",
        2,
        "--out",
        job.plan(),
        "--precision",
        12);
  }

  @Test
  void aPlanNeedsABudget() {
    CommandRun run = CommandRun.of("compile", job.program(), "--out", job.plan());
    assertThat(run.exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(run.err()).contains("--key-budget", "--memory-budget").hasLineCount(1);
  }

  @Test
  void budgetInUnknownUnitsIsWrongUsage() {
    CommandRun run = compile("32MB");
    assertThat(run.exitCode()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(run.err()).contains("32MiB", "'32MB'", "rotunda compile --help").hasLineCount(1);
  }

  @Test
  void errorsOfTheTextNameFileAndLine() throws IOException {
    Files.writeString(job.program(), "program tiny;\nslots 16;\ninput x tensor[8];\n");
    CommandRun run = compile("1GiB");
    assertThat(run.refusal()).startsWith(job.program() + ":3:");
  }

  @Test
  void aPlanWithoutAFolderIsRefusedBeforeAnythingIsCompiled() throws IOException {
    Files.delete(job.program());
    CommandRun run =
        CommandRun.of(
            "compile", job.program(), "--key-budget", "1GiB", "--out", folder.resolve("no/p.json"));
    assertThat(run.refusal()).contains(folder.resolve("no") + " is none");
  }

  @Test
  void missingProgramIsSaid() throws IOException {
    Files.delete(job.program());
    CommandRun run = compile("1GiB");
    assertThat(run.refusal()).contains(job.program().toString(), "does not exist");
  }

  private CommandRun compile(String keyBudget, Object... more) {
    List<Object> arguments =
        List.of(
            "compile",
            job.program(),
            "--key-budget",
            keyBudget,
            "--out",
            job.plan(),
            "--precision",
            12);
    return CommandRun.of(Stream.concat(arguments.stream(), Arrays.stream(more)).toArray());
  }
}
