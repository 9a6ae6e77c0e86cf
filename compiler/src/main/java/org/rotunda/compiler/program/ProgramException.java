package org.rotunda.compiler.program;

import java.io.Serial;

/** A program, its text or its weights are not as they must be. The message is one sentence. */
public abstract sealed class ProgramException extends RuntimeException
    permits InvalidProgramException, ShapeException, SourceException, WeightsException {

  @Serial private static final long serialVersionUID = 1L;

  ProgramException(String message) {
    super(message);
  }

  ProgramException(String message, Throwable cause) {
    super(message, cause);
  }
}
