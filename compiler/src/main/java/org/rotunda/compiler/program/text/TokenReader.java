package org.rotunda.compiler.program.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.rotunda.compiler.program.ProgramException;
import org.rotunda.compiler.program.SourceException;
import org.rotunda.compiler.program.TensorLayout;

/** Walks over the tokens of a program text; holds what both forms of the text share. */
final class TokenReader {

  private final List<Token> tokens;
  private int position;

  TokenReader(String text) {
    this.tokens = Lexer.tokens(text);
  }

  Token peek() {
    return tokens.get(position);
  }

  Token peekSecond() {
    return tokens.get(Math.min(position + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = peek();
    if (token.kind() != Token.Kind.END) {
      position++;
    }
    return token;
  }

  /** Takes the sign or reserved word if it comes next. */
  boolean accept(String sign) {
    boolean found = peek().is(sign);
    if (found) {
      next();
    }
    return found;
  }

  /** Takes the sign or reserved word, which must come next. */
  Token expect(String sign, String where) {
    if (!peek().is(sign)) {
      throw peek().expected("'" + sign + "' " + where);
    }
    return next();
  }

  Token expect(Token.Kind kind, String what) {
    if (peek().kind() != kind) {
      throw peek().expected(what);
    }
    return next();
  }

  String name(String what) {
    return expect(Token.Kind.NAME, what).text();
  }

  /** Takes a word that is only special here, such as {@code level}. */
  void word(String word) {
    if (peek().kind() != Token.Kind.NAME || !peek().text().equals(word)) {
      throw peek().expected("'" + word + "'");
    }
    next();
  }

  /** Takes a whole number of 0 or more. */
  int whole(String what) {
    Token token = expect(Token.Kind.NUMBER, what);
    try {
      return Integer.parseInt(token.text());
    } catch (NumberFormatException e) {
      throw token.expected(what + " from 0 to " + Integer.MAX_VALUE);
    }
  }

  /** Takes a number with an optional minus. */
  double number(String what) {
    boolean negative = accept("-");
    Token token = expect(Token.Kind.NUMBER, what);
    double magnitude = finite(token);
    return negative ? -magnitude : magnitude;
  }

  /** Returns the finite number that a token writes. */
  static double finite(Token token) {
    double number = Double.parseDouble(token.text());
    if (Double.isInfinite(number)) {
      throw token.expected("a number of at most " + Double.MAX_VALUE);
    }
    return number;
  }

  /** Takes a layout: {@code tensor[sizes]} or {@code tensor[sizes : strides]}. */
  TensorLayout layout(int slots) {
    Token start = expect("tensor", "before a shape");
    expect("[", "after 'tensor'");
    List<Integer> shape = wholes("a size");
    if (accept(":")) {
      List<Integer> strides = wholes("a stride");
      expect("]", "after the strides");
      return at(start, () -> new TensorLayout(shape, strides, slots));
    }
    expect("]", "or ':' after the sizes");
    return at(start, () -> TensorLayout.packed(shape, slots));
  }

  /** Takes one or more whole numbers between commas. */
  List<Integer> wholes(String what) {
    List<Integer> numbers = new ArrayList<>();
    do {
      numbers.add(whole(what));
    } while (accept(","));
    return numbers;
  }

  /** Returns what the supplier makes; its error is stated with the token's position. */
  static <T> T at(Token token, Supplier<T> supplier) {
    try {
      return supplier.get();
    } catch (SourceException e) {
      throw e;
    } catch (ProgramException e) {
      throw new SourceException(token.line(), token.column(), e);
    }
  }
}
