package org.rotunda.bench.compare;

import java.util.Arrays;

/** Times an operation as the programs around other libraries do. */
final class Stopwatch {
  private static final int FEWEST = 3;
  private static final long LEAST_NANOS = 300_000_000;
  private static final int MOST = 1 << 16;

  private Stopwatch() {}

  /** The median time in nanoseconds of single runs, over 0.3 s and at least three of them. */
  static double median(Operation operation) {
    long[] times = new long[MOST];
    int runs = 0;
    long total = 0;
    while (runs < FEWEST || (total < LEAST_NANOS && runs < MOST)) {
      long start = System.nanoTime();
      operation.once().run();
      times[runs] = System.nanoTime() - start;
      total += times[runs];
      runs++;
    }
    Arrays.sort(times, 0, runs);
    return (double) times[runs / 2] / operation.count();
  }
}
