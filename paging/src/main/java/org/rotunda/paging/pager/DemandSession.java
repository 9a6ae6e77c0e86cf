package org.rotunda.paging.pager;

import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;

/** A run on the keys that the pager loads on demand for everybody; they stay when it ends. */
record DemandSession(DemandKeys keys) implements KeySession {
  @Override
  public KeyLease acquire(KeyId id, int level) {
    return keys.acquire(id, level);
  }

  @Override
  public void close() {}
}
