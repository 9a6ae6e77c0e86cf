package org.rotunda.paging.pager;

import org.rotunda.ckks.evaluation.KeyUse;

/** Times how long one use waits for its key, if it waits at all. With the pager's lock held. */
final class Stall {
  private final PagerCore core;
  private final KeyUse use;
  private final KeyStallEvent event = new KeyStallEvent();
  private boolean waiting;
  private long since;

  Stall(PagerCore core, KeyUse use) {
    this.core = core;
    this.use = use;
  }

  /** The use waits from now on, or goes on waiting. */
  void begin() {
    if (!waiting) {
      waiting = true;
      since = core.now();
      event.begin();
    }
  }

  /** The use has its key, or learns that it can't have it. */
  void end() {
    if (waiting) {
      core.accounting().stalled(core.now() - since);
      event.key = use.id().toString();
      event.level = use.level();
      event.commit();
    }
  }
}
