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
    Path others = folder.resolve("others.json");
    Parameters parameters = SmallParameters.levels(1);
    Map<Primitive, List<Double>> seconds = new EnumMap<>(Primitive.class);
    for (Primitive primitive : Primitive.values()) {
      seconds.put(primitive, List.of(1e-4, 2e-4));
    }
    CalibrationFile.write(others, CostModel.nominal().with(new Measurements(parameters, seconds)));

    CommandRun run = job.run(folder.resolve("carried.ct"), "--calibration", others).succeeded();

    assertThat(run.out())
        .contains("measured over predicted")
        .containsOnlyOnce("carried over from measurements for other parameters");
  }

  @Test
  void aRunWithoutCalibrationPredictsNoSeconds() throws IOException {
    Path none = folder.resolve("nothing-measured.json");
    CalibrationFile.write(none, CostModel.nominal());
    CommandRun run = job.run(folder.resolve("untimed.ct"), "--calibration", none).succeeded();

    assertThat(run.out()).doesNotContain("predicted");
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
