package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.OperationTimes;
import org.rotunda.compiler.pass.LevelsAndScales;
import org.rotunda.compiler.pass.RandomSums;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.ProgramBuilder;
import org.rotunda.compiler.program.Tensor;
import org.rotunda.compiler.program.WeightSlice;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.text.ProgramText;

class TransformRecognitionTest {
  private static final long UNBOUNDED = Long.MAX_VALUE / 2;

  private final Parameters parameters = SmallParameters.levels(8);

  /** A matrix's product, diagonal by diagonal, and its square. */
  static Program written(int slots, int diagonals, long seed) {
    ProgramBuilder program = ProgramBuilder.of("p", slots, weights(slots, diagonals, seed));
    Tensor x = program.input("x", slots);
    Tensor y = program.multiply(x, diagonal(0));
    for (int d = 1; d < diagonals; d++) {
      y = program.add(y, program.multiply(program.rotate(x, d), diagonal(d)));
    }
    program.output("y", program.square(y));
    return program.build();
  }

  private static WeightSlice diagonal(int d) {
    return WeightSlice.of("w").at(d);
  }

  private static Weights weights(int slots, int diagonals, long seed) {
    double[] numbers =
        new SplittableRandom(seed)
            .doubles((long) slots * diagonals, -1.0 / diagonals, 1.0 / diagonals)
            .toArray();
    return Weights.of(
        "w.json", List.of(new WeightTensor("w", List.of(diagonals, slots), "weight", numbers)));
  }

  private static long count(Program program, Class<? extends Op> kind) {
    return program.ops().stream().filter(kind::isInstance).count();
  }

  /**
   * Of 15 keys and key switches 6 remain, in baby and giant steps; the written rotations come from
   * one decomposition, as the baby steps do.
   */
  @Test
  void aProductThatIsWrittenOutTakesTheKeysAndRotationsOfATransform() {
    Program program = written(64, 16, 1);

    Plan before = new Compiler(UNBOUNDED).compileAsWritten(program, parameters);
    Plan after = new Compiler(UNBOUNDED).compile(program, parameters);

    assertThat(count(before.program(), Op.Rotate.class)).isEqualTo(15);
    assertThat(count(after.program(), Op.Rotate.class)).isZero();
    assertThat(count(after.program(), Op.LinearTransform.class)).isEqualTo(1);
    // With the relinearisation of the square.
    assertThat(before.prediction().keys()).isEqualTo(16);
    assertThat(before.prediction().uses()).isEqualTo(16);
    assertThat(after.prediction().keys()).isEqualTo(7);
    assertThat(after.prediction().uses()).isEqualTo(7);
    assertThat(after.prediction().bytesRead()).isLessThan(before.prediction().bytesRead() / 2);
    assertThat(after.time(CostModel.nominal()).seconds())
        .isLessThan(0.8 * before.time(CostModel.nominal()).seconds());
    assertThat(LevelsAndScales.depth(program)).isEqualTo(2);
    assertThat(after.program().type(after.program().inputs().getFirst().parts().getFirst()).level())
        .isEqualTo(2);
  }

  @Test
  void aLoopInAProgramsTextIsRecognisedToo() {
    Weights weights = weights(64, 16, 1);
    Program program =
        ProgramText.parse(
            """
            program p;
            slots 64;
            weights "w.json";
            input x: tensor[64];
            y = w[0] * x;
            for d in 1..15 { y = y + rotate(w[d] * x, -d); }
            output z: y;
            """,
            _ -> weights);

    Plan before = new Compiler(UNBOUNDED).compileAsWritten(program, parameters);
    Plan after = new Compiler(UNBOUNDED).compile(program, parameters);

    assertThat(before.prediction().keys()).isEqualTo(15);
    // Diagonals 49 to 63 and 0.
    assertThat(after.prediction().keys()).isEqualTo(7);
    assertThat(ProgramText.parse(after.program().toText(), _ -> weights))
        .isEqualTo(after.program());
  }

  @Test
  void oneRotationAndOneProductAreNoTransformBecauseThatTakesNoFewerKeysAndMoreTime() {
    Program program = written(64, 2, 1);

    assertThat(
            count(new Compiler(UNBOUNDED).compile(program, parameters).program(), Op.Rotate.class))
        .isEqualTo(1);
  }

  @Test
  void aTransformWhoseKeysExceedTheBudgetIsNotMade() {
    Program program = written(64, 16, 1);
    // The products are at level 2, the rotations of products one lower.
    Program rotatedLast =
        ProgramText.parse(
            """
            program p; slots 64; weights "w.json"; input x: tensor[64];
            y = w[0] * x;
            for d in 1..15 { y = y + rotate(w[d] * x, d); }
            output z: y;
            """,
            _ -> program.weights());
    long budget = parameters.keyHalfBytes(0);

    assertThat(parameters.keyHalfBytes(1)).isGreaterThan(budget);
    assertThat(new Compiler(budget).compile(rotatedLast, parameters).prediction().keys())
        .isEqualTo(15);
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsRecognisedCostsNoMore(long seed) {
    Program program = RandomSums.of(seed, 64, 4 + (int) (seed % 40));
    long budget = (1 + seed % 8) * parameters.keyHalfBytes(parameters.maxLevel());
    Program recognised =
        new TransformRecognition(Target.of(parameters), CostModel.nominal(), budget).apply(program);

    assertThat(
            SplitSearch.Choice.BEST_FIRST.compare(
                choice(recognised, budget), choice(program, budget)))
        .as("seed %d", seed)
        .isLessThanOrEqualTo(0);
  }

  private SplitSearch.Choice choice(Program program, long budget) {
    Program typed = new LevelsAndScales(parameters).apply(program);
    CostModel costs = CostModel.nominal();
    Target target = Target.of(parameters);
    return new SplitSearch(typed, target, new OperationTimes(typed, target, costs), costs, budget)
        .find();
  }
}
