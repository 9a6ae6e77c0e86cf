package org.rotunda.bench.memory;

import java.util.List;

/**
 * A garbage collector as the JVM is told of it.
 *
 * @param name its name in the table
 * @param options the JVM's options
 */
record Collector(String name, List<String> options) {
  private static final String G1 = "-XX:+UseG1GC";

  Collector {
    options = List.copyOf(options);
  }

  /** All that are measured. */
  static List<Collector> all() {
    return List.of(
        new Collector("G1, default regions", List.of(G1)),
        g1(8),
        g1(16),
        g1(32),
        new Collector("Parallel", List.of("-XX:+UseParallelGC")),
        new Collector("Serial", List.of("-XX:+UseSerialGC")));
  }

  private static Collector g1(int mebibytes) {
    return new Collector(
        "G1, regions of %d MiB".formatted(mebibytes),
        List.of(G1, "-XX:G1HeapRegionSize=%dm".formatted(mebibytes)));
  }
}
