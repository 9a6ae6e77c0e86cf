package org.rotunda.keys.openfhe;

/** An object that is readable, but does not belong to a context or has no counterpart here. */
public final class MismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** A sentence that says what was expected, what was found and what to do. */
  public MismatchException(String message) {
    super(message);
  }
}
