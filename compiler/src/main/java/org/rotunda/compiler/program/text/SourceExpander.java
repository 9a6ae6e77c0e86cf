package org.rotunda.compiler.program.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.ProgramBuilder;
import org.rotunda.compiler.program.SourceException;
import org.rotunda.compiler.program.WeightSlice;

/** Executes the statements of the source form, expanding loops, and so builds the program. */
final class SourceExpander {

  private static final int MAX_STEPS = 10_000_000;

  private final ProgramBuilder program;
  private final Functions functions;
  private final TensorArithmetic tensors;
  private final Map<String, Operand> variables = new HashMap<>();
  private int steps;

  SourceExpander(ProgramBuilder program) {
    this.program = program;
    this.functions = new Functions(program);
    this.tensors = new TensorArithmetic(program);
  }

  void execute(List<Statement> statements) {
    for (Statement statement : statements) {
      execute(statement);
    }
  }

  private void execute(Statement statement) {
    switch (statement) {
      case Statement.Input(Token name, var layout) ->
          assign(
              name,
              TokenReader.at(
                  name, () -> new Operand.Encrypted(program.input(name.text(), layout))));
      case Statement.Output(Token name, Expression value) -> output(name, value);
      case Statement.Assignment(Token name, Expression value) -> assign(name, evaluate(value));
      case Statement.Loop loop -> execute(loop);
    }
  }

  private void output(Token name, Expression value) {
    if (!(evaluate(value) instanceof Operand.Encrypted(var tensor))) {
      throw new SourceException(
          value.token().line(), value.token().column(), "expected an encrypted tensor as output");
    }
    TokenReader.at(
        name,
        () -> {
          program.output(name.text(), tensor);
          return name;
        });
  }

  private void execute(Statement.Loop loop) {
    int first = whole(loop.first());
    int last = whole(loop.last());
    int step = whole(loop.step());
    if (step < 1) {
      throw error(loop.step().token(), "expected a step of 1 or more, found " + step);
    }
    if (variables.containsKey(loop.name().text())) {
      throw error(
          loop.name(),
          "expected a new name for the loop variable, found '" + loop.name().text() + "'");
    }
    for (long i = first; i <= last; i += step) {
      if (++steps > MAX_STEPS) {
        throw error(loop.name(), "expected at most " + MAX_STEPS + " rounds of loops, found more");
      }
      assign(loop.name(), new Operand.Constant(i));
      execute(loop.body());
    }
    variables.remove(loop.name().text());
  }

  private void assign(Token name, Operand value) {
    if (program.weights().contains(name.text())) {
      throw error(name, "expected a variable's name, found weight '" + name.text() + "'");
    }
    variables.put(name.text(), value);
  }

  private Operand evaluate(Expression expression) {
    return switch (expression) {
      case Expression.Literal literal -> new Operand.Constant(literal.value());
      case Expression.NumberList list ->
          new Operand.Numbers(list.elements().stream().map(this::real).toList());
      case Expression.Reference reference -> reference(reference);
      case Expression.Minus minus -> minus(minus.token(), evaluate(minus.operand()));
      case Expression.Call call -> functions.call(call, this::evaluate);
      case Expression.Binary binary -> chain(binary);
    };
  }

  // A long sum is a deep tree to the left: walking down it takes no stack.
  private Operand chain(Expression.Binary binary) {
    Deque<Expression.Binary> pending = new ArrayDeque<>();
    Expression leftmost = binary;
    while (leftmost instanceof Expression.Binary inner) {
      pending.push(inner);
      leftmost = inner.left();
    }
    Operand result = evaluate(leftmost);
    for (Expression.Binary each : pending) {
      Operand left = result;
      Operand right = evaluate(each.right());
      result = TokenReader.at(each.token(), () -> binary(each.token(), left, right));
    }
    return result;
  }

  private Operand reference(Expression.Reference reference) {
    Token token = reference.token();
    Operand found = variables.get(token.text());
    if (found == null) {
      if (!program.weights().contains(token.text())) {
        throw token.expected("a variable or weight that is defined");
      }
      found = new Operand.Weight(program.weight(token.text()));
    }
    for (Expression index : reference.indices()) {
      if (!(found instanceof Operand.Weight(WeightSlice slice))) {
        throw error(token, "expected a weight before indices, found " + found.describe());
      }
      WeightSlice inner = slice.at(whole(index));
      TokenReader.at(index.token(), () -> program.weights().shape(inner));
      found = new Operand.Weight(inner);
    }
    return found;
  }

  private Operand minus(Token sign, Operand operand) {
    return switch (operand) {
      case Operand.Constant(Plain.Scalar value) ->
          new Operand.Constant(new Plain.Scalar(-value.real(), -value.imaginary()));
      case Operand.Encrypted(var tensor) -> new Operand.Encrypted(program.negate(tensor));
      case Operand.Weight _, Operand.Numbers _ ->
          throw error(sign, "expected a number or tensor after '-', found " + operand.describe());
    };
  }

  private Operand binary(Token sign, Operand left, Operand right) {
    if (left instanceof Operand.Constant(var x) && right instanceof Operand.Constant(var y)) {
      return new Operand.Constant(ScalarArithmetic.apply(sign, x, y));
    }
    if (left instanceof Operand.Encrypted(var x)) {
      return new Operand.Encrypted(tensors.apply(sign, x, right));
    }
    if (right instanceof Operand.Encrypted(var y) && (sign.is("+") || sign.is("*"))) {
      return new Operand.Encrypted(tensors.apply(sign, y, left));
    }
    if (right instanceof Operand.Encrypted(var y) && sign.is("-")) {
      Token plus = new Token(Token.Kind.SIGN, "+", sign.line(), sign.column());
      return new Operand.Encrypted(tensors.apply(plus, program.negate(y), left));
    }
    throw error(
        sign,
        "expected operands that '"
            + sign.text()
            + "' can join, found "
            + left.describe()
            + " and "
            + right.describe());
  }

  private double real(Expression expression) {
    Operand operand = evaluate(expression);
    if (operand instanceof Operand.Constant(var value) && value.isReal()) {
      return value.real();
    }
    throw error(expression.token(), "expected a real number, found " + operand.describe());
  }

  private int whole(Expression expression) {
    double number = real(expression);
    if (number != (int) number) {
      throw error(expression.token(), "expected a whole number, found " + number);
    }
    return (int) number;
  }

  private static SourceException error(Token token, String message) {
    return new SourceException(token.line(), token.column(), message);
  }
}
