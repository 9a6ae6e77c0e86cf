package org.rotunda.paging.pager;

import java.util.Arrays;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbPool;

/** A pool that fails when its budget is exceeded, and spoils limbs that are given back. */
final class PoisoningPool implements LimbAllocator {
  private final LimbPool pool;

  PoisoningPool(int length, long budget) {
    this.pool = new LimbPool(length, budget);
  }

  @Override
  public long[] allocate(int length) {
    return pool.allocate(length);
  }

  @Override
  public void release(long[] limb) {
    Arrays.fill(limb, Long.MIN_VALUE);
    pool.release(limb);
  }

  long usedBytes() {
    return pool.usedBytes();
  }

  long peakBytes() {
    return pool.peakBytes();
  }
}
