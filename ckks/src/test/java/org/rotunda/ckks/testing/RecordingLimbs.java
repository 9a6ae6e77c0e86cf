package org.rotunda.ckks.testing;

import java.util.Arrays;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbBudgetException;

/** Limbs that are looked at when they come back, and that run out at a chosen allocation. */
public final class RecordingLimbs implements LimbAllocator {
  private long left = Long.MAX_VALUE;
  private long taken;
  private long released;
  private long releasedWithContent;

  /** The next {@code allocations} succeed, the one after fails. */
  public synchronized void failAfter(long allocations) {
    left = allocations;
  }

  /** Every limb starts with content, as a reused one would. */
  @Override
  public synchronized long[] allocate(int length) {
    if (left-- == 0) {
      throw new LimbBudgetException(8L * length, 0, 0);
    }
    taken++;
    long[] limb = new long[length];
    Arrays.fill(limb, -1);
    return limb;
  }

  @Override
  public synchronized void release(long[] limb) {
    released++;
    if (Arrays.stream(limb).anyMatch(x -> x != 0)) {
      releasedWithContent++;
    }
  }

  /** How many limbs were handed out. */
  public synchronized long taken() {
    return taken;
  }

  /** How many limbs came back. */
  public synchronized long released() {
    return released;
  }

  /** How many of them were not all zeros. */
  public synchronized long releasedWithContent() {
    return releasedWithContent;
  }
}
