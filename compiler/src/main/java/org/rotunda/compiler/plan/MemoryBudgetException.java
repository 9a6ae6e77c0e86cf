package org.rotunda.compiler.plan;

/** A memory budget for which no plan is found. */
public final class MemoryBudgetException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long smallest;

  /**
   * Says what would do.
   *
   * @param budget the bytes given
   * @param smallest the bytes of the least budget for which a plan is found
   */
  public MemoryBudgetException(long budget, long smallest) {
    super(
        "The program needs %d bytes for keys, ciphertexts, plaintexts, scratch and tables, but the memory budget is %d bytes; the least for which a plan is found is %d bytes."
            .formatted(smallest, budget, smallest));
    this.smallest = smallest;
  }

  /** The least budget for which a plan is found, in bytes. */
  public long smallest() {
    return smallest;
  }
}
