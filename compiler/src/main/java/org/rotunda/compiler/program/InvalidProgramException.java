package org.rotunda.compiler.program;

import java.io.Serial;

/** A program breaks a rule of its form: an operand before its definition, a name used twice. */
public final class InvalidProgramException extends ProgramException {

  @Serial private static final long serialVersionUID = 1L;

  /** Creates the exception with a message that says what was expected and what was found. */
  public InvalidProgramException(String message) {
    super(message);
  }
}
