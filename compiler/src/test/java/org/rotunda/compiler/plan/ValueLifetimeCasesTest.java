package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rotunda.compiler.plan.LifetimeCases.compile;
import static org.rotunda.compiler.plan.LifetimeCases.keys;
import static org.rotunda.compiler.plan.LifetimeCases.parse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rotunda.compiler.pass.Hoisting;
import org.rotunda.compiler.program.Liveness;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;

/**
 * Situations of KeyMemRT's compiler tests (its targets {@code keymemrt_tests}) with ciphertexts and
 * their digits, each as a program with the outcome that is right.
 */
class ValueLifetimeCasesTest {
  // Their insert_clear_ops.
  @Test
  void ciphertextsEndWithTheirLastUseAlsoInLoopsWhereTheirsKeepsThem() {
    Program program =
        parse(
            """
            a = x + x;
            y = a;
            for i in 1..50 { t = rotate(a, i); y = y + t * 2; }
            output z: y;
            """);
    Liveness liveness = Liveness.of(program);

    // The invariant, a rotation, its product and the sum so far: not one for each iteration.
    assertThat(liveness.peak()).isLessThanOrEqualTo(4);
    for (Op op : program.ops()) {
      for (int use = op.result().id() + 1; use < program.ops().size(); use++) {
        if (program.ops().get(use).operands().contains(op.result())) {
          assertThat(liveness.lastUse(op.result())).isGreaterThanOrEqualTo(use);
        }
      }
    }
  }

  // Their fast_rotation_precompute_affine, a ciphertext from before the loop.
  @Test
  void rotationsOfALoopInvariantValueComeFromOneDecomposition() {
    Plan plan = compile("y = x; for i in 1..12 { y = y + rotate(x, i); } output z: y;", keys(4));

    assertThat(decomposed(plan)).containsExactly(1);
    assertThat(plan.prediction().uses()).isEqualTo(12);
  }

  // Their fast_rotation_precompute_affine, a ciphertext that the loop carries.
  @Test
  void rotationsOfALoopCarriedValueComeFromOneDecompositionEach() {
    Plan plan = compile("y = x; for i in 1..4 { y = rotate(y, i); } output z: y;", keys(4));

    assertThat(decomposed(plan)).containsExactly(1, 2, 3, 4);
  }

  // Their fast_rotation_precompute_affine, two ciphertexts.
  @Test
  void rotationsOfTwoLoopInvariantValuesComeFromOneDecompositionOfEach() {
    Plan plan =
        compile(
            """
            a = 3 * x;
            y = x;
            for i in 1..5 { y = y + rotate(x, i) - rotate(a, i); }
            output z: y;
            """,
            keys(4));

    assertThat(decomposed(plan)).hasSize(2);
    assertThat(plan.prediction().uses()).isEqualTo(10);
  }

  // Their fast_rotation_precompute_affine, nested loops.
  @Test
  void aValueIsDecomposedBeforeTheOutermostLoopThatDoesNotChangeIt() {
    Plan plan =
        compile(
            """
            y = x;
            for i in 1..3 { for j in 1..4 { y = y + rotate(x, 16 * i + j); } }
            output z: y;
            """,
            keys(4));

    assertThat(decomposed(plan)).containsExactly(1);
    assertThat(plan.prediction().uses()).isEqualTo(12);
  }

  /** The positions of rotations that decompose what they rotate. */
  private static List<Integer> decomposed(Plan plan) {
    Hoisting hoisting = Hoisting.of(plan.program(), plan.parameters());
    return plan.program().ops().stream()
        .filter(op -> op instanceof Op.Rotate && !hoisting.findsDigits(op))
        .map(op -> op.result().id())
        .toList();
  }
}
