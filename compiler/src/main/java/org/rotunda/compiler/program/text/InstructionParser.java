package org.rotunda.compiler.program.text;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.polynomial.ChebyshevSeries;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.SlotMatrix;
import org.rotunda.compiler.program.SlotVector;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorBlock;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.TensorMap;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.WeightSlice;
import org.rotunda.compiler.program.Window;

/** Parses the instructions of the static single assignment form. */
final class InstructionParser {

  private final TokenReader in;
  private final SsaBuilder out;

  InstructionParser(TokenReader in, SsaBuilder out) {
    this.in = in;
    this.out = out;
  }

  /** Parses instructions up to the end of the text. */
  void parse() {
    while (in.peek().kind() != Token.Kind.END) {
      instruction();
    }
  }

  private void instruction() {
    Token start = in.peek();
    if (start.kind() != Token.Kind.VALUE || !start.text().equals(out.next().toString())) {
      throw start.expected(out.next() + " as the next instruction's value");
    }
    in.next();
    in.expect("=", "after the value");
    Token name = in.next();
    in.expect("(", "after the operation's name");
    Op op = operation(name);
    in.expect(")", "after the last argument");
    Value value = TokenReader.at(name, () -> out.append(op, op.operands()));
    if (in.accept("@")) {
      in.word("level");
      int level = in.whole("a level");
      in.word("scale");
      Token at = in.peek();
      double scale = in.number("a scale");
      out.setType(value, TokenReader.at(at, () -> new CipherType(level, scale)));
    }
    in.expect(";", "after the instruction");
  }

  private Op operation(Token name) {
    Value result = out.next();
    return switch (name.text()) {
      case "input" -> {
        String input = in.name("the input's name");
        yield new Op.Input(result, input, nextLayout(), nextWhole("a part"));
      }
      case "output" -> {
        Value operand = value();
        comma();
        String output = in.name("the output's name");
        yield new Op.Output(result, operand, output, nextLayout(), nextWhole("a part"));
      }
      case "add" -> new Op.Add(result, value(), nextValue());
      case "subtract" -> new Op.Subtract(result, value(), nextValue());
      case "multiply" -> new Op.Multiply(result, value(), nextValue());
      case "negate" -> new Op.Negate(result, value());
      case "add_plain" -> new Op.AddPlain(result, value(), nextPlain());
      case "multiply_plain" -> new Op.MultiplyPlain(result, value(), nextPlain());
      case "rotate" -> new Op.Rotate(result, value(), nextWhole("an amount"));
      case "conjugate" -> new Op.Conjugate(result, value());
      case "transform" -> new Op.LinearTransform(result, value(), nextMatrix());
      case "polynomial" -> new Op.Polynomial(result, value(), nextSeries());
      case "relinearise" -> new Op.Relinearise(result, value());
      case "rescale" -> new Op.Rescale(result, value());
      case "drop_level" -> new Op.DropLevel(result, value(), nextWhole("a level"));
      case "bootstrap" -> new Op.Bootstrap(result, value());
      default -> throw name.expected("an operation");
    };
  }

  private Value value() {
    Token token = in.expect(Token.Kind.VALUE, "a value");
    try {
      return new Value(Integer.parseInt(token.text().substring(1)));
    } catch (NumberFormatException e) {
      throw token.expected("a value below " + out.next());
    }
  }

  private Value nextValue() {
    comma();
    return value();
  }

  private int nextWhole(String what) {
    comma();
    return in.whole(what);
  }

  private TensorLayout nextLayout() {
    comma();
    return in.layout(out.slots());
  }

  private Plain nextPlain() {
    comma();
    return plain();
  }

  private Plain plain() {
    Token start = in.peek();
    if (start.is("[")) {
      List<Double> numbers = numbers();
      return TokenReader.at(start, () -> new SlotVector.Inline(numbers));
    }
    if (start.kind() != Token.Kind.NAME) {
      return new Plain.Scalar(in.number("a number, list or plain vector"));
    }
    in.next();
    in.expect("(", "after the plain vector's kind");
    Plain plain =
        switch (start.text()) {
          case "complex" -> {
            double real = in.number("a real part");
            comma();
            yield new Plain.Scalar(real, in.number("an imaginary part"));
          }
          case "packed" -> new SlotVector.Packed(weight(), nextLayout(), nextWhole("a part"));
          case "mask" -> new SlotVector.Mask(in.layout(out.slots()), nextWhole("a part"));
          default -> throw start.expected("'complex', 'packed' or 'mask'");
        };
    in.expect(")", "after the last argument");
    return plain;
  }

