package org.rotunda.bench.memory;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.rotunda.bench.scheme.EngineChoice;
import org.rotunda.bench.scheme.SchemeOperations;
import org.rotunda.bench.scheme.SchemeShape;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rotates in this JVM and tells what it took; {@link MemoryCommand} starts it. */
@CommandLine.Command(
    name = RotationsCommand.NAME,
    hidden = true,
    description = "Rotate a number of times in this JVM.")
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
final class RotationsCommand implements Callable<Integer> {
  static final String NAME = "rotations";

  private static final int BITS = 50;
  private static final int DIGITS = 3;

  @Spec private CommandSpec spec;

  @Option(names = "--log-n", required = true)
  private int logDegree;

  @Option(names = "--limbs", required = true)
  private int limbs;

  @Option(names = "--rotations", required = true)
  private int rotations;

  @Option(names = "--warm-up", required = true)
  private int warmUpSeconds;

  @Option(names = "--limbs-from", required = true)
  private LimbSource source;

  RotationsCommand() {}

  @Override
  public Integer call() throws IOException {
    try (EngineChoice engine =
        new EngineChoice(KernelProvider.select(), source.allocator(1 << logDegree), 1)) {
      SchemeOperations scheme =
          SchemeOperations.prepare(
              new SchemeShape(logDegree, limbs, BITS, DIGITS), engine.engine());
      warmUp(scheme);
      long allocated = ProcessMemory.allocatedBytes();
      long collected = ProcessMemory.collectionMillis();
      long start = System.nanoTime();
      rotate(scheme, rotations);
      Footprint footprint =
          new Footprint(
              (double) (System.nanoTime() - start) / rotations,
              ProcessMemory.peakBytes(),
              (ProcessMemory.allocatedBytes() - allocated) / rotations,
              ProcessMemory.collectionMillis() - collected);
      PrintWriter out = spec.commandLine().getOut();
      out.println(footprint.line());
      out.flush();
      return CommandLine.ExitCode.OK;
    }
  }

  /** Until C2 has compiled the kernels: before that vectors are objects, and garbage. */
  private void warmUp(SchemeOperations scheme) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(warmUpSeconds);
    do {
      scheme.rotate();
    } while (System.nanoTime() - end < 0);
  }

  private static void rotate(SchemeOperations scheme, int times) {
    for (int i = 0; i < times; i++) {
      scheme.rotate();
    }
  }
}
