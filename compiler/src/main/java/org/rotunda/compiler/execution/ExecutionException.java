package org.rotunda.compiler.execution;

/** Inputs that do not fit a program, or a run that can't go on. */
public final class ExecutionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A sentence that says what was expected, what was found and what to do. */
  public ExecutionException(String message) {
    super(message);
  }
}
