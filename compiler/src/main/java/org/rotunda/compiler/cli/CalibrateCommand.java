package org.rotunda.compiler.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.rotunda.ckks.noise.ParameterChoice;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cli.job.CalibrationOption;
import org.rotunda.compiler.cli.job.CommandEngine;
import org.rotunda.compiler.cli.job.Facts;
import org.rotunda.compiler.cli.job.FailureSentence;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.cli.job.OutputFiles;
import org.rotunda.compiler.cli.job.Progress;
import org.rotunda.compiler.cli.job.Table;
import org.rotunda.compiler.cli.job.Table.Column;
import org.rotunda.compiler.cost.Calibrator;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.Measurements;
import org.rotunda.compiler.cost.Primitive;
import org.rotunda.compiler.plan.CalibrationFile;
import org.rotunda.compiler.plan.LaterVersionException;
import org.rotunda.compiler.plan.PlanException;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.compiler.plan.PlanInFile;
import org.rotunda.paging.store.PageGeometry;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures this machine, for predictions of seconds. */
@CommandLine.Command(
    name = "calibrate",
    description = "Measure how long operations and loads of keys take on this machine.",
    footer = {
      "",
      "Every operation is timed at every level, which takes seconds. What was measured for other",
      "parameters, or with other threads, kernels or processors, stays in the file. Predictions",
      "take what is most like them: by parameters, then processor, kernels and threads. Keys are",
      "read from a file that was just written: a cold disk may take longer. A file that is damaged",
      "or of an earlier version is kept as FILE.bak.",
      "",
      "Examples:",
      "  rotunda calibrate",
      "  rotunda calibrate --plan plan.json --output machine.json",
      "  rotunda calibrate --threads 1"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
public final class CalibrateCommand implements Command {
  private static final int MOST_THREADS = 1 << 10;
  private static final int USUAL_DEPTH = 7;
  private static final int USUAL_PRECISION = 20;
  private static final int USUAL_MAGNITUDE = 8;
  private static final int USUAL_SLOTS = 1 << 14;

  @Spec private CommandSpec spec;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description =
          "The plan whose parameters are measured. Without it, those of a program of depth "
              + USUAL_DEPTH
              + " on 2^14 slots.")
  private Optional<Path> plan = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the times are kept. By default in the user's data folder.")
  private Optional<Path> output = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that work on an operation, 1 to 1024. By default as many as the plan has, or"
              + " this machine's processors.")
  private Optional<Integer> threads = Optional.empty();

  /** For picocli. */
  public CalibrateCommand() {}

  @Override
  public Integer call() throws IOException {
    int asked = threads.orElse(1);
    if (asked < 1 || asked > MOST_THREADS) {
      throw new ParameterException(
          spec.commandLine(),
          "--threads takes a number from 1 to %d, but %d was given".formatted(MOST_THREADS, asked));
    }
    Path file = output.orElseGet(CalibrationOption::defaultFile).toAbsolutePath();
    Path folder = file.getParent();
    if (folder == null) {
      throw new JobException(
          "A file in a folder is expected, found %s; name one with --output.".formatted(file));
    }
    Files.createDirectories(folder);
    OutputFiles.require(file);
    Before before = before(file);
    Optional<PlanInFile> read = plan();
    Parameters parameters = parameters(read);
    int working = threads(read);
    Measurements measurements;
    try (Progress progress = Progress.begin("calibrate", parameters.maxLevel() + 1)) {
      measurements =
          new Calibrator(parameters, CommandEngine.withThreads(working), working)
              .measure(folder, progress::done);
    }
    before.keep(file, spec.commandLine().getErr());
    CalibrationFile.write(file, before.costs().with(measurements));
    PrintWriter writer = spec.commandLine().getOut();
    print(measurements, writer);
    writer.println();
    int top = parameters.maxLevel();
    new Facts()
        .add("parameters", parameters.shortDigest())
        .add("threads", working)
        .add("kernels", measurements.conditions().kernels())
        .add("processor", measurements.conditions().processor())
        .add(
            "keys read",
            throughput(PageGeometry.of(parameters).readBytes(top), measurements, Primitive.LOAD))
        .add(
            "halves regenerated",
            throughput(parameters.keyHalfBytes(top), measurements, Primitive.REGENERATE))
        .add("calibration", file)
        .print(writer);
    writer.flush();
    return CommandLine.ExitCode.OK;
  }

  /**
   * What was measured before, and why it can't be used if it can't. What a later version has
   * measured, or is a file of another kind that was named by mistake, is left alone.
   */
  private Before before(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Before(CostModel.nominal(), Optional.empty());
    }
    try {
      return new Before(CalibrationFile.read(file), Optional.empty());
    } catch (LaterVersionException e) {
      throw e;
    } catch (PlanException e) {
      if (output.isPresent() && !CalibrationFile.claimsToBeOne(file)) {
        throw e;
      }
      return new Before(CostModel.nominal(), Optional.of(FailureSentence.of(e)));
    }
  }

  /** What was measured before, and why its file can't be used if it can't. */
  private record Before(CostModel costs, Optional<String> unusable) {
    private static final int FIRST_NUMBER = 2;

    /** Moves a file that can't be used to a free name beside it, and says so. */
    void keep(Path file, PrintWriter err) throws IOException {
      if (unusable.isEmpty()) {
        return;
      }
      Path kept = file.resolveSibling(file.getFileName() + ".bak");
      for (int number = FIRST_NUMBER; Files.exists(kept, LinkOption.NOFOLLOW_LINKS); number++) {
        kept = file.resolveSibling("%s.bak%d".formatted(file.getFileName(), number));
      }
      Files.move(file, kept);
      err.println(
          "What was measured before can't be used and is kept as %s: %s"
              .formatted(kept, unusable.get()));
      err.flush();
    }
  }

  private Optional<PlanInFile> plan() throws IOException {
    return plan.isPresent() ? Optional.of(PlanFile.read(plan.get())) : Optional.empty();
  }

  private static Parameters parameters(Optional<PlanInFile> read) {
    return read.map(file -> file.plan().parameters())
        .orElseGet(
            () ->
                new ParameterChoice(USUAL_DEPTH, USUAL_PRECISION, USUAL_MAGNITUDE, USUAL_SLOTS)
                    .find());
  }

  private int threads(Optional<PlanInFile> read) {
    return threads.orElseGet(
        () ->
            read.map(file -> file.memory().run().threads())
                .orElse(Runtime.getRuntime().availableProcessors()));
  }

  private static String throughput(long bytes, Measurements measurements, Primitive primitive) {
    double seconds = measurements.seconds(primitive).getLast();
    return String.format(Locale.ROOT, "%.2f GB/s", bytes / seconds / 1e9);
  }

  /** Milliseconds, a row a primitive, a column a level. */
  private static void print(Measurements measurements, PrintWriter writer) {
    int levels = measurements.parameters().maxLevel() + 1;
    Column[] columns = new Column[levels + 1];
    Arrays.setAll(
        columns,
        i -> i == 0 ? Column.words("ms at level") : Column.numbers(Integer.toString(i - 1)));
    Table table = new Table(columns);
    for (Primitive primitive : Primitive.values()) {
      Object[] row = new Object[levels + 1];
      row[0] = primitive.label();
      for (int level = 0; level < levels; level++) {
        row[level + 1] =
            String.format(Locale.ROOT, "%.3f", 1e3 * measurements.seconds(primitive).get(level));
      }
      table.row(row);
    }
    table.print(writer);
  }
}
