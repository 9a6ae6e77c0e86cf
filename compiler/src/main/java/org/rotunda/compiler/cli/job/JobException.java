package org.rotunda.compiler.cli.job;

/** A job that can't be done as it was asked for. */
public final class JobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A sentence that says what was expected, what was found and what to do. */
  public JobException(String message) {
    super(message);
  }

  /** The same, with what caused it. */
  public JobException(String message, Throwable cause) {
    super(message, cause);
  }
}
