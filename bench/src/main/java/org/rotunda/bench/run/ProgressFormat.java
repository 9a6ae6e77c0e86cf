package org.rotunda.bench.run;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.rotunda.compiler.cli.job.Progress;

/** Shows iterations as steps of a progress bar, and remembers the last lines for failures. */
final class ProgressFormat implements OutputFormat {
  private static final int LINES = 12;

  private final Progress progress;
  private final Deque<String> last = new ArrayDeque<>();
  private long done;

  ProgressFormat(Progress progress) {
    this.progress = progress;
  }

  /** What JMH printed last. */
  String lastWords() {
    return String.join(" ", last);
  }

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams iteration, int number) {}

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams iteration, int number, IterationResult result) {
    done++;
    progress.done(done);
  }

  @Override
  public void startBenchmark(BenchmarkParams benchmark) {}

  @Override
  public void endBenchmark(BenchmarkResult result) {}

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> results) {}

  @Override
  public void print(String text) {
    println(text);
  }

  @Override
  public void println(String line) {
    if (!line.isBlank()) {
      last.add(line.strip());
    }
    if (last.size() > LINES) {
      last.remove();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public void verbosePrintln(String line) {}

  @Override
  public void write(int character) {}

  @Override
  public void write(byte[] characters) {}
}
