package org.rotunda.compiler.program;

import java.io.Serial;

/** Weights are missing, malformed, of the wrong length or not finite. */
public final class WeightsException extends ProgramException {

  @Serial private static final long serialVersionUID = 1L;

  /** Creates the exception with a message that says what was expected and what was found. */
  public WeightsException(String message) {
    super(message);
  }

  /** Creates the exception with a message and what caused it. */
  public WeightsException(String message, Throwable cause) {
    super(message, cause);
  }
}
