package org.rotunda.compiler.plan;

/** A plan that does not do what its program needs, or a plan or calibration that is malformed. */
public sealed class PlanException extends RuntimeException permits LaterVersionException {
  private static final long serialVersionUID = 1L;

  /** A sentence that says what was expected, what was found and what to do. */
  public PlanException(String message) {
    super(message);
  }

  /** The same, with what caused it. */
  public PlanException(String message, Throwable cause) {
    super(message, cause);
  }
}
