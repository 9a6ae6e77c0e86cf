package org.rotunda.compiler.program.text;

import java.util.List;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Tensor;
import org.rotunda.compiler.program.WeightSlice;

/** What an expression of the source form stands for. */
sealed interface Operand {

  /** Returns what it is, for messages. */
  String describe();

  /** A number, known when the program is expanded. */
  record Constant(Plain.Scalar value) implements Operand {
    Constant(double value) {
      this(new Plain.Scalar(value));
    }

    @Override
    public String describe() {
      return value.isReal()
          ? "number " + value.real()
          : "number " + value.real() + " + " + value.imaginary() + "i";
    }
  }

  /** A list of real numbers. */
  record Numbers(List<Double> values) implements Operand {
    public Numbers {
      values = List.copyOf(values);
    }

    @Override
    public String describe() {
      return "a list of " + values.size() + " numbers";
    }
  }

  /** A weight or a part of one. */
  record Weight(WeightSlice slice) implements Operand {
    @Override
    public String describe() {
      return "weight " + slice.toText();
    }
  }

  /** An encrypted tensor. */
  record Encrypted(Tensor tensor) implements Operand {
    @Override
    public String describe() {
      return "an encrypted " + tensor.layout().toText();
    }
  }
}
