package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
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

  /** Linux lets nobody read it, not even those who may read everything. */
  private static final Path UNREADABLE = Path.of("/proc/sys/vm/compact_memory");

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

  /** The system's own message would be the file's name alone. */
  @Test
  void whyAKeptOneIsNotReadIsSaid() throws IOException, InterruptedException {
    Files.delete(kept);
    Files.createSymbolicLink(kept, UNREADABLE);
    Assumptions.assumeTrue(Files.exists(kept));
    try {
      JavaProcess process = atHome("explain", job.plan());

      assertThat(process.exitCode()).as(process.output()).isZero();
      assertThat(process.output())
          .containsOnlyOnce(
              WARNING + "Access to %s is expected, but it was denied".formatted(kept));
    } finally {
      Files.delete(kept);
    }
  }

  @Test
  void calibrateMovesTheKeptOneAsideAndSaysSo() throws IOException, InterruptedException {
    byte[] damaged = Files.readAllBytes(kept);
    Path aside = kept.resolveSibling("calibration.json.bak");
    Files.deleteIfExists(aside);

    JavaProcess process = atHome("calibrate", "--plan", job.plan());

    assertThat(process.exitCode()).as(process.output()).isZero();
    assertThat(process.output())
        .containsOnlyOnce("can't be used and is kept as %s: %s".formatted(aside, kept));
    assertThat(CalibrationFile.read(kept).measurements()).hasSize(1);
    assertThat(aside).hasBinaryContent(damaged);
  }

  @Test
  void calibrateMovesWhatIsNamedAsideToANameThatIsFree() throws IOException {
    Path file = Files.copy(kept, folder.resolve("named.json"));
    byte[] damaged = Files.readAllBytes(file);
    Path first = Files.writeString(folder.resolve("named.json.bak"), "first");
    Path second = folder.resolve("named.json.bak2");

    CommandRun run = CommandRun.of("calibrate", "--plan", job.plan(), "--output", file);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("is kept as %s: %s".formatted(second, file)).hasLineCount(1);
    assertThat(CalibrationFile.read(file).measurements()).hasSize(1);
    assertThat(first).hasContent("first");
    assertThat(second).hasBinaryContent(damaged);
  }

  /** A whole calibration that says of itself to be of another version. */
  private static Path ofVersion(int version, String name) throws IOException {
    Path file = folder.resolve(name);
    CalibrationFile.write(file, CostModel.nominal());
    String own = Files.readString(file);
    String other = own.replaceFirst("(\"version\" : )\\d+", "$1" + version);
    assertThat(other).isNotEqualTo(own);
    return Files.writeString(file, other);
  }

  @Test
  void calibrateMovesWhatAnEarlierVersionMeasuredAside() throws IOException {
    Path file = ofVersion(1, "earlier.json");
    byte[] earlier = Files.readAllBytes(file);

    CommandRun run = CommandRun.of("calibrate", "--plan", job.plan(), "--output", file);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("earlier.json.bak", "this is version 1").hasLineCount(1);
    assertThat(CalibrationFile.read(file).measurements()).hasSize(1);
    assertThat(folder.resolve("earlier.json.bak")).hasBinaryContent(earlier);
  }

  @Test
  void calibrateLeavesWhatALaterVersionMeasuredAlone() throws IOException, InterruptedException {
    Path file = ofVersion(1000, "later.json");
    byte[] later = Files.readAllBytes(file);

    assertThat(CommandRun.of("calibrate", "--plan", job.plan(), "--output", file).refusal())
        .contains(file.toString(), "this is version 1000; use a newer Rotunda");
    assertThat(file).hasBinaryContent(later);

    Files.write(kept, later);
    JavaProcess process = atHome("calibrate", "--plan", job.plan());
    assertThat(process.exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(process.output()).contains("use a newer Rotunda").doesNotContain("Exception");
    assertThat(kept).hasBinaryContent(later);
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
