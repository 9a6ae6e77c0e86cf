package org.rotunda.compiler.plan;

/** A memory budget that no plan can keep. */
public final class MemoryBudgetException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long smallest;

  /**
   * Says what would do.
   *
   * @param budget the bytes given
   * @param smallest the bytes of the smallest budget that would do
   */
  public MemoryBudgetException(long budget, long smallest) {
    super(
        "The program needs %d bytes for keys, ciphertexts, plaintexts, scratch and tables, but the memory budget is %d bytes; the smallest budget that would do is %d bytes."
            .formatted(smallest, budget, smallest));
    this.smallest = smallest;
  }

  /** The smallest budget that would do, in bytes. */
  public long smallest() {
    return smallest;
  }
}
