package org.rotunda.compiler.cli.job;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.plan.CalibrationFile;
import org.rotunda.compiler.plan.PlanException;
import picocli.CommandLine.Option;

/** Which measurements of this machine predictions are made from. */
public final class CalibrationOption {
  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description =
          "What calibrate has measured here, to predict seconds. By default the file that it writes"
              + " by default, if there is one.")
  private Optional<Path> file = Optional.empty();

  /** For picocli. */
  public CalibrationOption() {}

  /** The file that {@link #costs} reads, if there is one. */
  public Path file() {
    return file.orElseGet(CalibrationOption::defaultFile);
  }

  /** Where calibrations are kept if nothing else is said: one file a user. */
  public static Path defaultFile() {
    String home = System.getProperty("user.home");
    return Optional.ofNullable(System.getenv("XDG_DATA_HOME"))
        .filter(folder -> !folder.isEmpty())
        .or(() -> Optional.ofNullable(System.getenv("LOCALAPPDATA")))
        .map(Path::of)
        .orElseGet(() -> Path.of(home, ".local", "share"))
        .resolve("rotunda")
        .resolve("calibration.json");
  }

  /**
   * The measurements; those of a nominal machine if none were made. A file that was not asked for
   * and can't be read is no more than a warning.
   *
   * @param err where the warning goes, one line
   * @throws PlanException if the named file is none of calibrate's
   * @throws IOException if the named file can't be read
   */
  public CostModel costs(PrintWriter err) throws IOException {
    if (file.isPresent()) {
      return CalibrationFile.read(file.get());
    }
    try {
      return CalibrationFile.readKept(defaultFile());
    } catch (PlanException | IOException e) {
      err.println(
          "No seconds are predicted, for want of what was measured: " + FailureSentence.of(e));
      err.flush();
      return CostModel.nominal();
    }
  }
}
