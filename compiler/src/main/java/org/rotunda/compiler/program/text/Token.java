package org.rotunda.compiler.program.text;

import org.rotunda.compiler.program.SourceException;

/**
 * A word or sign of a program text.
 *
 * @param kind what it is
 * @param text as it is written; of a string what is between the quotes
 * @param line its line, from 1
 * @param column its first column, from 1
 */
record Token(Kind kind, String text, int line, int column) {

  enum Kind {
    NAME,
    RESERVED,
    NUMBER,
    STRING,
    VALUE,
    SIGN,
    END
  }

  boolean is(String expected) {
    return (kind == Kind.SIGN || kind == Kind.RESERVED) && text.equals(expected);
  }

  /** Returns what the token is, for messages. */
  String describe() {
    return switch (kind) {
      case NAME -> "name '" + text + "'";
      case RESERVED -> "reserved word '" + text + "'";
      case NUMBER -> "number " + text;
      case STRING -> "text \"" + text + "\"";
      case VALUE -> "value " + text;
      case SIGN -> "'" + text + "'";
      case END -> "the end of the text";
    };
  }

  /** Returns the error that something else was expected here. */
  SourceException expected(String expected) {
    return new SourceException(line, column, "expected " + expected + ", found " + describe());
  }
}
