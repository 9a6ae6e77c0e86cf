package org.rotunda.bench.run;

import java.util.Optional;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long every benchmark is measured.
 *
 * @param forks JVMs, one after the other
 * @param warmups iterations that are not counted, in each
 * @param iterations iterations that are, in each
 * @param times how long an iteration is; empty for what the benchmark says
 */
record Effort(int forks, int warmups, int iterations, Optional<Times> times) {
  private static final int FORKS = 5;
  private static final int WARMUPS = 3;
  private static final int ITERATIONS = 5;

  /**
   * Durations.
   *
   * @param warmup of an iteration that is not counted
   * @param iteration of one that is
   */
  record Times(TimeValue warmup, TimeValue iteration) {}

  /** For figures to rely on. */
  static Effort thorough() {
    return new Effort(FORKS, WARMUPS, ITERATIONS, Optional.empty());
  }

  /** For a first impression. */
  static Effort quick() {
    return new Effort(
        1, 2, 3, Optional.of(new Times(TimeValue.seconds(1), TimeValue.milliseconds(200))));
  }

  /** Single runs in one JVM. */
  static Effort once(int warmups, int iterations) {
    return new Effort(1, warmups, iterations, Optional.empty());
  }

  /** With another number of JVMs. */
  Effort withForks(int number) {
    return new Effort(number, warmups, iterations, times);
  }

  /** Iterations of one benchmark in all JVMs. */
  int steps() {
    return forks * (warmups + iterations);
  }

  void apply(ChainedOptionsBuilder options) {
    options.forks(forks).warmupIterations(warmups).measurementIterations(iterations);
    times.ifPresent(
        chosen -> options.warmupTime(chosen.warmup()).measurementTime(chosen.iteration()));
  }
}
