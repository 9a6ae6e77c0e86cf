package org.rotunda.ckks.ring;

/** Limbs from the Java heap; releasing is left to the garbage collector. */
enum HeapLimbs implements LimbAllocator {
  INSTANCE;

  @Override
  public long[] allocate(int length) {
    return new long[length];
  }

  @Override
  public void release(long[] limb) {}
}
