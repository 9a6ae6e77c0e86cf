package org.rotunda.compiler.cli.job;

import java.util.ArrayList;
import java.util.List;

/**
 * The heap of a JVM whose peak is known. Limbs are kept in a pool and reused, so little is ever
 * collected: the serial collector, which needs least beside the heap, and a young generation for
 * what is not limbs.
 */
public final class RunHeap {
  private static final int MEBIBYTE_BITS = 20;

  /** Holds the arrays of numbers that an encoding works with, many times over. */
  private static final int YOUNG_MEBIBYTES = 32;

  private RunHeap() {}

  /** The options for a heap of some bytes. */
  public static List<String> options(long bytes) {
    List<String> options = new ArrayList<>();
    options.add("-XX:+UseSerialGC");
    options.add("-Xmx%dm".formatted((bytes >> MEBIBYTE_BITS) + 1));
    options.add("-Xmn%dm".formatted(YOUNG_MEBIBYTES));
    // What the JVM takes beside its heap, where its defaults are generous.
    options.add("-XX:ReservedCodeCacheSize=64m");
    options.add("-XX:MaxDirectMemorySize=64m");
    return options;
  }
}
