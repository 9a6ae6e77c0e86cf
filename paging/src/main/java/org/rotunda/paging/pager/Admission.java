package org.rotunda.paging.pager;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Who is to get a share of the budget next: those who ask are served in the order in which they
 * ask, each when what it needs is free, so that nobody is passed over for ever. Used with the
 * pager's lock held.
 */
final class Admission {
  private final PagerCore core;
  private final LongSupplier free;
  private final Deque<Object> queue = new ArrayDeque<>();

  /**
   * A queue.
   *
   * @param free the bytes of the budget that no session has
   */
  Admission(PagerCore core, LongSupplier free) {
    this.core = core;
    this.free = free;
  }

  /**
   * Waits for some bytes to be free and gives the turn to take them to {@code take}.
   *
   * @param what needs the bytes
   * @throws KeyBudgetException if they exceed the budget, or aren't free in time
   * @throws IllegalStateException if the pager is closed
   */
  void await(String what, long bytes, Runnable take) {
    Object ticket = new Object();
    queue.addLast(ticket);
    try {
      if (bytes > core.settings().budget()) {
        throw new KeyBudgetException(what, bytes, core.settings().budget());
      }
      long since = core.now();
      core.requireOpen();
      while (!queue.getFirst().equals(ticket) || bytes > free.getAsLong()) {
        long left = core.settings().admission().toNanos() - (core.now() - since);
        if (left <= 0) {
          throw new KeyBudgetException(what, bytes, free.getAsLong());
        }
        core.await(left);
        core.requireOpen();
      }
      take.run();
    } finally {
      queue.remove(ticket);
      core.signal();
    }
  }
}
