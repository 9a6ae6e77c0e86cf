package org.rotunda.compiler.plan;

import tools.jackson.databind.node.ObjectNode;

/** A prediction in a plan file. */
final class PredictionJson {
  private PredictionJson() {}

  static void write(Prediction prediction, ObjectNode to) {
    to.put("keys", prediction.keys());
    to.put("keySetBytes", prediction.keySetBytes());
    to.put("storeBytes", prediction.storeBytes());
    to.put("uses", prediction.uses());
    to.put("peakKeyBytes", prediction.peakKeyBytes());
    to.put("loads", prediction.loads());
    to.put("prefetches", prediction.prefetches());
    to.put("evictions", prediction.evictions());
    to.put("bytesRead", prediction.bytesRead());
    to.put("leastBytesRead", prediction.leastBytesRead());
  }

  /**
   * Reads a prediction.
   *
   * @throws PlanException if it is malformed
   */
  static Prediction read(JsonPlace from) {
    from.requireObject(
        "keys",
        "keySetBytes",
        "storeBytes",
        "uses",
        "peakKeyBytes",
        "loads",
        "prefetches",
        "evictions",
        "bytesRead",
        "leastBytesRead");
    return new Prediction(
        count(from, "keys"),
        bytes(from, "keySetBytes"),
        bytes(from, "storeBytes"),
        count(from, "uses"),
        bytes(from, "peakKeyBytes"),
        count(from, "loads"),
        count(from, "prefetches"),
        count(from, "evictions"),
        bytes(from, "bytesRead"),
        bytes(from, "leastBytesRead"));
  }

  private static int count(JsonPlace from, String name) {
    return from.field(name).whole(0, Integer.MAX_VALUE);
  }

  private static long bytes(JsonPlace from, String name) {
    return from.field(name).whole(0, Long.MAX_VALUE);
  }
}
