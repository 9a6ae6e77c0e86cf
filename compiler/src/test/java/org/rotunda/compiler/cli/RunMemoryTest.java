package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.ProcessMemory;
import org.rotunda.compiler.plan.MemoryPrediction;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.compiler.plan.PlanMemory;
import picocli.CommandLine;

/** Runs of plans that were made with a memory budget. */
class RunMemoryTest {
  private static final int MEBIBYTE_BITS = 20;

  @TempDir private static Path folder;
  private static TinyJob job;

  @BeforeAll
  static void fromProgramToCiphertexts() throws IOException {
    job = TinyJob.write(folder);
    compile("1GiB").succeeded();
    job.keygen().succeeded();
    job.encrypt().succeeded();
  }

  private static CommandRun compile(Object budget, Object... more) {
    return CommandRun.of(
        "compile",
        job.program(),
        List.of("--memory-budget", budget, "--out", job.plan()),
        List.of("--precision", 12, "--threads", 2),
        List.of(more));
  }

  /** The arguments of a number of runs. */
  private static Object[] runs(int count, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("run", "--plan", job.plan()));
    arguments.addAll(List.of("--keys", job.client().resolve("server"), "--in"));
    arguments.addAll(Collections.nCopies(count, job.encrypted()));
    arguments.add("--out");
    for (int i = 0; i < count; i++) {
      arguments.add(folder.resolve("out-%d.ct".formatted(i)));
    }
    arguments.addAll(Arrays.asList(more));
    return arguments.toArray();
  }

  /** Makes a plan, and the keys that it needs and earlier ones did not. */
  private static void prepare(Object budget, Object... more) {
    compile(budget, more).succeeded();
    job.keygen().succeeded();
  }

  /** The outputs are those of the plan's run by itself. */
  private static void requireAnswers(int count) throws IOException {
    Path alone = folder.resolve("alone.ct");
    job.run(alone).succeeded();
    byte[] answer = Files.readAllBytes(alone);
    for (int i = 0; i < count; i++) {
      assertThat(Files.readAllBytes(folder.resolve("out-%d.ct".formatted(i)))).isEqualTo(answer);
    }
  }

  /** The smallest budget that compile says would do. */
  private static long least(Object... more) {
    CommandRun refused = compile("1KiB", more);
    assertThat(refused.exitCode()).isEqualTo(Rotunda.FAILED);
    return number("--memory-budget (\\d+)", refused.err());
  }

  private static long number(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private static long heapMebibytes(Object... arguments) throws IOException {
    RunCommand command = new RunCommand();
    String[] texts = Arrays.stream(arguments).skip(1).map(Object::toString).toArray(String[]::new);
    new CommandLine(command).parseArgs(texts);
    return number("-Xmx(\\d+)m", String.join(" ", command.jvmOptions()));
  }

  @Test
  void thePlanHoldsItsBudget() throws IOException {
    prepare("1GiB");
    assertThat(PlanFile.readMemory(job.plan()).budget()).isEqualTo(OptionalLong.of(1L << 30));
    job.compile().succeeded();
    assertThat(PlanFile.readMemory(job.plan()).budget()).isEmpty();
  }

  @Test
  void asManyRunsGoSideBySideAsTheBudgetHolds() throws IOException {
    prepare("1GiB");
    Plan plan = PlanFile.read(job.plan()).plan();
    PlanMemory memory = PlanFile.readMemory(job.plan());
    long three =
        RunMemory.of(plan, memory, PolicyName.PLANNED, 3, memory.run().loaders()).totalBytes();
    prepare(three);

    CommandRun run = CommandRun.of(runs(5, "--parallel", 5)).succeeded();

    assertThat(run.out())
        .contains("3 side by side: ", "with 3 runs side by side; 5 would take")
        .contains(new ByteSize(three) + "; everything together takes up to " + new ByteSize(three));
    requireAnswers(5);

    prepare(three - 1);
    assertThat(CommandRun.of(runs(5, "--parallel", 5)).succeeded().out())
        .contains("with 2 runs side");
  }

  @Test
  void theProcessIsComparedWithAllThatIsAccountedFor() throws IOException {
    assumeThat(ProcessMemory.peak())
        .as("Only Linux tells how much memory a process has had; elsewhere this is not tested.")
        .isPresent();
    prepare("1GiB");
    ByteSize accounted = new ByteSize(PlanFile.readMemory(job.plan()).run().totalBytes());

    CommandRun run = CommandRun.of(runs(1)).succeeded();

    assertThat(run.out())
        .containsPattern(
            "(?m)^process +[0-9.]+ .iB at its peak, [0-9.]+ .iB beyond the %s accounted for$"
                .formatted(accounted));
  }

  @Test
  void runsAreNotSplitUpWithoutABudgetForEverything() {
    job.compile().succeeded();
    job.keygen().succeeded();
    CommandRun run = CommandRun.of(runs(3, "--parallel", 3)).succeeded();
    assertThat(run.out()).contains("3 side by side: ").doesNotContain("memory budget");
  }

  @Test
  void theLeastPlanStillRunsOneAfterTheOther() throws IOException {
    prepare(least());
    CommandRun run = CommandRun.of(runs(2, "--parallel", 2)).succeeded();
    assertThat(run.out()).contains("1 side by side: ", "with 1 run side by side; 2 would take");
    requireAnswers(2);
  }

  @Test
  void loadersThatTheBudgetDoesNotHoldAreRefusedWithTheLeastThatWouldDo() throws IOException {
    prepare(least());
    CommandRun refused = CommandRun.of(runs(1, "--loaders", 16));
    assertThat(refused.exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(refused.err()).contains("16 loaders", "the plan's memory budget is").hasLineCount(1);

    long enough = number("--memory-budget (\\d+)", refused.err());
    prepare(enough, "--loaders", 16);
    CommandRun.of(runs(1, "--loaders", 16)).succeeded();
    requireAnswers(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"planned", "on-demand"})
  void everyPolicyThatDropsKeysKeepsToTheBudget(String policy) throws IOException {
    long least = least();
    prepare(least + 1_000_000);
    CommandRun run = CommandRun.of(runs(1, "--policy", policy)).succeeded();
    assertThat(run.out()).doesNotContain("does not bind");
    requireAnswers(1);
  }

  @Test
  void keysOnDemandGetWhatTheBudgetLeaves() throws IOException {
    prepare(least());
    Plan plan = PlanFile.read(job.plan()).plan();
    PlanMemory memory = PlanFile.readMemory(job.plan());
    long budget = memory.run().totalBytes(memory.run().onDemand(), 1) - 8;
    PlanMemory tight = new PlanMemory(OptionalLong.of(budget), memory.run());
    RunMemory asked = RunMemory.of(plan, tight, PolicyName.ON_DEMAND, 3, memory.run().loaders());
    RunMemory run = asked.fitting(plan, tight, PolicyName.ON_DEMAND);
    assertThat(run.runs()).isEqualTo(1);
    assertThat(run.totalBytes()).isEqualTo(budget);
    assertThat(run.limbs().keyBytes()).isEqualTo(memory.run().onDemand().keyBytes() - 8);
  }

  @Test
  void residentKeysAreBoundByNoBudgetWhichIsSaid() throws IOException {
    prepare(least());
    CommandRun run = CommandRun.of(runs(2, "--parallel", 2, "--policy", "resident")).succeeded();
    assertThat(run.out())
        .contains("2 side by side: ", "because it does not bind the policy resident");
    requireAnswers(2);
  }

  @Test
  void theHeapIsBoundByTheBudgetHoweverManyRunsAreAskedFor() throws IOException {
    long least = least();
    prepare(least);
    long one = heapMebibytes(runs(1));
    assertThat(heapMebibytes(runs(4, "--parallel", 4))).isEqualTo(one);
    assertThat(heapMebibytes(runs(1, "--loaders", 64))).isEqualTo(one);
    assertThat(heapMebibytes(runs(1, "--policy", "on-demand"))).isEqualTo(one);
  }

  @ParameterizedTest
  @EnumSource
  void theHeapHoldsWhatIsPredictedForPolicyRunsAndLoaders(PolicyName policy) throws IOException {
    job.compile().succeeded();
    Plan plan = PlanFile.read(job.plan()).plan();
    PlanMemory memory = PlanFile.readMemory(job.plan());
    for (int parallel = 1; parallel <= 4; parallel++) {
      for (int loaders : new int[] {1, 2, 16}) {
        long total = RunMemory.of(plan, memory, policy, parallel, loaders).totalBytes();
        long heap =
            heapMebibytes(
                runs(4, "--parallel", parallel, "--loaders", loaders, "--policy", policy));
        assertThat(heap).isGreaterThanOrEqualTo(MemoryPrediction.heapBytes(total) >> MEBIBYTE_BITS);
      }
    }
  }
}
