package org.rotunda.ckks.testing;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeyUse;

/**
 * Keys that note each use in order, and fail when a second lease is taken before the first is back.
 */
public final class RecordingKeys implements EvaluationKeys {
  private final EvaluationKeys keys;
  private final List<KeyUse> uses = new ArrayList<>();
  private int leases;

  /** Records what is borrowed from the given keys. */
  public RecordingKeys(EvaluationKeys keys) {
    this.keys = keys;
  }

  @Override
  public synchronized KeyLease acquire(KeyId id, int level) {
    if (leases > 0) {
      throw new AssertionError("A second lease was taken while one was held: " + id);
    }
    KeyLease lease = keys.acquire(id, level);
    uses.add(new KeyUse(id, level));
    leases++;
    return new KeyLease() {
      @Override
      public EvaluationKey key() {
        return lease.key();
      }

      @Override
      public void close() {
        lease.close();
        synchronized (RecordingKeys.this) {
          leases--;
        }
      }
    };
  }

  /** The uses so far, in order. */
  public synchronized List<KeyUse> uses() {
    return List.copyOf(uses);
  }

  /** The number of leases not given back. */
  public synchronized int openLeases() {
    return leases;
  }
}
