package org.rotunda.paging.pager;

import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.KeyLease;

/** A lease on a key of a table. */
final class TableLease implements KeyLease {
  private final PagerCore core;
  private final EvaluationKey key;
  private final Runnable giveBack;
  private volatile boolean open = true;

  /**
   * A lease.
   *
   * @param giveBack called once, with the pager's lock held
   */
  TableLease(PagerCore core, EvaluationKey key, Runnable giveBack) {
    this.core = core;
    this.key = key;
    this.giveBack = giveBack;
  }

  @Override
  public EvaluationKey key() {
    if (!open) {
      throw new IllegalStateException(
          "The lease of the key %s was given back; acquire it again.".formatted(key.id()));
    }
    return key;
  }

  @Override
  public void close() {
    core.lock();
    try {
      if (open) {
        open = false;
        giveBack.run();
      }
    } finally {
      core.unlock();
    }
  }
}
