package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
  @TempDir private Path folder;
  private TinyJob job;

  @BeforeEach
  void compile() throws IOException {
    job = TinyJob.write(folder);
    CommandRun run = job.compile();
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  void saysWhenKeysAreInMemoryWhatTheyCostAndWhatOtherBudgetsBring() {
    CommandRun run = CommandRun.of("explain", job.plan());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("transform %0")
        .contains("Keys in memory along the")
        .contains("rotation 1")
        .contains("for its only use")
        .containsPattern("read \\d+ times; longest away between uses \\d+ and \\d+: at use \\d+")
        .contains("relinearisation")
        .contains("The keys that cost most")
        .containsPattern("between uses \\d+ and \\d+: at use \\d+")
        .contains("this plan")
        .containsPattern("800.0 KiB");
  }

  @Test
  void measurementsTurnTimesIntoSeconds() {
    Path calibration = folder.resolve("machine/calibration.json");
    CommandRun calibrate =
        CommandRun.of("calibrate", "--plan", job.plan(), "--output", calibration);
    assertThat(calibrate.exitCode()).as(calibrate.err()).isZero();
    assertThat(calibrate.out()).contains("ms at level", "decompose", "GB/s");

    CommandRun run = CommandRun.of("explain", job.plan(), "--calibration", calibration);

    assertThat(run.out()).contains("seconds").doesNotContain("nominal machine");
  }

  @Test
  void missingCalibrationIsSaid() {
    CommandRun run =
        CommandRun.of("explain", job.plan(), "--calibration", folder.resolve("none.json"));

    assertThat(run.exitCode()).isEqualTo(Rotunda.FAILED);
    assertThat(run.err()).contains("none.json", "does not exist").hasLineCount(1);
  }
}
