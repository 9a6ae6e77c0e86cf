package org.rotunda.paging.pager;

import org.rotunda.ckks.evaluation.KeyUse;

/** Times how long one use waits for its key, if it waits at all. */
final class Stall {
  private final KeyUse use;
  private final KeyStallEvent event = new KeyStallEvent();
  private boolean waiting;
  private long since;

  Stall(KeyUse use) {
    this.use = use;
  }

  /** The use waits from now on, or goes on waiting. */
  void begin() {
    if (!waiting) {
      waiting = true;
      since = System.nanoTime();
      event.begin();
    }
  }

  /** The use has its key, or learns that it can't have it. */
  void end(Accounting accounting) {
    if (waiting) {
      accounting.stalled(System.nanoTime() - since);
      event.key = use.id().toString();
      event.level = use.level();
      event.commit();
    }
  }
}
