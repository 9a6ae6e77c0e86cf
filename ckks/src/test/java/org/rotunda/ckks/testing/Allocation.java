package org.rotunda.ckks.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** The bytes that code allocates on its thread. */
public final class Allocation {
  private static final int CALLS = 50;

  private static final int MOST_ROUNDS = 200;
  private static final int ROUND = 10;

  private Allocation() {}

  /** The fewest of some calls: the first make tables, and any may be that of the compiler. */
  public static long ofWarm(Runnable code) {
    return least(CALLS, code);
  }

  /**
   * By how many bytes the fewest of one operation's calls exceed those of the same at half the
   * degree. Vectors that code doesn't keep in registers until it is compiled count too, and the two
   * may run through different methods: calls go on until both are compiled, but not forever.
   *
   * @param settled more than the smaller operation allocates once it is compiled, by no more than a
   *     limb, the least that vectors of one pass over a limb take
   * @param bound where the difference is small enough
   */
  public static long growth(Runnable larger, Runnable smaller, long settled, long bound) {
    long most = Long.MAX_VALUE;
    long fewest = Long.MAX_VALUE;
    for (int round = 0;
        round < MOST_ROUNDS && (fewest >= settled || most - fewest >= bound);
        round++) {
      most = Math.min(most, least(ROUND, larger));
      // What was compiled between the two must not help the larger.
      fewest = Math.min(fewest, least(ROUND, smaller));
    }
    assertThat(fewest).as("bytes that the smaller allocates").isLessThan(settled);
    return most - fewest;
  }

  /** The fewest of a number of calls, for code that was compiled before. */
  public static long least(int calls, Runnable code) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported(), "Allocation is not counted here.");
    long least = Long.MAX_VALUE;
    for (int call = 0; call < calls; call++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      code.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
