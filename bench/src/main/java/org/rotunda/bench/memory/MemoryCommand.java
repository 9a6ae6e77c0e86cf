package org.rotunda.bench.memory;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rotunda.bench.run.Machine;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.compiler.cli.Rotunda;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.cli.job.Progress;
import org.rotunda.compiler.cli.job.Table;
import org.rotunda.compiler.cli.job.Table.Column;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares garbage collectors and sources of limbs. */
@CommandLine.Command(
    name = "memory",
    description = "Measure rotations under several garbage collectors, limbs pooled and not.",
    subcommands = RotationsCommand.class,
    synopsisSubcommandLabel = "",
    footer = {
      "",
      "Each collector gets a JVM of its own with the same heap, in which a relinearisation key",
      "and eight rotation keys lie. Without a pool every intermediate limb is garbage.",
      "",
      "Examples:",
      "  rotunda bench memory",
      "  rotunda bench memory --log-n 15 --limbs 16 --heap 1g --rotations 200"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
public final class MemoryCommand implements Callable<Integer> {
  private static final int MIN_LOG_DEGREE = 12;
  private static final int MAX_LOG_DEGREE = 17;
  private static final int MIN_LIMBS = 3;
  private static final int MAX_LIMBS = 60;
  private static final double SECOND = 1e9;
  private static final int WARM_UP_SECONDS = 5;

  @Spec private CommandSpec spec;

  @Option(
      names = "--log-n",
      paramLabel = "LOG",
      defaultValue = "16",
      description = "log2 N; ${DEFAULT-VALUE} if not given.")
  private int logDegree;

  @Option(
      names = "--limbs",
      paramLabel = "COUNT",
      defaultValue = "28",
      description = "The number of primes of Q; ${DEFAULT-VALUE} if not given.")
  private int limbs;

  @Option(
      names = "--rotations",
      paramLabel = "COUNT",
      defaultValue = "60",
      description = "How many are timed; ${DEFAULT-VALUE} if not given.")
  private int rotations;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "3g",
      description = "The largest heap, as -Xmx takes it; ${DEFAULT-VALUE} if not given.")
  private String heap;

  /** For picocli. */
  public MemoryCommand() {}

  @Override
  public Integer call() throws IOException {
    range("--log-n", logDegree, MIN_LOG_DEGREE, MAX_LOG_DEGREE);
    range("--limbs", limbs, MIN_LIMBS, MAX_LIMBS);
    range("--rotations", rotations, 1, Integer.MAX_VALUE);
    if (!heap.matches("[1-9][0-9]*[kKmMgG]")) {
      throw new ParameterException(
          spec.commandLine(),
          "--heap takes a size such as 3g or 512m, but %s was found".formatted(heap));
    }
    Table table =
        new Table(
            Column.words("collector"),
            Column.words("limbs from"),
            Column.numbers("rotations/s"),
            Column.numbers("process"),
            Column.numbers("garbage/rotation"),
            Column.numbers("collecting"));
    List<Collector> collectors = Collector.all();
    try (Progress progress =
        Progress.begin("Measuring", (long) collectors.size() * LimbSource.values().length)) {
      long done = 0;
      for (LimbSource source : LimbSource.values()) {
        for (Collector collector : collectors) {
          row(table, collector, source);
          progress.done(++done);
        }
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%d rotations at N = 2^%d, %d limbs, heap of at most %s%n",
        rotations, logDegree, limbs, heap);
    out.println(Machine.description(KernelProvider.select().name()));
    out.println();
    table.print(out);
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private void row(Table table, Collector collector, LimbSource source) throws IOException {
    String from = source.name().toLowerCase(Locale.ROOT);
    Optional<Footprint> measured = measure(collector, source);
    if (measured.isEmpty()) {
      table.row(collector.name(), from, "heap too small", "", "", "");
      return;
    }
    Footprint footprint = measured.get();
    table.row(
        collector.name(),
        from,
        String.format(Locale.ROOT, "%.1f", SECOND / footprint.nanos()),
        new ByteSize(footprint.peakBytes()),
        new ByteSize(footprint.allocatedBytes()),
        String.format(
            Locale.ROOT,
            "%.1f %%",
            1e8 * footprint.collectionMillis() / (footprint.nanos() * rotations)));
  }

  /** What a JVM with the collector found; empty if its heap was too small. */
  private Optional<Footprint> measure(Collector collector, LimbSource source) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.add("-Xmx" + heap);
    command.addAll(collector.options());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Rotunda.class.getName()));
    command.addAll(List.of("bench", "memory", RotationsCommand.NAME));
    command.addAll(List.of("--log-n", Integer.toString(logDegree)));
    command.addAll(List.of("--limbs", Integer.toString(limbs)));
    command.addAll(List.of("--rotations", Integer.toString(rotations)));
    command.addAll(List.of("--warm-up", Integer.toString(WARM_UP_SECONDS)));
    command.addAll(List.of("--limbs-from", source.name()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines;
    try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
      lines = reader.lines().toList();
    }
    Optional<Footprint> footprint =
        lines.stream().flatMap(line -> Footprint.parse(line).stream()).findFirst();
    if (footprint.isEmpty() && lines.stream().noneMatch(MemoryCommand::tellsOfHeap)) {
      throw new JobException(
          "Rotations with %s should run to their end, but the JVM said: %s"
              .formatted(collector.name(), String.join(" ", lines)));
    }
    return footprint;
  }

  private static boolean tellsOfHeap(String line) {
    return line.contains("OutOfMemoryError") || line.contains("needs more memory than the heap");
  }

  private void range(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "%s takes numbers from %d to %d, but %d was found".formatted(option, least, most, value));
    }
  }
}
