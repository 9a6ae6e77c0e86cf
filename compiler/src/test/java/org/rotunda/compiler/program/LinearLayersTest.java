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

class LinearLayersTest {

  static long[] seeds() {
    return LongStream.rangeClosed(1, 60).toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void linearLayersFollowEachOtherWithoutMasking(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int slots = 1 << random.nextInt(0, 8);
    int in = random.nextInt(1, 70);
    int mid = random.nextInt(1, 70);
    int out = random.nextInt(1, 70);
    WeightTensor w1 = TestTensors.weight(random, "w1", mid, in);
    WeightTensor b1 = TestTensors.weight(random, "b1", mid);
    WeightTensor w2 = TestTensors.weight(random, "w2", out, mid);
    WeightTensor b2 = TestTensors.weight(random, "b2", out);
    ProgramBuilder p = ProgramBuilder.of("p", slots, Weights.of("w.json", List.of(w1, b1, w2, b2)));
    Tensor x = p.input("x", TestTensors.layout(random, List.of(in), slots));
    // Adding 1 fills the padding too, which must not reach the next layer.
    Tensor hidden = p.add(p.linear(x, p.weight("w1"), p.weight("b1")), 1);
    p.output("y", p.linear(hidden, p.weight("w2"), p.weight("b2")));
    double[] image = TestTensors.numbers(random, in);

    double[] found = run(p, image);

    double[] expected = TestTensors.linear(w1.values(), image, b1.values());
    expected = Arrays.stream(expected).map(v -> v + 1).toArray();
    expected = TestTensors.linear(w2.values(), expected, b2.values());
    assertThat(found)
        .as("seed %d: %d -> %d -> %d on %d slots", seed, in, mid, out, slots)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void matricesApplyToTensorsInAnyLayout(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int slots = 1 << random.nextInt(2, 8);
    List<Integer> shape = List.of(random.nextInt(1, 4), random.nextInt(1, 5), random.nextInt(1, 5));
    TensorLayout layout = TestTensors.layout(random, shape, slots);
    WeightTensor w = TestTensors.weight(random, "w", random.nextInt(1, 40), layout.size());
    ProgramBuilder p = ProgramBuilder.of("p", slots, Weights.of("w.json", List.of(w)));
    p.output("y", p.linear(p.input("x", layout), p.weight("w")));
    double[] image = TestTensors.numbers(random, layout.size());

    double[] found = run(p, image);

    assertThat(found)
        .as("seed %d: %s on %d slots", seed, layout, slots)
        .isEqualTo(TestTensors.linear(w.values(), image, new double[w.shape().getFirst()]));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyLayoutCanBecomeAnyOther(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int slots = 1 << random.nextInt(0, 8);
    List<Integer> shape = List.of(random.nextInt(1, 6), random.nextInt(1, 8));
    TensorLayout from = TestTensors.layout(random, shape, slots);
    TensorLayout to = TestTensors.layout(random, shape, slots);
    ProgramBuilder p = ProgramBuilder.of("p", slots);
    p.output("y", p.relayout(p.input("x", from), to));
    double[] image = TestTensors.numbers(random, from.size());

    assertThat(run(p, image)).as("seed %d: %s to %s", seed, from, to).isEqualTo(image);
  }

  @Test
  void theFirstLayerOfThePerceptronTakes128DiagonalsAnd3Rotations() {
    SplittableRandom random = new SplittableRandom(1);
    WeightTensor w = TestTensors.weight(random, "w", 128, 784);
    ProgramBuilder p = ProgramBuilder.of("p", 8192, Weights.of("w.json", List.of(w)));
    p.output("y", p.linear(p.input("x", 784), p.weight("w")));

    List<Op> ops = p.build().ops();

    assertThat(ops)
        .filteredOn(Op.LinearTransform.class::isInstance)
        .singleElement()
        .extracting(op -> ((Op.LinearTransform) op).matrix().indices().size())
        .isEqualTo(128);
    assertThat(ops)
        .filteredOn(Op.Rotate.class::isInstance)
        .extracting(op -> ((Op.Rotate) op).amount())
        .containsExactly(512, 256, 128);
  }

  @Test
  void aMatrixOfTheWrongWidthIsRefused() {
    WeightTensor w = TestTensors.weight(new SplittableRandom(1), "w", 3, 4);
    ProgramBuilder p = ProgramBuilder.of("p", 8, Weights.of("w.json", List.of(w)));
    Tensor x = p.input("x", 5);

    assertThatThrownBy(() -> p.linear(x, p.weight("w")))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[3, 5]")
        .hasMessageContaining("[3, 4]");
  }

  private static double[] run(ProgramBuilder p, double[] image) {
    Map<String, double[]> outputs = new ClearBackend(p.build()).run(Map.of("x", image));
    return outputs.getOrDefault("y", new double[0]);
  }
}
