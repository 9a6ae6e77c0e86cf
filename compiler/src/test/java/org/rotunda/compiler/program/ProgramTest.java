package org.rotunda.compiler.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramTest {

  private static final TensorLayout TWO_PARTS = TensorLayout.packed(List.of(9), 8);
  private static final TensorLayout ONE_PART = TensorLayout.packed(List.of(8), 8);

  private static final Weights WEIGHTS =
      Weights.of("w.json", List.of(TestTensors.weight(new SplittableRandom(1), "w", 2, 8)));

  private static SsaBuilder builder() {
    return new SsaBuilder("p", 8, WEIGHTS);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            "whose operand is not defined yet",
            p -> p.add(p.next(), p.next()),
            "Expected operands defined before %0, found %0"),
        mistake(
            "that reads an output",
            p -> p.negate(p.output(p.input("x", ONE_PART, 0), "y", ONE_PART, 0)),
            "Expected an operand that isn't delivered"),
        mistake(
            "with a part twice",
            p -> {
              p.input("x", TWO_PARTS, 0);
              p.input("x", TWO_PARTS, 0);
            },
            "Expected part 0 of input x once"),
        mistake(
            "with a part missing",
            p -> p.input("x", TWO_PARTS, 1),
            "Expected 2 parts of input x, found [1]"),
        mistake(
            "with a part too many",
            p -> p.input("x", TWO_PARTS, 2),
            "Expected a part of input x from 0 to 1, found 2"),
        mistake(
            "with two layouts of one input",
            p -> {
              p.input("x", TWO_PARTS, 0);
              p.input("x", ONE_PART, 0);
            },
            "Expected one layout for input x"),
        mistake(
            "with a layout for other slots",
            p -> p.input("x", TensorLayout.packed(List.of(8), 16), 0),
            "Expected layouts for 8 slots, found 16"),
        mistake(
            "with a reserved name", p -> p.input("step", ONE_PART, 0), "Expected a name for the"),
        mistake(
            "with a negative level",
            p -> p.dropLevel(p.input("x", ONE_PART, 0), -1),
            "Expected a level from 0"),
        mistake(
            "with a rotation by all slots",
            p -> {
              Value x = p.input("x", ONE_PART, 0);
              p.append(new Op.Rotate(p.next(), x, 8), List.of(x));
            },
            "Expected a rotation amount from 1 to 7, found 8"),
        mistake(
            "with an unknown weight",
            p ->
                p.addPlain(
                    p.input("x", ONE_PART, 0),
                    new SlotVector.Packed(WeightSlice.of("v"), ONE_PART, 0)),
            "Expected one of the weights [w], found 'v'"),
        mistake(
            "with a weight of another shape",
            p ->
                p.addPlain(
                    p.input("x", ONE_PART, 0),
                    new SlotVector.Packed(WeightSlice.of("w"), ONE_PART, 0)),
            "Expected a weight whose shape is [8]"),
        mistake(
            "with an index out of range",
            p ->
                p.addPlain(
                    p.input("x", ONE_PART, 0),
                    new SlotVector.Packed(WeightSlice.of("w").at(2), ONE_PART, 0)),
            "Expected an index below 2"),
        mistake(
            "with too many indices",
            p ->
                p.addPlain(
                    p.input("x", ONE_PART, 0),
                    new SlotVector.Packed(WeightSlice.of("w").at(1).at(1), ONE_PART, 0)),
            "Expected fewer than 2 indices"),
        mistake(
            "with a vector longer than the slots",
            p ->
                p.addPlain(
                    p.input("x", ONE_PART, 0), new SlotVector.Inline(Collections.nCopies(9, 1.0))),
            "Expected a number of slots of a vector from 1 to 8, found 9"),
        mistake(
            "with diagonals in disorder",
            p ->
                p.transform(
                    p.input("x", ONE_PART, 0),
                    new SlotMatrix.Stored(WeightSlice.of("w"), List.of(3, 1))),
            "Expected a number of a diagonal, ascending, from 4 to 7, found 1"),
        mistake(
            "with too few diagonals",
            p ->
                p.transform(
                    p.input("x", ONE_PART, 0),
                    new SlotMatrix.Stored(WeightSlice.of("w"), List.of(3))),
            "Expected a weight of shape [1, power of two"),
        mistake(
            "with types for some values only",
            p -> {
              p.setType(p.input("x", ONE_PART, 0), new CipherType(3, 0x1p40));
              p.input("z", ONE_PART, 0);
            },
            "found none for %1"));
  }

  private static Arguments mistake(String name, Consumer<SsaBuilder> code, String message) {
    return Arguments.of(name, code, message);
  }

  @ParameterizedTest(name = "a program {0} is refused")
  @MethodSource("mistakes")
  void mistakesAreRefused(String name, Consumer<SsaBuilder> code, String message) {
    SsaBuilder builder = builder();

    assertThatThrownBy(
            () -> {
              code.accept(builder);
              builder.build();
            })
        .as(name)
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining(message);
  }

  @Test
  void valuesAreNumberedByPosition() {
    List<Op> ops = List.of(new Op.Input(new Value(1), "x", ONE_PART, 0));

    assertThatThrownBy(() -> new Program("p", 8, WEIGHTS, ops, List.of()))
        .isInstanceOf(InvalidProgramException.class)
        .hasMessageContaining("Expected %0");
  }

  @Test
  void portsListTheirPartsInOrder() {
    SsaBuilder p = builder();
    Value second = p.input("x", TWO_PARTS, 1);
    Value first = p.input("x", TWO_PARTS, 0);
    Value other = p.input("z", ONE_PART, 0);
    Value result = p.output(p.add(first, second), "y", ONE_PART, 0);
    Program program = p.build();

    assertThat(program.inputs())
        .containsExactly(
            new Port("x", TWO_PARTS, List.of(first, second)),
            new Port("z", ONE_PART, List.of(other)));
    assertThat(program.outputs()).containsExactly(new Port("y", ONE_PART, List.of(result)));
  }

  @Test
  void rotationByAMultipleOfTheSlotsIsTheOperand() {
    SsaBuilder p = builder();
    Value x = p.input("x", ONE_PART, 0);

    assertThat(p.rotate(x, -16)).isEqualTo(x);
    assertThat(p.build().ops()).hasSize(1);
  }

  @Test
  void rotationAmountsAreTakenModuloTheSlots() {
    SsaBuilder p = builder();
    p.rotate(p.input("x", ONE_PART, 0), -3_000_000_003L);

    assertThat(p.build().ops().getLast()).isEqualTo(new Op.Rotate(new Value(1), new Value(0), 5));
  }

  @Test
  void levelsAndScalesAreAbsentBeforeTheirPass() {
    SsaBuilder p = builder();
    Value x = p.input("x", ONE_PART, 0);
    Program program = p.build();
    CipherType type = new CipherType(3, 0x1p40);

    assertThatThrownBy(() -> program.type(x))
        .isInstanceOf(InvalidProgramException.class)
        .hasMessageContaining("run the pass for levels and scales");
    assertThat(program.withTypes(List.of(type)).type(x)).isEqualTo(type);
  }
}
