package org.rotunda.compiler.program.text;

import org.rotunda.compiler.program.Plain.Scalar;
import org.rotunda.compiler.program.SourceException;

/** Arithmetic on the numbers of a program text; division by real numbers only. */
final class ScalarArithmetic {

  private ScalarArithmetic() {}

  static Scalar apply(Token sign, Scalar x, Scalar y) {
    return TokenReader.at(
        sign,
        () ->
            switch (sign.text()) {
              case "+" -> new Scalar(x.real() + y.real(), x.imaginary() + y.imaginary());
              case "-" -> new Scalar(x.real() - y.real(), x.imaginary() - y.imaginary());
              case "*" ->
                  new Scalar(
                      x.real() * y.real() - x.imaginary() * y.imaginary(),
                      x.real() * y.imaginary() + x.imaginary() * y.real());
              default -> {
                double divisor = divisor(sign, y);
                yield new Scalar(x.real() / divisor, x.imaginary() / divisor);
              }
            });
  }

  /** Returns the number by which '/' divides. */
  static double divisor(Token sign, Scalar y) {
    if (y.imaginary() != 0 || y.real() == 0) {
      throw new SourceException(
          sign.line(), sign.column(), "expected a real number other than 0 after '/', found " + y);
    }
    return y.real();
  }
}
