package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rotunda.compiler.pass.SmallTargets;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.text.ProgramText;

/** What a memory budget does to the matrices of bootstraps. */
class DiagonalBudgetTest {
  private static final long UNBOUNDED = Long.MAX_VALUE / 2;
  private static final int PARTS = 4;

  private final Target target = SmallTargets.real(64);
  private final Program program =
      ProgramText.parse(
          """
          program deep;
          slots 64;
          input x: tensor[64];
          for i in 1..8 { x = x * x; }
          x = bootstrap(x);
          for i in 1..8 { x = x * x; }
          output y: x;
          """,
          _ -> Weights.none());

  private Plan compile(long budget) {
    return new MemoryBudget(budget, 1, 1).compile(program, target, UNBOUNDED);
  }

  private static long matrixBytes(Plan plan) {
    return plan.bootstrap().map(bootstrap -> bootstrap.pass().matrixBytes()).orElseThrow();
  }

  @Test
  void diagonalsAreTransformedAtEachUseWhereTheyDoNotFit() {
    Plan roomy = compile(UNBOUNDED);
    assertThat(roomy.target()).isEqualTo(target);

    assertThatThrownBy(() -> compile(1))
        .isInstanceOfSatisfying(
            MemoryBudgetException.class,
            refused -> {
              Plan tight = compile(refused.smallest());
              assertThat(tight.target().diagonalBytes()).isLessThan(target.diagonalBytes());
              assertThat(matrixBytes(tight)).isLessThan(matrixBytes(roomy));
              assertThat(MemoryPrediction.plannedBytes(tight, 1, 1))
                  .isLessThanOrEqualTo(refused.smallest());
            });
  }

  @Test
  void diagonalsAreGivenUpStepByStep() {
    long most = MemoryPrediction.plannedBytes(compile(UNBOUNDED), 1, 1);
    assertThatThrownBy(() -> compile(1))
        .isInstanceOfSatisfying(
            MemoryBudgetException.class,
            refused -> {
              long least = refused.smallest();
              long before = 0;
              for (int part = 0; part <= PARTS; part++) {
                long budget = least + part * (most - least) / PARTS;
                Plan plan = compile(budget);
                assertThat(MemoryPrediction.plannedBytes(plan, 1, 1)).isLessThanOrEqualTo(budget);
                assertThat(matrixBytes(plan)).isGreaterThanOrEqualTo(before);
                before = matrixBytes(plan);
              }
              assertThat(before).isEqualTo(target.matrixBytes());
            });
  }
}
