package org.rotunda.bench.bootstrap;

/** Seconds between laps. */
final class Stopwatch {
  private static final double NANOSECONDS = 1e9;

  private long start = System.nanoTime();

  /** The seconds since the last lap or the beginning. */
  double lap() {
    long now = System.nanoTime();
    double seconds = (now - start) / NANOSECONDS;
    start = now;
    return seconds;
  }
}
