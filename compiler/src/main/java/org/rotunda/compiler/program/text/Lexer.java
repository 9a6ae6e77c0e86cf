package org.rotunda.compiler.program.text;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.compiler.program.Names;
import org.rotunda.compiler.program.SourceException;

/** Cuts a program text into tokens. */
final class Lexer {

  private static final String SIGNS = "=;:,()[]{}+-*/@";

  private final String text;
  private int position;
  private int line = 1;
  private int lineStart;

  private Lexer(String text) {
    this.text = text;
  }

  /**
   * Returns all tokens, the last of kind {@link Token.Kind#END}.
   *
   * @throws SourceException if a character or string can't be a token
   */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    List<Token> tokens = new ArrayList<>();
    do {
      tokens.add(lexer.next());
    } while (tokens.getLast().kind() != Token.Kind.END);
    return tokens;
  }

  private Token next() {
    skipBlanks();
    int start = position;
    char first = peek(0);
    if (position >= text.length()) {
      return token(Token.Kind.END, start);
    }
    if (isLetter(first)) {
      name();
      String word = text.substring(start, position);
      return token(Names.isReserved(word) ? Token.Kind.RESERVED : Token.Kind.NAME, start);
    }
    if (isDigit(first)) {
      number();
      return token(Token.Kind.NUMBER, start);
    }
    if (first == '%' && isDigit(peek(1))) {
      position++;
      digits();
      return token(Token.Kind.VALUE, start);
    }
    if (first == '"') {
      return string(start);
    }
    if (first == '.' && peek(1) == '.') {
      position += 2;
      return token(Token.Kind.SIGN, start);
    }
    if (SIGNS.indexOf(first) >= 0) {
      position++;
      return token(Token.Kind.SIGN, start);
    }
    String found = Character.toString(text.codePointAt(position));
    throw new SourceException(
        line,
        column(start),
        "expected a name, number, text or sign, found character '" + found + "'");
  }

  private void skipBlanks() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '\n') {
        position++;
        line++;
        lineStart = position;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        position++;
      } else if (c == '#') {
        while (position < text.length() && text.charAt(position) != '\n') {
          position++;
        }
      } else {
        return;
      }
    }
  }

  private void name() {
    part();
    while (peek(0) == '.' && (isLetter(peek(1)) || isDigit(peek(1)))) {
      position++;
      part();
    }
  }

  private void part() {
    while (isLetter(peek(0)) || isDigit(peek(0))) {
      position++;
    }
  }

  private void number() {
    digits();
    if (peek(0) == '.' && isDigit(peek(1))) {
      position++;
      digits();
    }
    if (peek(0) == 'e' || peek(0) == 'E') {
      int sign = peek(1) == '-' || peek(1) == '+' ? 1 : 0;
      if (isDigit(peek(1 + sign))) {
        position += 1 + sign;
        digits();
      }
    }
  }

  private void digits() {
    while (isDigit(peek(0))) {
      position++;
    }
  }

  private Token string(int start) {
    int end = position + 1;
    while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
      end++;
    }
    if (end >= text.length() || text.charAt(end) != '"') {
      throw new SourceException(
          line, column(start), "expected '\"' at the end of the text, found the end of the line");
    }
    position = end + 1;
    return new Token(Token.Kind.STRING, text.substring(start + 1, end), line, column(start));
  }

  private Token token(Token.Kind kind, int start) {
    return new Token(kind, text.substring(start, position), line, column(start));
  }

  private int column(int start) {
    return start - lineStart + 1;
  }

  private char peek(int ahead) {
    return position + ahead < text.length() ? text.charAt(position + ahead) : '\0';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
