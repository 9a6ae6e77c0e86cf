package org.rotunda.paging.pager;

/** Keys need more memory than the key budget can ever give them. */
public final class KeyBudgetException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long needed;
  private final long available;

  /**
   * Says both numbers.
   *
   * @param what needs the bytes
   * @param needed how many bytes it needs
   * @param available how many bytes of the budget are not reserved by others
   */
  public KeyBudgetException(String what, long needed, long available) {
    super(
        "%s needs %d bytes of the key budget, but only %d can be had; raise the budget or run less at a time."
            .formatted(what, needed, available));
    this.needed = needed;
    this.available = available;
  }

  /** The bytes that are needed. */
  public long needed() {
    return needed;
  }

  /** The bytes that can be had. */
  public long available() {
    return available;
  }
}
