package org.rotunda.ckks.ring;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Limbs of one length, kept for reuse and counted exactly: at any time the bytes handed out are at
 * most the budget.
 */
public final class LimbPool implements LimbAllocator {
  private final int length;
  private final long limbBytes;
  private final long budget;
  private final Deque<long[]> free = new ArrayDeque<>();
  private long used;
  private long peak;

  /**
   * Makes an empty pool.
   *
   * @param length the length N of every limb
   * @param budget the most bytes handed out at a time; {@link Long#MAX_VALUE} for no bound
   */
  public LimbPool(int length, long budget) {
    this.length = length;
    this.limbBytes = (long) length * Long.BYTES;
    this.budget = budget;
  }

  @Override
  public synchronized long[] allocate(int asked) {
    if (asked != length) {
      throw new IllegalArgumentException(
          "This pool holds limbs of length %d, but one of length %d was asked for."
              .formatted(length, asked));
    }
    if (limbBytes > budget - used) {
      throw new LimbBudgetException(limbBytes, used, budget);
    }
    used += limbBytes;
    peak = Math.max(peak, used);
    long[] limb = free.poll();
    return limb == null ? new long[length] : limb;
  }

  @Override
  public synchronized void release(long[] limb) {
    if (limb.length != length) {
      throw new IllegalArgumentException(
          "This pool holds limbs of length %d, but one of length %d came back."
              .formatted(length, limb.length));
    }
    used -= limbBytes;
    free.push(limb);
  }

  /** The bytes handed out now. */
  public synchronized long usedBytes() {
    return used;
  }

  /** The most bytes that were handed out at a time. */
  public synchronized long peakBytes() {
    return peak;
  }
}
