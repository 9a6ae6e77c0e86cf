package org.rotunda.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.polynomial.ChebyshevSeries;
import org.rotunda.ckks.polynomial.Interval;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.compiler.execution.EncryptedProgram;
import org.rotunda.compiler.execution.ExecutionListener;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Port;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SlotMatrix;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.WeightSlice;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;

class NoisePredictionTest {
  private static final int SLOTS = 256;
  private static final int RUNS = 6;

  private final Parameters parameters = SmallParameters.of(11, 5);

  static Stream<Arguments> programs() {
    return Stream.of(
        program("a copy", (_, x) -> x),
        program("a sum of rotations", (p, x) -> p.add(p.add(x, p.rotate(x, 3)), p.rotate(x, 100))),
        program("a conjugate", (p, x) -> p.subtract(x, p.conjugate(p.rotate(x, 1)))),
        program("a plain product", (p, x) -> p.multiplyPlain(x, new Plain.Scalar(0.7))),
        program("a square", (p, x) -> p.multiply(x, x)),
        program("a rotated square", (p, x) -> p.rotate(p.multiply(x, x), 7)),
        program("a rotation computed four times", NoisePredictionTest::repeatedRotation),
        program("a product computed four times", NoisePredictionTest::repeatedProduct),
        program("a fourth power", (p, x) -> square(p, square(p, x))),
        program("a linear layer", NoisePredictionTest::layer),
        program("a layer and a square", (p, x) -> square(p, layer(p, x))),
        program("two layers with squares", (p, x) -> square(p, layer(p, square(p, layer(p, x))))),
        program("a polynomial", (p, x) -> p.polynomial(x, series(-1, 1, 0.1, 0.5, 0.2, 0.2))),
        program(
            "a polynomial on another interval",
            (p, x) -> p.polynomial(x, series(-2, 2, 0, 0.6, 0, 0.3, 0, 0.1))),
        program(
            "a polynomial of degree 7",
            (p, x) -> p.polynomial(x, series(-1, 1, 0.1, 0.2, 0.1, 0.2, 0.1, 0.1, 0.1, 0.1))));
  }

  private static Arguments program(String name, BiFunction<SsaBuilder, Value, Value> code) {
    double[] numbers = new SplittableRandom(1).doubles(8 * SLOTS, -0.3, 0.3).toArray();
    WeightTensor weight = new WeightTensor("w", List.of(8, SLOTS), "weight", numbers);
    SsaBuilder builder = new SsaBuilder("p", SLOTS, Weights.of("w.json", List.of(weight)));
    TensorLayout layout = TensorLayout.packed(List.of(SLOTS), SLOTS);
    Value x = builder.input("x", layout, 0);
    builder.output(code.apply(builder, x), "y", layout, 0);
    return Arguments.of(name, builder.build());
  }

  private static Value square(SsaBuilder p, Value x) {
    return p.multiply(x, x);
  }

  /** The four errors are one, so it counts four times and not twice. */
  private static Value repeatedRotation(SsaBuilder p, Value x) {
    Value sum = p.add(p.rotate(x, 3), p.rotate(x, 3));
    return p.add(p.add(sum, p.rotate(x, 3)), p.rotate(x, 3));
  }

  private static Value repeatedProduct(SsaBuilder p, Value x) {
    Value y = p.rotate(x, 1);
    Value sum = p.add(p.rotate(p.multiply(x, y), 3), p.rotate(p.multiply(y, x), 3));
    return p.add(p.add(sum, p.rotate(p.multiply(x, y), 3)), p.rotate(p.multiply(y, x), 3));
  }

  private static Value layer(SsaBuilder p, Value x) {
    List<Integer> diagonals = IntStream.range(0, 8).boxed().toList();
    return p.transform(x, new SlotMatrix.Stored(WeightSlice.of("w"), diagonals));
  }

  private static ChebyshevSeries series(double from, double to, double... coefficients) {
    return ChebyshevSeries.of(new Interval(from, to), coefficients);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void measuredErrorIsAsPredicted(String name, Program program) {
    double squares = 0;
    double predicted = 0;
    for (int run = 0; run < RUNS; run++) {
      EncryptedProgram encrypted = new EncryptedProgram(program, parameters, run);
      Map<String, List<ComplexVector>> inputs = RandomComputations.inputs(program, run);
      NoisePrediction prediction =
          NoisePrediction.of(
              encrypted.program(), encrypted.splits(), Target.of(parameters), inputs, run);
      for (Port port : encrypted.program().outputs()) {
        double deviation = prediction.slotDeviation(port.parts().getFirst());
        predicted += deviation * deviation / RUNS;
      }
      List<List<Double>> errors = measuredErrors(encrypted, inputs);
      squares += Math.pow(errors.getFirst().getFirst(), 2) / RUNS;
    }
    assertThat(Math.sqrt(squares / predicted)).as(name).isBetween(0.7, 1.4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 20, 30})
  void errorsOfRandomProgramsAreNoLargerThanPredicted(int first) {
    for (long seed = first; seed < first + 10; seed++) {
      Program program = RandomComputations.of(seed, 2 * SLOTS, 20, 5);
      EncryptedProgram encrypted = new EncryptedProgram(program, parameters, seed);
      Map<String, List<ComplexVector>> inputs = RandomComputations.inputs(program, seed);
      NoisePrediction prediction =
          NoisePrediction.of(
              encrypted.program(), encrypted.splits(), Target.of(parameters), inputs, seed);
      List<List<Double>> errors = measuredErrors(encrypted, inputs);
      for (int port = 0; port < errors.size(); port++) {
        List<Value> values = encrypted.program().outputs().get(port).parts();
        for (int part = 0; part < values.size(); part++) {
          assertThat(errors.get(port).get(part) / prediction.slotDeviation(values.get(part)))
              .as("seed %d, output %d, part %d", seed, port, part)
              .isLessThan(1.4);
        }
      }
    }
  }

  /** The root mean square of the real errors of every part of every output. */
  private static List<List<Double>> measuredErrors(
      EncryptedProgram encrypted, Map<String, List<ComplexVector>> inputs) {
    Map<String, List<Ciphertext>> outputs =
        encrypted
            .backend()
            .run(encrypted.encrypt(inputs), encrypted.scheme().keys(), ExecutionListener.none());
    Map<String, List<ComplexVector>> clear = encrypted.clear(inputs);
    List<List<Double>> errors = new ArrayList<>();
    for (Port port : encrypted.program().outputs()) {
      List<Double> parts = new ArrayList<>();
      for (int part = 0; part < port.parts().size(); part++) {
        ComplexVector actual =
            encrypted.scheme().decrypt(outputs.getOrDefault(port.name(), List.of()).get(part));
        ComplexVector expected = clear.getOrDefault(port.name(), List.of()).get(part);
        parts.add(
            SlotErrors.of(
                    ComplexVector.ofReal(actual.real()), ComplexVector.ofReal(expected.real()))
                .rootMeanSquare());
      }
      errors.add(parts);
    }
    return errors;
  }
}
