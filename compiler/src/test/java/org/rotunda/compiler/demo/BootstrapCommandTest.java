package org.rotunda.compiler.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotunda.ckks.bootstrap.BootstrapPreset;
import org.rotunda.compiler.cli.Rotunda;
import picocli.CommandLine;

class BootstrapCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... arguments) {
    return Rotunda.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(
            Stream.concat(Stream.of("demo", "bootstrap"), Stream.of(arguments))
                .toArray(String[]::new));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"INSECURE_N12_REAL, 256, 3 to 13", "insecure_n12_complex, 512, 0 to 10"})
  void computesAndBootstrapsTwiceAndTellsEverything(String preset, String slots, String levels)
      throws IOException {
    Path plot = folder.resolve("plot.png");

    int exit =
        run(
            "--preset",
            preset,
            "--slots",
            slots,
            "--key-budget",
            "16MiB",
            "--folder",
            folder.toString(),
            "--plot",
            plot.toString());

    assertThat(exit).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("INSECURE, to look at only")
        .containsPattern("keys +\\d+, generated in .* on disk, at most 16.0 MiB in memory")
        .containsPattern("(?m)^encryption +\\d+ +\\d+$")
        .containsPattern(
            "(?m)^bootstrap +" + levels + " +[0-9.]+ +[0-9.]+ +[0-9.]+ +[0-9.]+ +[0-9.]+$")
        .containsPattern("(?m)^(SlotsToCoeffs|ModRaise|CoeffsToSlots|EvalMod) +[0-9.]+ s +")
        .containsPattern("(?m)^whole +[0-9.]+ s +[0-9.]+ s +\\d+ +\\d+ +[0-9.]+ MiB$")
        .containsPattern("agrees with the clear computation to [0-9.]+ bits in the mean")
        .containsPattern("keys +peak [0-9.]+ MiB of 16.0 MiB; \\d+ loads")
        .containsPattern("limbs +peak [0-9.]+ MiB, keys included")
        .contains(plot.toString());
    assertThat(out.toString().lines().filter(line -> line.startsWith("bootstrap  "))).hasSize(3);
    assertThat(names(folder)).containsExactly("plot.png");
    BufferedImage image = ImageIO.read(plot.toFile());
    assertThat(image.getWidth()).isEqualTo(SlotErrorPlot.WIDTH);
    assertThat(image.getHeight()).isEqualTo(2 * SlotErrorPlot.PANEL);
  }

  @Test
  void aBudgetOfOneKeyDoes() {
    int exit =
        run(
            "--preset",
            "INSECURE_N12_REAL",
            "--slots",
            "256",
            "--key-budget",
            "4MiB",
            "--folder",
            folder.toString(),
            "--plot",
            folder.resolve("plot.png").toString());

    assertThat(exit).as(err.toString()).isZero();
    // At the top a key has 4 digits of 32 limbs of 2^12 residues; its seeded half is not held.
    assertThat(out.toString()).containsPattern("keys +peak 4\\.0 MiB of 4\\.0 MiB; \\d+ loads");
  }

  @Test
  void tooSmallABudgetIsAFailureThatNamesTheSmallestAndLeavesNoFile() throws IOException {
    int exit =
        run(
            "--preset",
            "INSECURE_N12_REAL",
            "--slots",
            "4",
            "--key-budget",
            "1KiB",
            "--folder",
            folder.toString(),
            "--plot",
            folder.resolve("plot.png").toString());

    assertThat(exit).isEqualTo(Rotunda.FAILED);
    assertThat(err.toString())
        .hasLineCount(1)
        .containsPattern(
            "key budget is 1.0 KiB; the smallest budget that would do is --key-budget \\d+\\.");
    assertThat(out.toString()).as("before keys are generated").isEmpty();
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void folderThatDoesNotExistIsAFailure() {
    assertThat(run("--preset", "INSECURE_N12_REAL", "--folder", folder + "/none"))
        .isEqualTo(Rotunda.FAILED);
    assertThat(err.toString()).hasLineCount(1).contains("none");
  }

  @ParameterizedTest
  @CsvSource({
    "--slots, 3, a power of two from 1 to 32768 with N16_REAL",
    "--slots, 65536, a power of two from 1 to 32768 with N16_REAL",
    "--slots, many, many",
    "--threads, 0, from 1 to 1024",
    "--key-budget, plenty, plenty",
    "--preset, N17, N16_PRECISE",
    "--colour, red, --colour"
  })
  void wrongOptionsAreWrongUsage(String option, String value, String reason) {
    assertThat(run(option, value)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).hasLineCount(1).contains(reason);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void helpNamesEveryPreset() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Examples:");
    for (BootstrapPreset preset : BootstrapPreset.values()) {
      assertThat(out.toString()).contains(preset.name());
    }
  }
}
