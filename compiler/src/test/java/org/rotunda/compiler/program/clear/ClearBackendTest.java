package org.rotunda.compiler.program.clear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.polynomial.ChebyshevSeries;
import org.rotunda.ckks.polynomial.Interval;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Plain;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.ProgramBuilder;
import org.rotunda.compiler.program.RandomPrograms;
import org.rotunda.compiler.program.RemoveUnused;
import org.rotunda.compiler.program.ShapeException;
import org.rotunda.compiler.program.SlotMatrix;
import org.rotunda.compiler.program.SlotVector;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.WeightSlice;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;

class ClearBackendTest {

  private static final TensorLayout LAYOUT = TensorLayout.packed(List.of(4), 4);

  private static final Weights WEIGHTS =
      Weights.of(
          "w.json",
          List.of(
              new WeightTensor("w", List.of(2), "weight", new double[] {10, 20}),
              new WeightTensor(
                  "d", List.of(2, 4), "diagonals", new double[] {1, 2, 3, 4, 5, 6, 7, 8})));

  private static final ComplexVector X =
      ComplexVector.of(new double[] {1, 2, 3, 4}, new double[] {0, 1, 0, -1});

  @Test
  void sumsAndProductsAreSlotwise() {
    Value x = new Value(0);
    assertReal(p -> p.add(x, x), 2, 4, 6, 8);
    assertReal(p -> p.subtract(x, x), 0, 0, 0, 0);
    assertReal(p -> p.negate(x), -1, -2, -3, -4);
    // (2 + i)^2 = 3 + 4i and (4 - i)^2 = 15 - 8i.
    assertReal(p -> p.multiply(x, x), 1, 3, 9, 15);
    assertImaginary(p -> p.multiply(x, x), 0, 4, 0, -8);
  }

  @Test
  void plainOperandsAreScalarsListsWeightsAndMasks() {
    Value x = new Value(0);
    assertReal(p -> p.addPlain(x, new Plain.Scalar(0.5, 2)), 1.5, 2.5, 3.5, 4.5);
    assertImaginary(p -> p.addPlain(x, new Plain.Scalar(0.5, 2)), 2, 3, 2, 1);
    assertReal(p -> p.multiplyPlain(x, new Plain.Scalar(0, 1)), 0, -1, 0, 1);
    assertReal(p -> p.addPlain(x, new SlotVector.Inline(List.of(1.0, -1.0))), 2, 1, 4, 3);
    TensorLayout half = TensorLayout.packed(List.of(2), 4);
    assertReal(
        p -> p.multiplyPlain(x, new SlotVector.Packed(WeightSlice.of("w"), half, 0)),
        10,
        40,
        30,
        80);
    TensorLayout broadcast = TensorLayout.packed(List.of(2, 2), 4);
    assertReal(
        p -> p.addPlain(x, new SlotVector.Packed(WeightSlice.of("w"), broadcast, 0)),
        11,
        12,
        23,
        24);
    TensorLayout three = TensorLayout.packed(List.of(3), 4);
    assertReal(p -> p.multiplyPlain(x, new SlotVector.Mask(three, 0)), 1, 2, 3, 0);
  }

  @Test
  void rotationGoesToTheLeft() {
    assertReal(p -> p.rotate(new Value(0), 1), 2, 3, 4, 1);
    assertReal(p -> p.rotate(new Value(0), -1), 4, 1, 2, 3);
  }

  @Test
  void conjugationNegatesImaginaryParts() {
    assertImaginary(p -> p.conjugate(new Value(0)), 0, -1, 0, 1);
  }

  @Test
  void aMatrixActsByItsDiagonals() {
    SlotMatrix matrix = new SlotMatrix.Stored(WeightSlice.of("d"), List.of(0, 3));
    // y[i] = d0[i] x[i] + d3[i] x[i + 3].
    assertReal(p -> p.transform(new Value(0), matrix), 1 + 5 * 4, 4 + 6, 9 + 7 * 2, 16 + 8 * 3);
    assertThat(matrix.diagonals(WEIGHTS, 4).times(X).imaginary())
        .isEqualTo(matrix.diagonals(WEIGHTS, 4).toMatrix().multiply(X).imaginary());
  }

