package org.rotunda.ckks.testing;

import java.util.concurrent.atomic.AtomicLong;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbBudgetException;
import org.rotunda.ckks.ring.LimbPool;

/** Accounted limbs that run out at a chosen allocation. */
public final class FailingLimbs implements LimbAllocator {
  private final LimbPool pool;
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

  /** Never fails until told to. */
  public FailingLimbs(int length) {
    this.pool = new LimbPool(length, Long.MAX_VALUE);
  }

  /** The next {@code allocations} succeed, the one after fails. */
  public void failAfter(long allocations) {
    left.set(allocations);
  }

  @Override
  public long[] allocate(int length) {
    if (left.getAndDecrement() == 0) {
      throw new LimbBudgetException(8L * length, pool.usedBytes(), pool.usedBytes());
    }
    return pool.allocate(length);
  }

  @Override
  public void release(long[] limb) {
    pool.release(limb);
  }

  /** The bytes handed out now. */
  public long usedBytes() {
    return pool.usedBytes();
  }
}
