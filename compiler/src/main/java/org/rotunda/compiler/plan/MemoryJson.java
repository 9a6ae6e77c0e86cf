package org.rotunda.compiler.plan;

import java.util.OptionalLong;
import tools.jackson.databind.node.ObjectNode;

/** What a plan file says of memory. */
final class MemoryJson {
  private static final int MOST_THREADS = 1 << 10;

  /** So that what as many runs as there may be threads take together is a number. */
  private static final long MOST_BYTES = Long.MAX_VALUE / MOST_THREADS / 8;

  private MemoryJson() {}

  static void write(PlanMemory memory, ObjectNode to) {
    MemoryPrediction run = memory.run();
    memory.budget().ifPresent(budget -> to.put("budget", budget));
    to.put("threads", run.threads());
    to.put("loaders", run.loaders());
    write(run.planned(), to.putObject("planned"));
    write(run.onDemand(), to.putObject("onDemand"));
    write(run.resident(), to.putObject("resident"));
    to.put("bufferBytes", run.bufferBytes());
    to.put("matrixBytes", run.matrixBytes());
    to.put("diagonalBytes", run.diagonalBytes());
    to.put("encodingBytes", run.encodingBytes());
    to.put("tableBytes", run.tableBytes());
  }

  private static void write(LimbPrediction limbs, ObjectNode to) {
    to.put("keyBytes", limbs.keyBytes());
    to.put("workingBytes", limbs.workingBytes());
    to.put("limbBytes", limbs.limbBytes());
  }

  /**
   * Reads what a file says.
   *
   * @throws PlanException if it is malformed
   */
  static PlanMemory read(JsonPlace from) {
    from.requireObject(
        "budget",
        "threads",
        "loaders",
        "planned",
        "onDemand",
        "resident",
        "bufferBytes",
        "matrixBytes",
        "diagonalBytes",
        "encodingBytes",
        "tableBytes");
    MemoryPrediction run =
        new MemoryPrediction(
            from.field("threads").whole(1, MOST_THREADS),
            from.field("loaders").whole(1, MOST_THREADS),
            limbs(from.field("planned")),
            limbs(from.field("onDemand")),
            limbs(from.field("resident")),
            bytes(from, "bufferBytes"),
            bytes(from, "matrixBytes"),
            bytes(from, "diagonalBytes"),
            bytes(from, "encodingBytes"),
            bytes(from, "tableBytes"));
    OptionalLong budget =
        from.optional("budget")
            .map(place -> OptionalLong.of(place.whole(0, Long.MAX_VALUE)))
            .orElse(OptionalLong.empty());
    return new PlanMemory(budget, run);
  }

  private static LimbPrediction limbs(JsonPlace from) {
    from.requireObject("keyBytes", "workingBytes", "limbBytes");
    return new LimbPrediction(
        bytes(from, "keyBytes"), bytes(from, "workingBytes"), bytes(from, "limbBytes"));
  }

  private static long bytes(JsonPlace from, String name) {
    return from.field(name).whole(0, MOST_BYTES);
  }
}
