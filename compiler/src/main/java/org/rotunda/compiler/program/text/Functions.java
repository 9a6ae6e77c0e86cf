package org.rotunda.compiler.program.text;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.ProgramBuilder;
import org.rotunda.compiler.program.SlotMatrix;
import org.rotunda.compiler.program.Tensor;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.WeightSlice;
import org.rotunda.compiler.program.Window;

/** The functions of the source form; each is a method of {@link ProgramBuilder}. */
final class Functions {

  private static final Map<String, List<String>> PARAMETERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("square", List.of("x")),
              Map.entry("rotate", List.of("x", "amount")),
              Map.entry("conjugate", List.of("x")),
              Map.entry("bootstrap", List.of("x")),
              Map.entry("pack", List.of("x")),
              Map.entry("sum", List.of("x")),
              Map.entry("inner_sum", List.of("x", "step", "count")),
              Map.entry("replicate", List.of("x", "step", "count")),
              Map.entry("linear", List.of("x", "weight", "bias")),
              Map.entry("convolution", List.of("x", "kernel", "bias", "stride", "padding")),
              Map.entry("average_pool", List.of("x", "size", "stride", "padding")),
              Map.entry("polynomial", List.of("x", "coefficients", "lower", "upper")),
              Map.entry("transform", List.of("x", "diagonals", "indices")),
              Map.entry("complex", List.of("real", "imaginary"))));

  private final ProgramBuilder program;

  Functions(ProgramBuilder program) {
    this.program = program;
  }

  /** Calls a function. */
  Operand call(Expression.Call call, Function<Expression, Operand> evaluate) {
    String name = call.token().text();
    List<String> parameters = PARAMETERS.get(name);
    if (parameters == null) {
      throw call.token().expected("one of the functions " + PARAMETERS.keySet());
    }
    Arguments a = Arguments.bind(call, parameters, evaluate);
    return TokenReader.at(
        call.token(),
        () ->
            name.equals("complex")
                ? new Operand.Constant(new Plain.Scalar(a.number("real"), a.number("imaginary")))
                : new Operand.Encrypted(tensor(name, a)));
  }

  private Tensor tensor(String name, Arguments a) {
    Tensor x = a.tensor("x");
    return switch (name) {
      case "square" -> program.square(x);
      case "rotate" -> program.rotate(x, a.whole("amount"));
      case "conjugate" -> program.conjugate(x);
      case "bootstrap" -> program.bootstrap(x);
      case "pack" -> program.relayout(x, TensorLayout.packed(x.layout().shape(), program.slots()));
      case "sum" -> program.sum(x);
      case "inner_sum" -> program.innerSum(x, a.whole("step"), a.whole("count"));
      case "replicate" -> program.replicate(x, a.whole("step"), a.whole("count"));
      case "linear" -> biased(program.linear(x, a.weight("weight")), a);
      case "convolution" -> biased(convolution(x, a), a);
      case "average_pool" -> averagePool(x, a);
      case "polynomial" ->
          program.polynomial(
              x, Series.of(a.numbers("coefficients"), a.number("lower"), a.number("upper")));
      case "transform" ->
          program.transform(x, new SlotMatrix.Stored(a.weight("diagonals"), a.wholes("indices")));
      default -> throw new IllegalStateException(name);
    };
  }

  private Tensor convolution(Tensor x, Arguments a) {
    WeightSlice kernel = a.weight("kernel");
    return program.convolution(x, kernel, a.wholeOr("stride", 1), a.wholeOr("padding", 0));
  }

  private Tensor averagePool(Tensor x, Arguments a) {
    int size = a.whole("size");
    return program.averagePool(
        x, new Window(size, size, a.wholeOr("stride", size), a.wholeOr("padding", 0)));
  }

  private Tensor biased(Tensor x, Arguments a) {
    return a.has("bias") ? program.add(x, a.weight("bias")) : x;
  }
}
