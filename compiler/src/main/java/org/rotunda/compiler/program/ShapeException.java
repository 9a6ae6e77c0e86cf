package org.rotunda.compiler.program;

import java.io.Serial;

/** Shapes, layouts or lengths of tensors don't fit together. */
public final class ShapeException extends ProgramException {

  @Serial private static final long serialVersionUID = 1L;

  /** Creates the exception with a message that says what was expected and what was found. */
  public ShapeException(String message) {
    super(message);
  }
}