  private SlotMatrix nextMatrix() {
    comma();
    Token kind = in.expect(Token.Kind.NAME, "a matrix");
    in.expect("(", "after the matrix's kind");
    SlotMatrix matrix =
        switch (kind.text()) {
          case "diagonals" -> {
            WeightSlice rows = weight();
            comma();
            in.expect("[", "before the diagonals' numbers");
            List<Integer> indices = in.wholes("a diagonal's number");
            in.expect("]", "or ',' after the diagonal's number");
            yield new SlotMatrix.Stored(rows, indices);
          }
          case "block" ->
              new TensorBlock(map(), nextWhole("an output part"), nextWhole("an input part"));
          case "collected" -> new SlotMatrix.Collected(terms());
          default -> throw kind.expected("'diagonals', 'block' or 'collected'");
        };
    in.expect(")", "after the last argument");
    return matrix;
  }

  private List<SlotMatrix.Term> terms() {
    List<SlotMatrix.Term> terms = new ArrayList<>();
    do {
      terms.add(term());
    } while (in.accept(","));
    return terms;
  }

  private SlotMatrix.Term term() {
    Token start = in.peek();
    in.word("term");
    in.expect("(", "after 'term'");
    int index = in.whole("a diagonal's number");
    comma();
    double factor = in.number("a factor");
    comma();
    Token at = in.peek();
    if (!(plain() instanceof SlotVector vector)) {
      throw at.expected("a plain vector");
    }
    int shift = nextWhole("a rotation");
    in.expect(")", "after the rotation");
    return TokenReader.at(start, () -> new SlotMatrix.Term(index, factor, vector, shift));
  }

  private TensorMap map() {
    Token kind = in.expect(Token.Kind.NAME, "a linear map");
    in.expect("(", "after the map's kind");
    TensorMap map =
        switch (kind.text()) {
          case "linear" -> new TensorMap.Linear(weight(), nextLayout(), nextLayout());
          case "convolution" -> {
            WeightSlice kernel = weight();
            comma();
            Window window = window();
            TensorLayout input = nextLayout();
            TensorLayout output = nextLayout();
            yield TokenReader.at(
                kind, () -> new TensorMap.Convolution(kernel, window, input, output));
          }
          case "average_pool" -> {
            Window window = window();
            TensorLayout input = nextLayout();
            TensorLayout output = nextLayout();
            yield TokenReader.at(kind, () -> new TensorMap.AveragePooling(window, input, output));
          }
          case "relayout" -> {
            TensorLayout input = in.layout(out.slots());
            TensorLayout output = nextLayout();
            yield TokenReader.at(kind, () -> new TensorMap.Relayout(input, output));
          }
          default -> throw kind.expected("a linear map");
        };
    in.expect(")", "after the last argument");
    return map;
  }

  private Window window() {
    Token start = in.peek();
    in.word("window");
    in.expect("(", "after 'window'");
    int height = in.whole("a height");
    int width = nextWhole("a width");
    int stride = nextWhole("a stride");
    int padding = nextWhole("a padding");
    in.expect(")", "after the padding");
    return TokenReader.at(start, () -> new Window(height, width, stride, padding));
  }

  private ChebyshevSeries nextSeries() {
    comma();
    Token start = in.peek();
    List<Double> coefficients = numbers();
    comma();
    double lower = in.number("the interval's lower end");
    comma();
    double upper = in.number("the interval's upper end");
    return TokenReader.at(start, () -> Series.of(coefficients, lower, upper));
  }

  private WeightSlice weight() {
    String name = in.name("a weight's name");
    if (!in.accept("[")) {
      return WeightSlice.of(name);
    }
    List<Integer> indices = in.wholes("an index");
    in.expect("]", "or ',' after the index");
    return new WeightSlice(name, indices);
  }

  private List<Double> numbers() {
    in.expect("[", "before the numbers");
    List<Double> numbers = new ArrayList<>();
    do {
      numbers.add(in.number("a number"));
    } while (in.accept(","));
    in.expect("]", "or ',' after the number");
    return numbers;
  }

  private void comma() {
    in.expect(",", "before the next argument");
  }
}
