package org.rotunda.ckks.ring;

/** An accounted allocator was asked for more than its bound. */
public final class LimbBudgetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says how many bytes were asked for, are in use, and are allowed. */
  public LimbBudgetException(long asked, long used, long budget) {
    super(
        "A limb of %d bytes does not fit: %d of %d bytes are in use; close values that are no longer needed or raise the budget."
            .formatted(asked, used, budget));
  }
}
