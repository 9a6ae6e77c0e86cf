package org.rotunda.bench.reproduce;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rotunda.bench.workload.Workload;
import org.rotunda.bench.workload.Workloads;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cli.Command;
import org.rotunda.compiler.cli.Rotunda;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.paging.pager.PagerSettings;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rotunda reproduce}. */
@CommandLine.Command(
    name = "reproduce",
    description = {
      "Run a workload with its keys managed as other systems do and as Rotunda does.",
      "",
      "Prints time, memory, bytes read, stalls and precision of each way, and writes a report"
          + " page."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  rotunda reproduce lola",
      "  rotunda reproduce lenet --pairs 10 --only ours-1/8 --threads 2"
    })
public final class ReproduceCommand implements Command {

  /** Set in the JVM that has been given the heap that is needed. */
  private static final String HEAP_GIVEN = "rotunda.reproduce.heap";

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it before anything runs.
  private CommandSpec spec;

  @CommandLine.Parameters(paramLabel = "WORKLOAD", description = "mlp, lola, lenet or matrices.")
  @SuppressWarnings("NullAway.Init") // Picocli sets it before anything runs.
  private String name;

  @Option(
      names = "--log-n",
      paramLabel = "N",
      defaultValue = "12",
      description = "The ring's degree is at least 2^N (default: as small as is secure).")
  private int logDegree;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of one evaluation (default: the machine's processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--loaders",
      paramLabel = "N",
      description = "Keys read at a time (default: half of the processors, at least 2).")
  private int loaders = PagerSettings.loadersOfThisMachine();

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "1",
      description = "Different inputs, used in turn (default: ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds, in each of which every way runs once (default: ${DEFAULT-VALUE}).")
  private int pairs;

  @Option(
      names = "--only",
      paramLabel = "WAY",
      split = ",",
      description =
          "Ways to run besides resident: per-layer, per-use, in-order, powers, ours-1/16, ours-1/8,"
              + " ours-1/4, ours-1/2, ours-1 (default: all).")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "reproduction",
      description = "Where the report page goes (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // Picocli sets it before anything runs.
  private Path output;

  /** For the service loader. */
  public ReproduceCommand() {}

  @Override
  public Integer call() throws IOException {
    require("--log-n", logDegree, 12, 17);
    require("--threads", threads, 1, 1024);
    require("--loaders", loaders, 1, 64);
    require("--images", images, 1, 100);
    require("--pairs", pairs, 1, 1000);
    if (!Workloads.NAMES.contains(name)) {
      throw new ParameterException(
          spec.commandLine(),
          "WORKLOAD is one of %s, but %s was given.".formatted(Workloads.NAMES, name));
    }
    Files.createDirectories(output);
    Path folder = Files.createTempDirectory(output, ".keys");
    Thread deletion = new Thread(() -> delete(folder), "rotunda-reproduce-deletion");
    Runtime.getRuntime().addShutdownHook(deletion); // an interrupted one leaves no keys either
    try {
      return run(new Settings(name, logDegree, threads, loaders, images, pairs, only, folder));
    } finally {
      delete(folder);
    }
  }

  private int run(Settings settings) throws IOException {
    Workload workload = Workloads.read(name, settings.folder(), images);
    Parameters parameters = workload.parameters(logDegree);
    List<Contender> contenders = chosen(Contenders.of(workload, parameters));
    long heap = HeapNeed.ofTimes(contenders);
    if (heap > Runtime.getRuntime().maxMemory() && System.getProperty(HEAP_GIVEN) == null) {
      return again(heap);
    }
    try (Reproduction reproduction =
        new Reproduction(
            settings,
            workload,
            contenders,
            HeapNeed.encodings(contenders),
            contender -> MemoryProbe.peakBytes(contender, settings.probe(contender.name())))) {
      Measurement measurement = reproduction.run();
      Path page = output.resolve(name + ".html");
      new ReportPage(measurement).write(page);
      PrintWriter out = spec.commandLine().getOut();
      new ReportText(measurement).print(out);
      out.println();
      out.println("report page: " + page);
      out.flush();
      if (!measurement.isRight()) {
        throw new JobException(
            "Every output must be within %.1e of the clear program's, but the table shows otherwise; run with --debug and report it."
                .formatted(measurement.errorBound()));
      }
      return CommandLine.ExitCode.OK;
    }
  }

  /** Runs the same command in a JVM with more heap. */
  private int again(long heap) throws IOException {
    if (heap > HeapNeed.available()) {
      throw new JobException(
          "This needs about %s of memory, but the machine has %s; name fewer ways with --only."
              .formatted(new ByteSize(heap), new ByteSize(HeapNeed.available())));
    }
    return ChildJvm.run(
        heap,
        List.of("-D" + HEAP_GIVEN + "=" + heap),
        Rotunda.class,
        spec.commandLine().getParent().getParseResult().originalArgs());
  }

  private List<Contender> chosen(List<Contender> all) {
    for (String way : only) {
      if (all.stream().noneMatch(contender -> contender.name().equals(way))) {
        throw new ParameterException(
            spec.commandLine(),
            "--only names some of %s, but %s was given."
                .formatted(all.stream().map(Contender::name).toList(), way));
      }
    }
    return all.stream()
        .filter(
            contender ->
                only.isEmpty()
                    || contender.name().equals(Contenders.REFERENCE)
                    || only.contains(contender.name()))
        .toList();
  }

  private void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "%s takes a number from %d to %d, but %d was given."
              .formatted(option, least, most, value));
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException _) {
      // It is gone already.
    }
  }
}
