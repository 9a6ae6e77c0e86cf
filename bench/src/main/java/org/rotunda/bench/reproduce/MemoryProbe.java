package org.rotunda.bench.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.rotunda.bench.memory.ProcessMemory;
import org.rotunda.bench.workload.Workload;
import org.rotunda.bench.workload.Workloads;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.compiler.cli.job.CommandEngine;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.execution.ExecutionListener;
import org.rotunda.compiler.plan.MemoryPrediction;
import org.rotunda.keys.wire.CiphertextFormat;
import org.rotunda.keys.wire.Labelled;
import org.rotunda.keys.wire.WireSource;
import org.rotunda.paging.store.KeyStore;

/**
 * A process that runs one contender once, in the heap that is predicted for its plan, and writes
 * how much physical memory it had at most. The weights are encoded when they are used, so that keys
 * aren't hidden behind them.
 */
final class MemoryProbe {

  private MemoryProbe() {}

  /** What a probe is told on its command line. */
  record Task(
      String workload, int logDegree, int threads, int loaders, String contender, Path folder) {

    static Task parse(String[] arguments) {
      return new Task(
          arguments[0],
          Integer.parseInt(arguments[1]),
          Integer.parseInt(arguments[2]),
          Integer.parseInt(arguments[3]),
          arguments[4],
          Path.of(arguments[5]));
    }

    List<String> arguments() {
      return List.of(
          workload,
          Integer.toString(logDegree),
          Integer.toString(threads),
          Integer.toString(loaders),
          contender,
          folder.toString());
    }

    Path store() {
      return folder.resolve("evaluation.keys");
    }

    Path input() {
      return folder.resolve("input.ciphertexts");
    }

    Path output() {
      return folder.resolve("peak.txt");
    }
  }

  /** What compiling leaves in memory: a probe makes all contenders' plans, a run reads one. */
  private static final long COMPILED_BYTES = 128L << 20;

  /**
   * Runs a contender in a probe.
   *
   * @return the most bytes of physical memory that the probe had; empty where it can't be told
   */
  static OptionalLong peakBytes(Contender contender, Task task) throws IOException {
    long heap =
        COMPILED_BYTES
            + MemoryPrediction.heapBytes(
                MemoryPrediction.of(contender.plan(), task.threads(), task.loaders()).totalBytes());
    int exit = ChildJvm.run(heap, List.of(), MemoryProbe.class, task.arguments());
    if (exit != 0) {
      throw new JobException(
          "The process that measures the memory of %s failed with exit code %d; its message is above."
              .formatted(contender.name(), exit));
    }
    long peak = Long.parseLong(Files.readString(task.output()));
    return peak == 0 ? OptionalLong.empty() : OptionalLong.of(peak);
  }

  /** Runs a task and writes the peak in bytes, or 0 where it can't be told. */
  public static void main(String[] arguments) throws IOException {
    Task task = Task.parse(arguments);
    Workload workload = Workloads.read(task.workload(), task.folder(), 1);
    Parameters parameters = workload.parameters(task.logDegree());
    Contender contender =
        Contenders.of(workload, parameters).stream()
            .filter(candidate -> candidate.name().equals(task.contender()))
            .findFirst()
            .orElseThrow();
    CkksContext context = CkksContext.of(parameters);
    Engine engine = CommandEngine.withThreads(task.threads());
    Runner runner = new Runner(context, engine, task.store(), task.loaders());
    runner.run(
        contender,
        runner.encoder(contender.plan()),
        input(task, context, engine),
        ExecutionListener.none());
    Files.writeString(task.output(), Long.toString(ProcessMemory.peakBytes()));
  }

  private static List<Ciphertext> input(Task task, CkksContext context, Engine engine)
      throws IOException {
    try (KeyStore store = KeyStore.open(task.store(), context.parameters())) {
      return CiphertextFormat.read(WireSource.file(task.input()), context, store.keySet(), engine)
          .stream()
          .map(Labelled::value)
          .toList();
    }
  }
}
