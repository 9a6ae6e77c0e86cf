package org.rotunda.compiler.plan;

import tools.jackson.databind.node.ObjectNode;

/** A prediction of memory in a plan file. */
final class MemoryJson {
  private static final int MOST_THREADS = 1 << 10;

  private MemoryJson() {}

  static void write(MemoryPrediction memory, ObjectNode to) {
    to.put("threads", memory.threads());
    to.put("loaders", memory.loaders());
    to.put("keyBytes", memory.keyBytes());
    to.put("workingBytes", memory.workingBytes());
    to.put("limbBytes", memory.limbBytes());
    to.put("bufferBytes", memory.bufferBytes());
    to.put("matrixBytes", memory.matrixBytes());
    to.put("diagonalBytes", memory.diagonalBytes());
    to.put("tableBytes", memory.tableBytes());
  }

  /**
   * Reads a prediction.
   *
   * @throws PlanException if it is malformed
   */
  static MemoryPrediction read(JsonPlace from) {
    from.requireObject(
        "threads",
        "loaders",
        "keyBytes",
        "workingBytes",
        "limbBytes",
        "bufferBytes",
        "matrixBytes",
        "diagonalBytes",
        "tableBytes");
    return new MemoryPrediction(
        from.field("threads").whole(1, MOST_THREADS),
        from.field("loaders").whole(1, MOST_THREADS),
        bytes(from, "keyBytes"),
        bytes(from, "workingBytes"),
        bytes(from, "limbBytes"),
        bytes(from, "bufferBytes"),
        bytes(from, "matrixBytes"),
        bytes(from, "diagonalBytes"),
        bytes(from, "tableBytes"));
  }

  private static long bytes(JsonPlace from, String name) {
    return from.field(name).whole(0, Long.MAX_VALUE / MOST_THREADS / 2);
  }
}
