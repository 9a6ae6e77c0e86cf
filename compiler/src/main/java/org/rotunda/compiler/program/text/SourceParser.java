package org.rotunda.compiler.program.text;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.compiler.program.SourceException;

/** Parses the statements of the source form, by recursive descent. */
final class SourceParser {

  private static final int MAX_NESTING = 100;

  private final TokenReader in;
  private final int slots;
  private int nesting;

  SourceParser(TokenReader in, int slots) {
    this.in = in;
    this.slots = slots;
  }

  /** Parses statements up to the end of the text. */
  List<Statement> statements() {
    List<Statement> statements = new ArrayList<>();
    while (in.peek().kind() != Token.Kind.END) {
      statements.add(statement());
    }
    return statements;
  }

  private Statement statement() {
    if (in.accept("input")) {
      Token name = in.expect(Token.Kind.NAME, "the input's name");
      in.expect(":", "after the input's name");
      Statement input = new Statement.Input(name, in.layout(slots));
      in.expect(";", "after the input");
      return input;
    }
    if (in.accept("output")) {
      Token name = in.expect(Token.Kind.NAME, "the output's name");
      in.expect(":", "after the output's name");
      Statement output = new Statement.Output(name, expression());
      in.expect(";", "after the output");
      return output;
    }
    if (in.peek().is("for")) {
      return loop();
    }
    Token name = in.expect(Token.Kind.NAME, "a statement");
    in.expect("=", "after the variable's name");
    Statement assignment = new Statement.Assignment(name, expression());
    in.expect(";", "after the statement");
    return assignment;
  }

  private Statement loop() {
    enter(in.next());
    Token name = in.expect(Token.Kind.NAME, "the loop variable's name");
    in.expect("in", "after the loop variable");
    Expression first = expression();
    in.expect("..", "between the loop's bounds");
    Expression last = expression();
    Expression step = in.accept("step") ? expression() : new Expression.Literal(name, 1);
    in.expect("{", "before the loop's body");
    List<Statement> body = new ArrayList<>();
    while (!in.peek().is("}")) {
      if (in.peek().kind() == Token.Kind.END) {
        throw in.peek().expected("'}' after the loop's body");
      }
      body.add(statement());
    }
    in.next();
    nesting--;
    return new Statement.Loop(name, first, last, step, body);
  }

  private Expression expression() {
    enter(in.peek());
    Expression left = term();
    while (in.peek().is("+") || in.peek().is("-")) {
      Token sign = in.next();
      left = new Expression.Binary(sign, left, term());
    }
    nesting--;
    return left;
  }

  private Expression term() {
    Expression left = factor();
    while (in.peek().is("*") || in.peek().is("/")) {
      Token sign = in.next();
      left = new Expression.Binary(sign, left, factor());
    }
    return left;
  }

  private Expression factor() {
    if (in.peek().is("-")) {
      Token sign = in.next();
      enter(sign);
      Expression minus = new Expression.Minus(sign, factor());
      nesting--;
      return minus;
    }
    return primary();
  }

  private Expression primary() {
    Token token = in.peek();
    if (in.accept("(")) {
      Expression inner = expression();
      in.expect(")", "after the expression");
      return inner;
    }
    if (token.is("[")) {
      return new Expression.NumberList(token, bracketed());
    }
    return switch (token.kind()) {
      case NUMBER -> new Expression.Literal(in.next(), TokenReader.finite(token));
      case NAME -> named(in.next());
      case RESERVED, STRING, VALUE, SIGN, END -> throw token.expected("an expression");
    };
  }

  private Expression named(Token name) {
    if (in.accept("(")) {
      return new Expression.Call(name, arguments());
    }
    return new Expression.Reference(name, in.peek().is("[") ? bracketed() : List.of());
  }

  private List<Expression> bracketed() {
    in.expect("[", "before a list");
    List<Expression> elements = new ArrayList<>();
    do {
      elements.add(expression());
    } while (in.accept(","));
    in.expect("]", "or ',' in the list");
    return elements;
  }

  private List<Expression.Argument> arguments() {
    List<Expression.Argument> arguments = new ArrayList<>();
    if (in.accept(")")) {
      return arguments;
    }
    do {
      Token token = in.peek();
      String name = "";
      if (token.kind() == Token.Kind.NAME && in.peekSecond().is("=")) {
        name = in.next().text();
        in.next();
      }
      arguments.add(new Expression.Argument(name, token, expression()));
    } while (in.accept(","));
    in.expect(")", "or ',' after the argument");
    return arguments;
  }

  private void enter(Token token) {
    if (++nesting > MAX_NESTING) {
      throw new SourceException(
          token.line(),
          token.column(),
          "expected at most " + MAX_NESTING + " nested brackets and loops, found more");
    }
  }
}
