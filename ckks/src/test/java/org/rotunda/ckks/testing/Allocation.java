package org.rotunda.ckks.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** The bytes that code allocates on its thread. */
public final class Allocation {
  private static final int CALLS = 50;

  private Allocation() {}

  /** The fewest of some calls: the first make tables, and any may be that of the compiler. */
  public static long ofWarm(Runnable code) {
    return least(CALLS, code);
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
