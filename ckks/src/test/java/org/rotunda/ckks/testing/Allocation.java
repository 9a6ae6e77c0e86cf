package org.rotunda.ckks.testing;

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
   * By how many bytes the fewest of one code's calls exceed those of another's, such as of the same
   * operation at half the degree. Calls go on until the compiler is done, whose failures to keep
   * vectors in registers would count: until the difference is below a bound, but not forever.
   */
  public static long growth(Runnable larger, Runnable smaller, long bound) {
    long growth = Long.MAX_VALUE;
    long most = Long.MAX_VALUE;
    long fewest = Long.MAX_VALUE;
    for (int round = 0; round < MOST_ROUNDS && growth >= bound; round++) {
      most = Math.min(most, least(ROUND, larger));
      // What was compiled between the two must not help the larger.
      fewest = Math.min(fewest, least(ROUND, smaller));
      growth = most - fewest;
    }
    return growth;
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
