package org.rotunda.bench.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.rotunda.bench.kernel.KernelChoice;
import org.rotunda.keys.wire.AtomicFile;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that runs a suite and shows its results. */
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
abstract class SuiteCommand implements Callable<Integer> {
  private static final int MIN_LOG_DEGREE = 12;
  private static final int MAX_LOG_DEGREE = 17;

  @Spec private CommandSpec spec;

  @Option(
      names = "--quick",
      description = "Few sizes and one short run of each, for a first impression.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Only operations whose names contain one of these.")
  private List<String> only = List.of();

  @Option(
      names = "--log-n",
      paramLabel = "LOG",
      split = ",",
      description = "Other values of log2 N than the usual ones, 12 to 17.")
  private List<Integer> logDegrees = List.of();

  @Option(
      names = "--forks",
      paramLabel = "K",
      description = "How many JVMs measure each, one after the other: 5, or 1 with --quick.")
  private Optional<Integer> forks;

  @Option(names = "--json", paramLabel = "FILE", description = "Write JMH's results as JSON.")
  private Optional<Path> json;

  @Option(names = "--chart", paramLabel = "FILE.svg", description = "Write a bar chart as SVG.")
  private Optional<Path> chart;

  private final Suite whole;

  SuiteCommand(Suite whole) {
    this.whole = whole;
  }

  @Override
  public Integer call() throws IOException {
    Suite suite = suite();
    List<String> kernels = KernelChoice.available();
    List<RunResult> measured = new SuiteRunner(effort()).run(suite.with(Result.KERNELS, kernels));
    List<Comparison> comparisons = Comparison.of(measured.stream().map(Result::of).toList());
    Collection<String> parameters = suite.parameters().keySet();
    if (json.isPresent()) {
      AtomicFile.write(json.get(), out -> out.write(JmhJson.of(measured)));
    }
    if (chart.isPresent()) {
      byte[] svg =
          Chart.of(suite.title(), description(kernels), comparisons, parameters)
              .getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(chart.get(), out -> out.write(svg));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(suite.title());
    out.println(description(kernels));
    out.println();
    ResultTable.of(comparisons, parameters).print(out);
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private Suite suite() {
    Suite suite = quick ? whole.quick() : whole;
    if (!logDegrees.isEmpty()) {
      logDegrees.forEach(this::checkLogDegree);
      suite = suite.with(Suite.LOG_DEGREE, logDegrees.stream().map(log -> log.toString()).toList());
    }
    if (!only.isEmpty()) {
      suite = suite.only(only);
    }
    if (suite.selections().isEmpty()) {
      throw refusal(
          "--only takes parts of the names %s, but none contains %s"
              .formatted(String.join(", ", whole.names()), String.join(" or ", only)));
    }
    return suite;
  }

  private void checkLogDegree(int value) {
    if (value < MIN_LOG_DEGREE || value > MAX_LOG_DEGREE) {
      throw refusal(
          "--log-n takes numbers from %d to %d, but %d was found"
              .formatted(MIN_LOG_DEGREE, MAX_LOG_DEGREE, value));
    }
  }

  private Effort effort() {
    Effort usual = quick ? Effort.quick() : Effort.thorough();
    if (forks.isPresent() && forks.get() < 1) {
      throw refusal("--forks takes a number from 1, but %d was found".formatted(forks.get()));
    }
    return forks.map(usual::withForks).orElse(usual);
  }

  private ParameterException refusal(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private static String description(List<String> kernels) {
    return Machine.description(KernelChoice.named(kernels.getLast()).name());
  }
}
