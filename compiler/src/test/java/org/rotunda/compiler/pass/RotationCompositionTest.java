package org.rotunda.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.pass.RotationComposition.Composed;
import org.rotunda.compiler.pass.RotationComposition.Parts;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.clear.ClearBackend;

class RotationCompositionTest {
  private static final int SLOTS = 64;

  private final Parameters parameters = SmallParameters.levels(6);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 50);
  }

  /** Real and imaginary parts of all outputs in order. */
  private static double[][] slots(Program program, Map<String, List<ComplexVector>> inputs) {
    return new ClearBackend(program)
        .runPacked(inputs, (_, _) -> {}).values().stream()
            .flatMap(List::stream)
            .flatMap(vector -> Stream.of(vector.real(), vector.imaginary()))
            .toArray(double[][]::new);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aProgramWithComposedRotationsComputesTheSameBitsAtTheSameTypes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Program program =
        new LevelsAndScales(parameters).apply(RandomComputations.of(seed, SLOTS, 40, 6));
    Map<Value, Parts> parts = new LinkedHashMap<>();
    for (Op op : program.ops()) {
      if (op instanceof Op.Rotate rotate && random.nextInt(3) > 0) {
        int first = random.nextInt(1, SLOTS);
        if (first != rotate.amount()) {
          parts.put(op.result(), new Parts(first, Math.floorMod(rotate.amount() - first, SLOTS)));
        }
      }
    }
    Map<String, List<ComplexVector>> inputs = RandomComputations.inputs(program, seed);

    Composed composed =
        new RotationComposition(parts).apply(program, TransformSplits.fastest(program));

    assertThat(slots(composed.program(), inputs))
        .as("seed %d", seed)
        .isDeepEqualTo(slots(program, inputs));
    TypeRules.check(composed.program(), parameters, "seed " + seed);
    assertThat(composed.splits()).isEqualTo(TransformSplits.fastest(composed.program()));
  }

  @Test
  void aRotationThatIsThereIsNotMadeAgain() {
    TensorLayout layout = TensorLayout.packed(List.of(SLOTS), SLOTS);
    SsaBuilder source = new SsaBuilder("p", SLOTS, Weights.none());
    Value x = source.input("x", layout, 0);
    Value five = source.rotate(x, 5);
    Value four = source.rotate(x, 4);
    Value three = source.rotate(x, 3);
    source.output(source.add(five, source.add(four, three)), "y", layout, 0);
    Program program = new LevelsAndScales(parameters).apply(source.build());

    Composed composed =
        new RotationComposition(Map.of(five, new Parts(4, 1), three, new Parts(4, SLOTS - 1)))
            .apply(program, TransformSplits.fastest(program));

    assertThat(composed.program().ops())
        .filteredOn(Op.Rotate.class::isInstance)
        .extracting(op -> ((Op.Rotate) op).amount())
        .containsExactly(4, 1, SLOTS - 1);
    assertThat(RotationComposition.longestChain(program)).isEqualTo(1);
    assertThat(RotationComposition.longestChain(composed.program())).isEqualTo(2);
  }
}
