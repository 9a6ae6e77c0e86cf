package org.rotunda.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotunda.compiler.cli.job.JobException;

/**
 * A program around another library that measures every operation once for each line it is sent; see
 * {@code rounds.h} among its sources. Between lines it waits and takes no processor time.
 */
final class PeerProgram implements AutoCloseable {
  private final Path program;
  private final Process process;
  private final BufferedReader answers;
  private final Writer requests;
  private final List<String> introduction;

  private PeerProgram(Path program, Process process) throws IOException {
    this.program = program;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.introduction = linesUntil("ready");
  }

  /**
   * Starts a program and waits until it is ready.
   *
   * @param threads how many threads OpenMP gives it
   */
  static PeerProgram start(Path program, int threads, List<String> arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(program.toString());
    builder.command().addAll(arguments);
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    // Idle threads would take the processors from whoever is measured next.
    builder.environment().put("OMP_WAIT_POLICY", "passive");
    Process process = builder.redirectError(Redirect.INHERIT).start();
    boolean ready = false;
    try {
      PeerProgram peer = new PeerProgram(program, process);
      ready = true;
      return peer;
    } finally {
      if (!ready) {
        process.destroyForcibly();
      }
    }
  }

  /** What it said of itself before it was ready. */
  List<String> introduction() {
    return introduction;
  }

  /** Measures everything once: nanoseconds by operation. */
  Map<String, Double> measure() throws IOException {
    requests.write("measure\n");
    requests.flush();
    Map<String, Double> times = new HashMap<>();
    for (String line : linesUntil("end")) {
      int space = line.indexOf(' ');
      try {
        times.put(line.substring(0, Math.max(0, space)), Double.valueOf(line.substring(space + 1)));
      } catch (NumberFormatException e) {
        throw new JobException(
            "A line of an operation and its nanoseconds is expected from %s, but it wrote '%s'; build it again."
                .formatted(program, line),
            e);
      }
    }
    return times;
  }

  private List<String> linesUntil(String last) throws IOException {
    List<String> lines = new ArrayList<>();
    while (true) {
      Optional<String> line = Optional.ofNullable(answers.readLine());
      if (line.isEmpty()) {
        throw new JobException(
            "%s should measure until it is told to end, but it ended early; what it wrote on standard error says why."
                .formatted(program));
      }
      if (line.get().equals(last)) {
        return List.copyOf(lines);
      }
      lines.add(line.get());
    }
  }

  @Override
  public void close() throws IOException {
    requests.close();
    process.destroy();
  }
}
