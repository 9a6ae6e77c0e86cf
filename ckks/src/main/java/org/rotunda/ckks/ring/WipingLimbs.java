package org.rotunda.ckks.ring;

import java.util.Arrays;

/** Limbs of another allocator that are overwritten with zeros before it gets them back. */
record WipingLimbs(LimbAllocator source) implements LimbAllocator {
  @Override
  public long[] allocate(int length) {
    return source.allocate(length);
  }

  @Override
  public void release(long[] limb) {
    Arrays.fill(limb, 0);
    source.release(limb);
  }
}
