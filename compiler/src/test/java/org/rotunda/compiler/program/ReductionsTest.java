package org.rotunda.compiler.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.compiler.program.clear.ClearBackend;

class ReductionsTest {

  static long[] seeds() {
    return LongStream.rangeClosed(1, 30).toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sumsLeavePaddingOut(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int slots = 1 << random.nextInt(0, 8);
    List<Integer> shape = List.of(random.nextInt(1, 9), random.nextInt(1, 9));
    ProgramBuilder p = ProgramBuilder.of("p", slots);
    Tensor x = p.input("x", TestTensors.layout(random, shape, slots));
    p.output("y", p.sum(p.add(x, 1)));
    double[] numbers = TestTensors.numbers(random, x.layout().size());

    assertThat(run(p, numbers))
        .as("seed %d, %s", seed, x.layout())
        .containsExactly(Arrays.stream(numbers).sum() + numbers.length);
  }

  @Test
  void aSumWithoutPaddingTakesNoProduct() {
    ProgramBuilder p = ProgramBuilder.of("p", 16);
    p.output("y", p.sum(p.input("x", 8)));

    assertThat(p.build().ops()).noneMatch(Op.MultiplyPlain.class::isInstance);
  }

  @Test
  void innerSumAddsSlotsAtSteps() {
    ProgramBuilder p = ProgramBuilder.of("p", 8);
    p.output("y", p.innerSum(p.input("x", 8), 2, 4));

    assertThat(run(p, 1, 2, 3, 4, 5, 6, 7, 8)).containsExactly(16, 20, 16, 20, 16, 20, 16, 20);
  }

  @Test
  void replicateCopiesSlotsToTheRight() {
    ProgramBuilder p = ProgramBuilder.of("p", 8);
    p.output("y", p.replicate(p.input("x", 8), 1, 4));

    assertThat(run(p, 5, 0, 0, 0, 7, 0, 0, 0)).containsExactly(5, 5, 5, 5, 7, 7, 7, 7);
  }

  @Test
  void onlyPowersOfTwoAreSummed() {
    ProgramBuilder p = ProgramBuilder.of("p", 8);
    Tensor x = p.input("x", 8);

    assertThatThrownBy(() -> p.innerSum(x, 1, 3))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("power of two");
  }

  @Test
  void slotOperationsNeedOneCiphertext() {
    ProgramBuilder p = ProgramBuilder.of("p", 8);
    Tensor x = p.input("x", 9);

    assertThatThrownBy(() -> p.rotate(x, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("one ciphertext");
  }

  @Test
  void elementwiseOperationsNeedOneLayout() {
    ProgramBuilder p = ProgramBuilder.of("p", 8);
    Tensor x = p.input("x", 8);
    Tensor y = p.input("y", 4);

    assertThatThrownBy(() -> p.add(x, y))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("tensor[8]")
        .hasMessageContaining("tensor[4]");
  }

  private static double[] run(ProgramBuilder p, double... numbers) {
    return new ClearBackend(p.build()).run(Map.of("x", numbers)).getOrDefault("y", new double[0]);
  }
}
