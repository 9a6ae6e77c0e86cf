package org.rotunda.compiler.program;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Prints a program, one operation a line, in the grammar of the text package. */
final class ProgramPrinter {

  private final Program program;

  ProgramPrinter(Program program) {
    this.program = program;
  }

  String print() {
    StringBuilder text = new StringBuilder();
    text.append("program ").append(program.name()).append(";\n");
    text.append("slots ").append(program.slots()).append(";\n");
    if (!program.weights().manifest().isEmpty()) {
      text.append("weights \"").append(program.weights().manifest()).append("\";\n");
    }
    for (Op op : program.ops()) {
      text.append(op.result()).append(" = ").append(operation(op));
      if (program.isTyped()) {
        CipherType type = program.type(op.result());
        text.append(" @ level ").append(type.level()).append(" scale ").append(type.scale());
      }
      text.append(";\n");
    }
    return text.toString();
  }

  private static String operation(Op op) {
    return switch (op) {
      case Op.Input o -> call("input", o.name(), o.layout().toText(), o.part());
      case Op.Output o -> call("output", o.operand(), o.name(), o.layout().toText(), o.part());
      case Op.Add o -> call("add", o.left(), o.right());
      case Op.Subtract o -> call("subtract", o.left(), o.right());
      case Op.Multiply o -> call("multiply", o.left(), o.right());
      case Op.Negate o -> call("negate", o.operand());
      case Op.AddPlain o -> call("add_plain", o.operand(), plain(o.plain()));
      case Op.MultiplyPlain o -> call("multiply_plain", o.operand(), plain(o.plain()));
      case Op.Rotate o -> call("rotate", o.operand(), o.amount());
      case Op.Conjugate o -> call("conjugate", o.operand());
      case Op.LinearTransform o -> call("transform", o.operand(), matrix(o.matrix()));
      case Op.Polynomial o ->
          call(
              "polynomial",
              o.operand(),
              list(Arrays.stream(o.series().coefficients()).boxed().toList()),
              o.series().interval().lower(),
              o.series().interval().upper());
      case Op.Relinearise o -> call("relinearise", o.operand());
      case Op.Rescale o -> call("rescale", o.operand());
      case Op.DropLevel o -> call("drop_level", o.operand(), o.level());
      case Op.Bootstrap o -> call("bootstrap", o.operand());
    };
  }

  private static String plain(Plain plain) {
    return switch (plain) {
      case Plain.Scalar s when s.isReal() -> String.valueOf(s.real());
      case Plain.Scalar s -> call("complex", s.real(), s.imaginary());
      case SlotVector.Inline v -> list(v.numbers());
      case SlotVector.Packed v ->
          call("packed", v.weight().toText(), v.layout().toText(), v.part());
      case SlotVector.Mask v -> call("mask", v.layout().toText(), v.part());
    };
  }

  private static String matrix(SlotMatrix matrix) {
    return switch (matrix) {
      case SlotMatrix.Stored m -> call("diagonals", m.rows().toText(), list(m.indices()));
      case TensorBlock m -> call("block", map(m.map()), m.outputPart(), m.inputPart());
      case SlotMatrix.Collected m ->
          call("collected", m.terms().stream().map(ProgramPrinter::term).toArray());
    };
  }

  private static String term(SlotMatrix.Term term) {
    return call("term", term.index(), term.factor(), plain(term.vector()), term.shift());
  }

  private static String map(TensorMap map) {
    String input = map.input().toText();
    String output = map.output().toText();
    return switch (map) {
      case TensorMap.Linear m -> call("linear", m.weight().toText(), input, output);
      case TensorMap.Convolution m ->
          call("convolution", m.kernel().toText(), window(m.window()), input, output);
      case TensorMap.AveragePooling m -> call("average_pool", window(m.window()), input, output);
      case TensorMap.Relayout _ -> call("relayout", input, output);
    };
  }

  private static String window(Window window) {
    return call("window", window.height(), window.width(), window.stride(), window.padding());
  }

  private static String call(String name, Object... arguments) {
    return name
        + Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String list(List<? extends Number> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
