package org.rotunda.bench.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.ProgramBuilder;
import org.rotunda.compiler.program.Tensor;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.clear.ClearBackend;

class ComposedRotationsTest {

  @Test
  void aNonAdjacentFormSumsUpAndHasNoNeighbours() {
    for (int number = -300; number <= 300; number++) {
      List<Integer> digits = ComposedRotations.nonAdjacentForm(number);
      assertThat(digits.stream().mapToInt(Integer::intValue).sum()).isEqualTo(number);
      for (int i = 1; i < digits.size(); i++) {
        assertThat(Math.abs(digits.get(i)))
            .as("digits %s of %d", digits, number)
            .isGreaterThanOrEqualTo(4 * Math.abs(digits.get(i - 1)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theProgramComputesTheSameWithPowersOfTwoOnly(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int slots = 64;
    int rows = random.nextInt(1, 30);
    int columns = random.nextInt(1, 30);
    double[] entries = random.ints((long) rows * columns, -8, 9).asDoubleStream().toArray();
    Weights weights =
        Weights.of(
            "manifest.json",
            List.of(new WeightTensor("w", List.of(rows, columns), "weight", entries)));
    ProgramBuilder p = ProgramBuilder.of("p", slots, weights);
    Tensor x = p.input("x", columns);
    Tensor y = p.linear(x, p.weight("w"));
    p.output("y", p.add(p.rotate(y, random.nextInt(slots)), p.square(y)));
    Program source = p.build();
    Map<String, double[]> inputs =
        Map.of("x", random.ints(columns, -8, 9).asDoubleStream().toArray());

    Program composed = new ComposedRotations().apply(source);

    assertThat(composed.ops()).noneMatch(Op.LinearTransform.class::isInstance);
    assertThat(composed.ops())
        .filteredOn(Op.Rotate.class::isInstance)
        .allSatisfy(
            op -> {
              int amount = ((Op.Rotate) op).amount();
              assertThat(Math.min(Integer.bitCount(amount), Integer.bitCount(slots - amount)))
                  .isEqualTo(1);
            });
    // All numbers are small and whole, so that nothing is rounded.
    assertThat(new ClearBackend(composed).run(inputs).getOrDefault("y", new double[0]))
        .as("seed %d", seed)
        .containsExactly(
            new ClearBackend(source).run(inputs).getOrDefault("y", new double[1]), within(0.0));
  }
}
