package org.rotunda.ckks.evaluation;

/** Operands whose levels, scales, slots or degrees do not fit an operation. */
public final class OperandException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** A sentence that says what was expected, what was found and what to do. */
  public OperandException(String message) {
    super(message);
  }
}
