package org.rotunda.paging.pager;

import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;

/** A run on the keys that the pager loads on demand for everybody; they stay when it ends. */
final class DemandSession implements KeySession {
  private final DemandKeys keys;
  private volatile boolean open = true;

  DemandSession(DemandKeys keys) {
    this.keys = keys;
  }

  @Override
  public KeyLease acquire(KeyId id, int level) {
    if (!open) {
      throw new IllegalStateException("The session was closed; open one for each run.");
    }
    return keys.acquire(id, level);
  }

  @Override
  public void close() {
    open = false;
  }
}
