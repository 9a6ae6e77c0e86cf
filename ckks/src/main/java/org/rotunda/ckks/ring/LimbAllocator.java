package org.rotunda.ckks.ring;

/**
 * Where the limbs of polynomials come from and go back to. Implementations are safe for use by
 * several threads.
 */
public interface LimbAllocator {
  /**
   * An array of the given length whose content is arbitrary.
   *
   * @throws LimbBudgetException if an accounted allocator would exceed its bound
   */
  long[] allocate(int length);

  /** Takes back an array that {@link #allocate} gave and that nobody uses any more. */
  void release(long[] limb);

  /** Limbs from the Java heap, given back to the garbage collector. */
  static LimbAllocator heap() {
    return HeapLimbs.INSTANCE;
  }
}
