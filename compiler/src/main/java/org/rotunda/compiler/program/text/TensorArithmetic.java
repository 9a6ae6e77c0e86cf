package org.rotunda.compiler.program.text;

import org.rotunda.compiler.program.Plain.Scalar;
import org.rotunda.compiler.program.ProgramBuilder;
import org.rotunda.compiler.program.SourceException;
import org.rotunda.compiler.program.Tensor;

/** The signs {@code + - * /} between an encrypted tensor and another operand. */
final class TensorArithmetic {

  private final ProgramBuilder program;

  TensorArithmetic(ProgramBuilder program) {
    this.program = program;
  }

  Tensor apply(Token sign, Tensor x, Operand y) {
    return switch (sign.text()) {
      case "+" -> add(sign, x, y);
      case "-" -> subtract(sign, x, y);
      case "*" -> multiply(sign, x, y);
      default -> divide(sign, x, y);
    };
  }

  private Tensor add(Token sign, Tensor x, Operand y) {
    return switch (y) {
      case Operand.Encrypted(var tensor) -> program.add(x, tensor);
      case Operand.Constant(var number) -> program.add(x, number);
      case Operand.Weight(var slice) -> program.add(x, slice);
      case Operand.Numbers _ -> throw refused(sign, y);
    };
  }

  private Tensor subtract(Token sign, Tensor x, Operand y) {
    return switch (y) {
      case Operand.Encrypted(var tensor) -> program.subtract(x, tensor);
      case Operand.Constant(var number) ->
          program.add(x, new Scalar(-number.real(), -number.imaginary()));
      case Operand.Weight(var slice) -> program.negate(program.add(program.negate(x), slice));
      case Operand.Numbers _ -> throw refused(sign, y);
    };
  }

  private Tensor multiply(Token sign, Tensor x, Operand y) {
    return switch (y) {
      case Operand.Encrypted(var tensor) -> program.multiply(x, tensor);
      case Operand.Constant(var number) -> program.multiply(x, number);
      case Operand.Weight(var slice) -> program.multiply(x, slice);
      case Operand.Numbers _ -> throw refused(sign, y);
    };
  }

  private Tensor divide(Token sign, Tensor x, Operand y) {
    return switch (y) {
      case Operand.Constant(var number) ->
          program.multiply(x, 1 / ScalarArithmetic.divisor(sign, number));
      case Operand.Encrypted _, Operand.Weight _, Operand.Numbers _ -> throw refused(sign, y);
    };
  }

  private static SourceException refused(Token sign, Operand y) {
    return new SourceException(
        sign.line(),
        sign.column(),
        "expected an operand that '"
            + sign.text()
            + "' can join to an encrypted tensor, found "
            + y.describe());
  }
}
