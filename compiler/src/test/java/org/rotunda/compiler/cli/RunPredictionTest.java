package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.Conditions;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.Measurements;
import org.rotunda.compiler.cost.Primitive;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.plan.CalibrationFile;
import org.rotunda.compiler.plan.PlanFile;

/** Predicted seconds beside those of a run. */
class RunPredictionTest {
  /** Seconds and their quotient are printed with three digits after the point. */
  private static final double HALF_A_DIGIT = 0.5001e-3;

  @TempDir private static Path folder;
  private static TinyJob job;

  @BeforeAll
  static void fromProgramToCiphertexts() throws IOException {
    job = TinyJob.prepare(folder);
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "3, 2", "1, 1"})
  void aRunAfterCalibrationComparesPredictedAndMeasuredSeconds(int runs, int loaders)
      throws IOException {
    Path calibration = folder.resolve("calibration.json");
    CommandRun.of("calibrate", "--plan", job.plan(), "--output", calibration).succeeded();
    List<Path> outputs = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      outputs.add(folder.resolve("timed-%d.ct".formatted(i)));
    }

    CommandRun run =
        job.run(
                Collections.nCopies(runs, job.encrypted()),
                outputs,
                "--calibration",
                calibration,
                "--loaders",
                loaders)
            .succeeded();

    double measured = run.number("(?m)^planned +([0-9.]+) ");
    double predicted = run.number("predicted ([0-9.]+) seconds");
    double ratio = run.number("measured over predicted ([0-9.]+)");
    double expected =
        runs
            * PlanFile.read(job.plan())
                .plan()
                .time(CalibrationFile.read(calibration), loaders)
                .seconds();
    assertThat(predicted).isCloseTo(expected, within(HALF_A_DIGIT));
    // Measured seconds are rounded as printed, and the quotient is.
    assertThat(ratio)
        .isCloseTo(measured / expected, within(HALF_A_DIGIT / expected + HALF_A_DIGIT));
    assertThat(run.out())
        .contains("leaves out a JVM's first seconds")
        .doesNotContain("carried over");
  }

  @Test
  void aPredictionFromOtherParametersIsSaidToBeCarriedOver() throws IOException {
    Path others = calibration("others.json", SmallParameters.levels(1), Conditions.here(threads()));

    CommandRun run = job.run(folder.resolve("carried.ct"), "--calibration", others).succeeded();

    assertThat(run.out())
        .contains("measured over predicted")
        .containsOnlyOnce("carried over from measurements for other parameters; calibrate --plan");
  }

  @Test
  void aPredictionFromOtherThreadsKernelsOrProcessorsIsSaidToBeCarriedOver() throws IOException {
    Conditions here = Conditions.here(threads());
    Path others =
        calibration(
            "elsewhere.json",
            PlanFile.read(job.plan()).plan().parameters(),
            new Conditions(here.threads() + 1, "fingers", "a hand"));
    String carried =
        "carried over from measurements with %d threads, with kernels fingers, on a hand;"
            .formatted(here.threads() + 1);

    CommandRun run = job.run(folder.resolve("carried.ct"), "--calibration", others).succeeded();
    assertThat(run.out()).contains("measured over predicted").containsOnlyOnce("It is " + carried);

    CommandRun explained = CommandRun.of("explain", job.plan(), "--calibration", others);
    assertThat(explained.succeeded().out()).containsOnlyOnce("They are " + carried);

    CommandRun compiled =
        CommandRun.of(
            "compile",
            job.program(),
            List.of("--key-budget", "800KiB", "--precision", 12, "--calibration", others),
            List.of("--out", folder.resolve("again.json"), "--threads", here.threads()));
    assertThat(compiled.succeeded().out()).containsOnlyOnce(carried);
  }

  @Test
  void aCalibrationWithThePlansThreadsIsTakenBeforeOthers() throws IOException {
    Path file = folder.resolve("threads.json");
    int others = threads() + 1;
    CommandRun.of("calibrate", "--plan", job.plan(), "--output", file, "--threads", others)
        .succeeded();
    CommandRun measured = CommandRun.of("calibrate", "--plan", job.plan(), "--output", file);

    assertThat(measured.succeeded().out())
        .containsPattern("(?m)^threads +%d$".formatted(threads()))
        .contains("kernels", "processor");
    assertThat(CalibrationFile.read(file).measurements())
        .extracting(measurements -> measurements.conditions().threads())
        .containsExactly(others, threads());
    CommandRun run = job.run(folder.resolve("own.ct"), "--calibration", file).succeeded();
    assertThat(run.out()).contains("measured over predicted").doesNotContain("carried over");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1025})
  void calibrateTakesNoImpossibleNumberOfThreads(int threads) {
    CommandRun run = CommandRun.of("calibrate", "--plan", job.plan(), "--threads", threads);
    assertThat(run.misuse()).contains("from 1 to 1024, but %d was given".formatted(threads));
  }

  /** As many threads as a run of the plan has. */
  private static int threads() throws IOException {
    return PlanFile.readMemory(job.plan()).run().threads();
  }

  private static Path calibration(String name, Parameters parameters, Conditions conditions)
      throws IOException {
    Map<Primitive, List<Double>> seconds = new EnumMap<>(Primitive.class);
    for (Primitive primitive : Primitive.values()) {
      seconds.put(primitive, Collections.nCopies(parameters.maxLevel() + 1, 1e-4));
    }
    Path file = folder.resolve(name);
    CalibrationFile.write(
        file, CostModel.nominal().with(new Measurements(parameters, conditions, seconds)));
    return file;
  }

  @ParameterizedTest
  @CsvSource({"planned, 2", "on-demand, 1", "resident, 1"})
  void whyNoSecondsAreComparedIsSaid(String policy, int parallel) throws IOException {
    Path file =
        calibration(
            "unused.json",
            PlanFile.read(job.plan()).plan().parameters(),
            Conditions.here(threads()));
    CommandRun run =
        job.run(
                List.of(job.encrypted(), job.encrypted()),
                List.of(folder.resolve("first.ct"), folder.resolve("second.ct")),
                List.of("--policy", policy, "--parallel", parallel, "--calibration", file))
            .succeeded();

    assertThat(run.out())
        .containsOnlyOnce("No predicted seconds are compared")
        .doesNotContain("measured over predicted");
  }

  @Test
  void aRunWithoutCalibrationSaysWhyItPredictsNoSeconds() throws IOException {
    Path none = folder.resolve("nothing-measured.json");
    CalibrationFile.write(none, CostModel.nominal());
    CommandRun run = job.run(folder.resolve("untimed.ct"), "--calibration", none).succeeded();

    assertThat(run.out())
        .containsOnlyOnce("No predicted seconds are compared: there are none, because")
        .contains("rotunda calibrate")
        .doesNotContain("measured over predicted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"format\": \"rotunda cal", "{}", ""})
  void nothingRunsIfTheNamedCalibrationIsBad(String content) throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.json"), content);
    Path output = folder.resolve("never.ct");

    CommandRun run = job.run(output, "--calibration", bad);

    assertThat(run.refusal()).contains(bad.toString(), "calibrate again");
    assertThat(run.out()).isEmpty();
    assertThat(output).doesNotExist();
  }

  @Test
  void nothingRunsIfTheNamedCalibrationIsMissing() {
    Path output = folder.resolve("never.ct");

    CommandRun run = job.run(output, "--calibration", folder.resolve("none.json"));

    assertThat(run.refusal()).contains("none.json", "does not exist");
    assertThat(output).doesNotExist();
  }
}
