package org.rotunda.compiler.plan;

/** A plan or calibration that a later version of this software wrote, and may be whole. */
public final class LaterVersionException extends PlanException {
  private static final long serialVersionUID = 1L;

  /** A sentence that says what was expected, what was found and what to do. */
  LaterVersionException(String message) {
    super(message);
  }
}
