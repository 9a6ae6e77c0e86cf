package org.rotunda.bench.run;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.cli.job.Progress;

/** Runs suites with JMH, each benchmark in JVMs of its own with the flags of this one. */
final class SuiteRunner {
  private final Effort effort;
  private final List<String> jvmOptions;

  /** With the options that the benchmarks name. */
  SuiteRunner(Effort effort) {
    this(effort, List.of());
  }

  /** With other options of the JVMs than the benchmarks name, if there are any. */
  SuiteRunner(Effort effort, List<String> jvmOptions) {
    this.effort = effort;
    this.jvmOptions = List.copyOf(jvmOptions);
  }

  /**
   * Runs every benchmark.
   *
   * @throws JobException if one fails
   */
  List<RunResult> run(Suite suite) {
    int benchmarks = suite.selections().stream().mapToInt(Selection::size).sum();
    List<RunResult> results = new ArrayList<>();
    try (Progress progress = Progress.begin("Measuring", (long) benchmarks * effort.steps())) {
      ProgressFormat format = new ProgressFormat(progress);
      for (Selection selection : suite.selections()) {
        results.addAll(run(selection, format));
      }
    }
    return List.copyOf(results);
  }

  private Iterable<RunResult> runAll(Selection selection, ProgressFormat format)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder().shouldFailOnError(true).addProfiler(GCProfiler.class);
    selection.patterns().forEach(options::include);
    selection
        .parameters()
        .forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
    effort.apply(options);
    if (!jvmOptions.isEmpty()) {
      options.jvmArgsAppend(jvmOptions.toArray(String[]::new));
    }
    return new Runner(options.build(), format).run();
  }

  private List<RunResult> run(Selection selection, ProgressFormat format) {
    List<RunResult> results = new ArrayList<>();
    try {
      runAll(selection, format).forEach(results::add);
    } catch (RunnerException e) {
      throw new JobException(
          "Every benchmark of %s should run to its end, but one failed: %s"
              .formatted(selection.benchmark().getSimpleName(), format.lastWords()),
          e);
    }
    return results;
  }
}
