package org.rotunda.paging.store;

import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.LimbAllocator;

/**
 * The limbs of one half of a key truncated to a level, which may be cut to a lower one in place:
 * limbs that stay keep their arrays. For one thread at a time.
 */
final class HalfLimbs implements AutoCloseable {
  /** The level of a half of which nothing is held. */
  static final int NONE = -1;

  private final Parameters parameters;
  private final LimbAllocator allocator;
  private long[][][] limbs;
  private int level;

  private HalfLimbs(Parameters parameters, LimbAllocator allocator, long[][][] limbs, int level) {
    this.parameters = parameters;
    this.allocator = allocator;
    this.limbs = limbs;
    this.level = level;
  }

  /** A half of which nothing is held. */
  static HalfLimbs none(Parameters parameters, LimbAllocator allocator) {
    return new HalfLimbs(parameters, allocator, new long[0][][], NONE);
  }

  /**
   * Takes limbs of arbitrary content.
   *
   * @throws org.rotunda.ckks.ring.LimbBudgetException if they can't be had; none stays taken then
   */
  static HalfLimbs allocate(Parameters parameters, int level, LimbAllocator allocator) {
    int positions = level + 1 + parameters.p().size();
    long[][][] limbs = new long[parameters.digits(level)][positions][];
    int all = limbs.length * positions;
    int taken = 0;
    try {
      for (; taken < all; taken++) {
        limbs[taken / positions][taken % positions] = allocator.allocate(parameters.degree());
      }
    } finally {
      for (int i = 0; taken < all && i < taken; i++) {
        allocator.release(limbs[i / positions][i % positions]);
      }
    }
    return new HalfLimbs(parameters, allocator, limbs, level);
  }

  /** The bytes of the limbs held. */
  long bytes() {
    return level == NONE ? 0 : parameters.keyHalfBytes(level);
  }

  /**
   * The limbs of the levels up to one, by digit, then by position in {@link
   * Parameters#keyPrimeIndices}.
   *
   * @param upTo at most the level held
   */
  long[][][] view(int upTo) {
    int special = parameters.p().size();
    long[][][] view = new long[parameters.digits(upTo)][upTo + 1 + special][];
    for (int digit = 0; digit < view.length; digit++) {
      System.arraycopy(limbs[digit], 0, view[digit], 0, upTo + 1);
      System.arraycopy(limbs[digit], level + 1, view[digit], upTo + 1, special);
    }
    return view;
  }

  /**
   * Gives back what levels above one need; does nothing if nothing above is held.
   *
   * @param upTo the new level, or {@link #NONE}
   */
  void shrink(int upTo) {
    if (upTo >= level) {
      return;
    }
    long[][][] kept = upTo == NONE ? new long[0][][] : view(upTo);
    for (int digit = 0; digit < limbs.length; digit++) {
      for (int position = 0; position < limbs[digit].length; position++) {
        boolean stays =
            digit < kept.length && (position <= upTo || position > level);
        if (!stays) {
          allocator.release(limbs[digit][position]);
        }
      }
    }
    limbs = kept;
    level = upTo;
  }

  @Override
  public void close() {
    shrink(NONE);
  }
}
