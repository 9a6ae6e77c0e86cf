package org.rotunda.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.evaluation.HoistedDigits;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.text.ProgramText;

class HoistingTest {
  private static final int SLOTS = 64;

  private final Parameters parameters = SmallParameters.levels(4);

  /** The program with types and how many of its rotations find their digits. */
  private long found(String statements) {
    Program program = typed(statements);
    Hoisting hoisting = Hoisting.of(program, parameters);
    return program.ops().stream().filter(hoisting::findsDigits).count();
  }

  private Program typed(String statements) {
    String text =
        "program p; slots %d; input x: tensor[%d]; input z: tensor[%d]; y = x; %s"
            .formatted(SLOTS, SLOTS, SLOTS, statements);
    return new LevelsAndScales(parameters).apply(ProgramText.parse(text, _ -> Weights.none()));
  }

  @Test
  void allRotationsOfALoopInvariantValueButTheFirstFindItsDigits() {
    assertThat(found("for i in 1..12 { y = y + rotate(x, i); } output w: y;")).isEqualTo(11);
  }

  @Test
  void loopCarriedValuesHaveDigitsOfTheirOwn() {
    assertThat(found("for i in 1..12 { y = rotate(y, i) + x; } output w: y;")).isZero();
  }

  @Test
  void rotationsOfTwoValuesInTurnsFindTheDigitsOfEither() {
    assertThat(found("for i in 1..6 { y = y + rotate(x, i) - rotate(z, i); } output w: y;"))
        .isEqualTo(2 * 5);
  }

  @Test
  void digitsAreNotKeptOverAPolynomial() {
    assertThat(
            found(
                "t = rotate(x, 1); u = polynomial(z, [0, 0.5, 0.25], -1, 1); output w: t + u +"
                    + " rotate(x, 2);"))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void digitsThatAreKeptTakeNoMoreThanTheLargestTwiceBeyondTheNeediestOperation(long seed) {
    Program program = new LevelsAndScales(parameters).apply(RandomRotations.of(seed, SLOTS, 20));
    Hoisting hoisting = Hoisting.of(program, parameters);
    long[] limbs = LivingLimbs.of(program, parameters);
    long neediest = Arrays.stream(limbs).max().orElse(0);
    long largest = HoistedDigits.limbs(parameters, parameters.maxLevel());
    Map<Value, Long> kept = new HashMap<>();
    for (Op op : program.ops()) {
      Value operand = op.operands().isEmpty() ? op.result() : op.operands().getFirst();
      if (hoisting.findsDigits(op)) {
        assertThat(kept.remove(operand)).as("seed %d, %s", seed, op).isNotNull();
      } else if (op instanceof Op.Rotate || op instanceof Op.Conjugate) {
        assertThat(kept).as("seed %d, %s", seed, op).doesNotContainKey(operand);
      } else if (op instanceof Op.LinearTransform) {
        assertThat(kept).as("seed %d, %s", seed, op).isEmpty();
      }
      long together = kept.values().stream().mapToLong(Long::longValue).sum();
      assertThat(limbs[op.result().id()] + together)
          .as("seed %d, %s", seed, op)
          .isLessThanOrEqualTo(neediest + 2 * largest);
      if (hoisting.leavesDigits(op)) {
        kept.put(
            operand, (long) HoistedDigits.limbs(parameters, program.type(op.result()).level()));
      }
    }
    assertThat(kept).as("seed %d", seed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whichPlacesShareDigitsDoesNotDependOnTheOrderWithinGroups(long seed) {
    Program program = new LevelsAndScales(parameters).apply(RandomRotations.of(seed, SLOTS, 20));
    TransformSplits splits = TransformSplits.fastest(program);
    List<KeyUse> order = new ArrayList<>();
    for (List<KeyUse> group : KeyTrace.of(program, splits, parameters).groups().groups()) {
      List<KeyUse> shuffled = new ArrayList<>(group);
      Collections.shuffle(shuffled, new Random(seed));
      order.addAll(shuffled);
    }
    StepOrder.Ordered ordered =
        new StepOrder(program, Target.of(parameters)).following(splits, order);
    Hoisting before = Hoisting.of(program, parameters);
    Hoisting after = Hoisting.of(ordered.program(), parameters);

    assertThat(KeyTrace.of(ordered.program(), ordered.splits(), parameters).keyUses())
        .as("seed %d", seed)
        .isEqualTo(order);
    for (int i = 0; i < program.ops().size(); i++) {
      Op was = program.ops().get(i);
      Op is = ordered.program().ops().get(i);
      assertThat(after.findsDigits(is))
          .as("seed %d, %s", seed, is)
          .isEqualTo(before.findsDigits(was));
      assertThat(after.leavesDigits(is))
          .as("seed %d, %s", seed, is)
          .isEqualTo(before.leavesDigits(was));
    }
  }
}
