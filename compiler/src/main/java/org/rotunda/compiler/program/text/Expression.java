package org.rotunda.compiler.program.text;

import java.util.List;

/** An expression of the source form of a program. */
sealed interface Expression {

  /** Returns the token at which errors of the expression are stated. */
  Token token();

  /** A number as it is written. */
  record Literal(Token token, double value) implements Expression {}

  /** A list of numbers. */
  record NumberList(Token token, List<Expression> elements) implements Expression {
    public NumberList {
      elements = List.copyOf(elements);
    }
  }

  /** A variable or weight, with indices for a part of a weight. */
  record Reference(Token token, List<Expression> indices) implements Expression {
    public Reference {
      indices = List.copyOf(indices);
    }
  }

  /** A minus before an expression. */
  record Minus(Token token, Expression operand) implements Expression {}

  /** Two expressions joined by the sign {@code + - *} or {@code /}. */
  record Binary(Token token, Expression left, Expression right) implements Expression {}

  /** A function's call; the token is its name. */
  record Call(Token token, List<Argument> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * An argument of a call.
   *
   * @param name the parameter's name, empty if the argument is given by position
   */
  record Argument(String name, Token token, Expression value) {}
}