  @Test
  void polynomialsAreChebyshevSeries() {
    // On [0, 4], u = x/2 - 1, and 1 + 2 T_1(u) + 3 T_2(u) = 1 + 2 u + 3 (2 u^2 - 1).
    ChebyshevSeries series = ChebyshevSeries.of(new Interval(0, 4), 1, 2, 3);
    // At 2 + i, u = i/2 and the value is -3.5 + i.
    assertReal(p -> p.polynomial(new Value(0), series), -1.5, -3.5, 0.5, 4.5);
    assertImaginary(p -> p.polynomial(new Value(0), series), 0, 1, 0, -7);
  }

  @Test
  void levelOperationsKeepTheMessage() {
    Value x = new Value(0);
    assertReal(p -> p.rescale(x), 1, 2, 3, 4);
    assertReal(p -> p.relinearise(x), 1, 2, 3, 4);
    assertReal(p -> p.dropLevel(x, 0), 1, 2, 3, 4);
    assertReal(p -> p.bootstrap(x), 1, 2, 3, 4);
  }

  static long[] seeds() {
    return LongStream.rangeClosed(1, 50).toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void unusedOperationsDoNotChangeTheOutputs(long seed) {
    Program program = RandomPrograms.of(seed, 15);
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, double[]> inputs = new HashMap<>();
    program
        .inputs()
        .forEach(
            port -> inputs.put(port.name(), random.doubles(port.layout().size(), -1, 1).toArray()));

    Map<String, double[]> all = new ClearBackend(program).run(inputs);
    Map<String, double[]> less = new ClearBackend(new RemoveUnused().apply(program)).run(inputs);

    assertThat(less).as("seed %d", seed).usingRecursiveComparison().isEqualTo(all);
  }

  @Test
  void theObserverSeesEveryValueInOrder() {
    ProgramBuilder p = ProgramBuilder.of("p", 4);
    p.output("y", p.square(p.input("x", 4)));
    List<Op> seen = new ArrayList<>();

    new ClearBackend(p.build()).runPacked(Map.of("x", List.of(X)), (op, slots) -> seen.add(op));

    assertThat(seen).isEqualTo(p.build().ops());
  }

  @Test
  void inputsAreCheckedByNameAndLength() {
    ProgramBuilder p = ProgramBuilder.of("p", 4);
    p.output("y", p.square(p.input("x", 4)));
    ClearBackend backend = new ClearBackend(p.build());

    assertThatThrownBy(() -> backend.run(Map.of()))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("'x'");
    assertThatThrownBy(() -> backend.run(Map.of("x", new double[4], "z", new double[4])))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("'z'");
    assertThatThrownBy(() -> backend.run(Map.of("x", new double[5])))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("found 5");
    assertThatThrownBy(() -> backend.runPacked(Map.of("x", List.of()), (op, slots) -> {}))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("1 vectors of 4 slots");
  }

  private static void assertReal(Function<SsaBuilder, Value> code, double... expected) {
    assertThat(run(code).real()).usingComparatorWithPrecision(0.0).containsExactly(expected);
  }

  private static void assertImaginary(Function<SsaBuilder, Value> code, double... expected) {
    assertThat(run(code).imaginary()).usingComparatorWithPrecision(0.0).containsExactly(expected);
  }

  /** Runs one operation on {@link #X}, which is value 0. */
  private static ComplexVector run(Function<SsaBuilder, Value> code) {
    SsaBuilder p = new SsaBuilder("p", 4, WEIGHTS);
    p.input("x", LAYOUT, 0);
    p.output(code.apply(p), "y", LAYOUT, 0);
    return new ClearBackend(p.build())
        .runPacked(Map.of("x", List.of(X)), (op, slots) -> {})
        .getOrDefault("y", List.of())
        .getFirst();
  }
}
