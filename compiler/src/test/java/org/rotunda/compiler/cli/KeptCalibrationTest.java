package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.plan.CalibrationFile;

/** A calibration that is damaged, kept where nobody named it or named. */
class KeptCalibrationTest {
  private static final String WARNING = "No seconds are predicted, for want of what was measured: ";

  @TempDir private static Path folder;
  private static TinyJob job;
  private Path kept;

  @BeforeAll
  static void fromProgramToCiphertexts() throws IOException {
    job = TinyJob.prepare(folder);
  }

  @BeforeEach
  void damage() throws IOException {
    kept = folder.resolve("home/.local/share/rotunda/calibration.json");
    Files.createDirectories(kept.getParent());
    CalibrationFile.write(kept, CostModel.nominal());
    String whole = Files.readString(kept);
    Files.writeString(kept, whole.substring(0, whole.length() / 2));
  }

  private JavaProcess atHome(Object... arguments) throws IOException, InterruptedException {
    return JavaProcess.runAtHome(folder.resolve("home"), arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"compile", "run", "explain"})
  void commandsWarnInALineAndGoOn(String command) throws IOException, InterruptedException {
    List<Object> arguments =
        switch (command) {
          case "compile" ->
              List.of(job.program(), "--key-budget", "1GiB", "--out", folder.resolve("again.json"));
          case "explain" -> List.of(job.plan());
          default ->
              List.of(
                  List.of("--plan", job.plan(), "--keys", job.server(), "--in", job.encrypted()),
                  List.of("--out", folder.resolve("y.ct")));
        };

    JavaProcess process = atHome(command, arguments);

    assertThat(process.exitCode()).as(process.output()).isZero();
    assertThat(process.output().lines().filter(line -> line.startsWith(WARNING)))
        .singleElement()
        .asString()
        .contains(kept.toString(), "calibrate again");
    assertThat(process.output()).doesNotContain("Exception");
  }

  @Test
  void calibrateReplacesTheKeptOneAndSaysSo() throws IOException, InterruptedException {
    JavaProcess process = atHome("calibrate", "--plan", job.plan());

    assertThat(process.exitCode()).as(process.output()).isZero();
    assertThat(process.output()).containsOnlyOnce("can't be used and is replaced: " + kept);
    assertThat(CalibrationFile.read(kept).measurements()).hasSize(1);
  }

  @Test
  void calibrateReplacesADamagedOneThatIsNamed() throws IOException {
    CommandRun run = CommandRun.of("calibrate", "--plan", job.plan(), "--output", kept);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("is replaced: " + kept).hasLineCount(1);
    assertThat(CalibrationFile.read(kept).measurements()).hasSize(1);
  }

  @Test
  void calibrateReplacesNoFileOfAnotherKind() throws IOException {
    byte[] before = Files.readAllBytes(job.plan());
    assertThat(CommandRun.of("calibrate", "--output", job.plan()).refusal())
        .contains("\"rotunda calibration\" is expected");
    assertThat(CommandRun.of("calibrate", "--output", job.encrypted()).refusal())
        .contains("is not JSON");
    assertThat(job.plan()).hasBinaryContent(before);
  }
}
