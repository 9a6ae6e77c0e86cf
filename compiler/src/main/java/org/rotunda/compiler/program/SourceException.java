package org.rotunda.compiler.program;

import java.io.Serial;

/** A program text is wrong at a stated position; the message begins with {@code line:column}. */
public final class SourceException extends ProgramException {

  @Serial private static final long serialVersionUID = 1L;

  /** Line of the error, from 1. */
  private final int line;

  /** Column of the error, from 1, in UTF-16 units. */
  private final int column;

  /** Creates the exception for a position, both numbers counted from 1. */
  public SourceException(int line, int column, String message) {
    super(line + ":" + column + ": " + message);
    this.line = line;
    this.column = column;
  }

  /** Creates the exception for a position at which an operation was refused. */
  public SourceException(int line, int column, ProgramException cause) {
    super(line + ":" + column + ": " + cause.getMessage(), cause);
    this.line = line;
    this.column = column;
  }

  /** Returns the line of the error, counted from 1. */
  public int line() {
    return line;
  }

  /** Returns the column of the error, counted from 1. */
  public int column() {
    return column;
  }
}
