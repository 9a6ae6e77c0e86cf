package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.OperationTimes;
import org.rotunda.compiler.pass.KeyTrace;
import org.rotunda.compiler.pass.LevelsAndScales;
import org.rotunda.compiler.pass.RandomComputations;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.ProgramBuilder;
import org.rotunda.compiler.program.SlotMatrix;
import org.rotunda.compiler.program.Tensor;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;

class SplitSearchTest {
  private static final int SLOTS = 64;
  private static final int LAYERED = 60;
  private static final double ROUNDING = 1e-9;

  private final Parameters parameters = SmallParameters.levels(6);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, LAYERED);
  }

  private SplitSearch search(Program program, long budget) {
    CostModel costs = CostModel.nominal();
    Target target = Target.of(parameters);
    return new SplitSearch(
        program, target, new OperationTimes(program, target, costs), costs, budget);
  }

  /** Every combination of powers of two. */
  private double least(SplitSearch search, Program program) {
    List<Map<Value, BabyStepGiantStep>> combinations = new ArrayList<>(List.of(Map.of()));
    for (Op op : program.ops()) {
      if (op instanceof Op.LinearTransform transform) {
        List<Map<Value, BabyStepGiantStep>> more = new ArrayList<>();
        for (int n1 = 1; n1 <= SLOTS; n1 *= 2) {
          for (Map<Value, BabyStepGiantStep> combination : combinations) {
            Map<Value, BabyStepGiantStep> with = new LinkedHashMap<>(combination);
            with.put(op.result(), BabyStepGiantStep.of(transform.matrix().indices(), n1));
            more.add(with);
          }
        }
        combinations = more;
      }
    }
    return combinations.stream()
        .mapToDouble(splits -> search.evaluate(new TransformSplits(splits)).seconds())
        .min()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 6, 8, 9, 10, 11, 12})
  void fewTransformsAreSplitAsWellAsCanBe(long seed) {
    Program program =
        new LevelsAndScales(parameters).apply(RandomComputations.of(seed, SLOTS, 6, 6));
    long budget = (1 + seed % 4) * parameters.keyHalfBytes(6);
    SplitSearch search = search(program, budget);
    double least = least(search, program);

    assertThat(program.ops()).hasAtLeastOneElementOfType(Op.LinearTransform.class);
    assertThat(search.find().seconds())
        .as("seed %d", seed)
        .isCloseTo(least, within(ROUNDING * least));
  }

  /** A chain of matrices with as many diagonals as given, from the main one on. */
  static Program layers(List<Integer> counts) {
    List<WeightTensor> tensors = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      double[] numbers = new double[counts.get(i) * SLOTS];
      tensors.add(new WeightTensor("w" + i, List.of(counts.get(i), SLOTS), "weight", numbers));
    }
    ProgramBuilder program = ProgramBuilder.of("layers", SLOTS, Weights.of("w.json", tensors));
    Tensor x = program.input("x", SLOTS);
    for (int i = 0; i < counts.size(); i++) {
      x =
          program.transform(
              x,
              new SlotMatrix.Stored(
                  program.weight("w" + i), IntStream.range(0, counts.get(i)).boxed().toList()));
    }
    program.output("y", x);
    return program.build();
  }

  /** Layers whose best splits differ alone, for budgets of few and of many keys. */
  @ParameterizedTest
  @MethodSource("seeds")
  void splitsOfTwoOrThreeLayersAreAsGoodAsAnyByPowersOfTwo(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> counts = random.ints(random.nextInt(2, 4), 6, 60).boxed().toList();
    Program program = new LevelsAndScales(parameters).apply(layers(counts));
    long keys = random.nextInt(1, 10);
    SplitSearch search = search(program, keys * parameters.keyHalfBytes(6));

    double least = least(search, program);

    assertThat(search.find().seconds())
        .as("seed %d: diagonals %s, %d keys", seed, counts, keys)
        .isCloseTo(least, within(ROUNDING * least));
  }

  @Test
  void layersTogetherNeedNoMoreKeysThanEachByItself() {
    // Alone, 16 and 24 diagonals would be split differently.
    Program program = new LevelsAndScales(parameters).apply(layers(List.of(16, 24, 16, 40, 9)));
    TransformSplits alone = TransformSplits.fastest(program);
    SplitSearch search = search(program, 8 * parameters.keyHalfBytes(6));

    SplitSearch.Choice together = search.find();

    assertThat(together.keys())
        .isLessThanOrEqualTo(KeyTrace.of(program, alone, parameters).topLevels().size());
    assertThat(together.seconds()).isLessThanOrEqualTo(search.evaluate(alone).seconds());
    assertThat(search.find()).isEqualTo(together);
  }
}
