package org.rotunda.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.evaluation.KeyUses;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.linear.LinearTransform;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.program.InvalidProgramException;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SlotMatrix;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.WeightSlice;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.clear.ClearBackend;

class KeyTraceTest {
  private static final int SLOTS = 16;
  private static final TensorLayout WHOLE = TensorLayout.packed(List.of(SLOTS), SLOTS);
  private static final KeyId RELINEARISATION = new KeyId.Relinearisation();

  private final Parameters parameters = SmallParameters.levels(4);
  private final double[] numbers = new SplittableRandom(1).doubles(3 * SLOTS).toArray();
  private final SsaBuilder source =
      new SsaBuilder(
          "p",
          SLOTS,
          Weights.of(
              "w.json", List.of(new WeightTensor("w", List.of(3, SLOTS), "weight", numbers))));
  private final Value x = source.input("x", WHOLE, 0);

  private Program typed(Value result) {
    source.output(result, "y", WHOLE, 0);
    return new LevelsAndScales(parameters).apply(source.build());
  }

  private KeyTrace trace(Program program) {
    return KeyTrace.of(program, TransformSplits.fastest(program), parameters);
  }

  private KeyUse rotation(int amount, int level) {
    return KeyUses.rotation(amount, SLOTS, parameters.degree(), level).orElseThrow();
  }

  @Test
  void everyUseNamesItsOperationAndLevel() {
    Value square = source.multiply(x, x);
    Program program = typed(source.conjugate(source.multiply(source.rotate(square, -3), square)));

    assertThat(trace(program).keyUses())
        .containsExactly(
            new KeyUse(RELINEARISATION, 2),
            rotation(13, 1),
            new KeyUse(RELINEARISATION, 1),
            KeyUses.conjugation(parameters.degree(), 0));
    assertThat(trace(program).uses().stream().map(use -> program.definition(use.by())))
        .hasExactlyElementsOfTypes(
            Op.Relinearise.class, Op.Rotate.class, Op.Relinearise.class, Op.Conjugate.class);
  }

  @Test
  void keysAreNeededUpToTheHighestLevelOfTheirUses() {
    Value square = source.multiply(source.rotate(x, 1), x);
    Program program = typed(source.rotate(source.multiply(square, square), 1));

    assertThat(trace(program).topLevels())
        .isEqualTo(Map.of(RELINEARISATION, 2, rotation(1, 0).id(), 2));
  }

  @Test
  void transformUsesTheKeysOfItsSplitAtTheLevelOfItsOperand() {
    Program program =
        typed(source.transform(x, new SlotMatrix.Stored(WeightSlice.of("w"), List.of(1, 5, 9))));
    TransformSplits splits =
        new TransformSplits(Map.of(new Value(1), BabyStepGiantStep.of(List.of(1, 5, 9), 4)));

    assertThat(KeyTrace.of(program, splits, parameters).keyUses())
        .isEqualTo(
            LinearTransform.keyUses(
                BabyStepGiantStep.of(List.of(1, 5, 9), 4), SLOTS, parameters.degree(), 1));
  }

  @Test
  void stepsOfATransformAreGroupsAndMayBeReordered() {
    Program program =
        typed(
            source.multiply(
                x,
                source.transform(
                    x, new SlotMatrix.Stored(WeightSlice.of("w"), List.of(1, 6, 11)))));
    TransformSplits splits =
        new TransformSplits(Map.of(new Value(1), BabyStepGiantStep.of(List.of(1, 6, 11), 4)));
    KeyTrace trace = KeyTrace.of(program, splits, parameters);
    List<KeyUse> uses = trace.keyUses();

    assertThat(trace.groups().groups())
        .containsExactly(uses.subList(0, 3), uses.subList(3, 5), uses.subList(5, 6));

    List<KeyUse> order =
        List.of(uses.get(2), uses.get(0), uses.get(1), uses.get(4), uses.get(3), uses.get(5));
    TransformSplits reordered =
        new StepOrder(program, Target.of(parameters)).following(splits, order).splits();

    assertThat(KeyTrace.of(program, reordered, parameters).keyUses()).isEqualTo(order);
    assertThat(reordered.byValue().get(new Value(1)).babySteps()).containsExactly(3, 1, 2);
    assertThat(reordered.byValue().get(new Value(1)).giantSteps()).containsExactly(0, 8, 4);
  }

  @Test
  void rotationsOfOneValueThatStandTogetherAreAGroupAndMayBeReordered() {
    Value one = source.rotate(x, 1);
    Value two = source.rotate(x, 2);
    Value conjugate = source.conjugate(x);
    Value again = source.rotate(x, 2);
    Value other = source.rotate(one, 3);
    Value sum = source.add(source.add(one, two), source.add(conjugate, again));
    Value apart = source.rotate(x, 4);
    Program program = typed(source.add(source.add(source.negate(sum), other), apart));
    KeyTrace trace = trace(program);
    List<KeyUse> uses = trace.keyUses();

    assertThat(trace.groups().groups())
        .containsExactly(
            uses.subList(0, 3), uses.subList(3, 4), uses.subList(4, 5), uses.subList(5, 6));

    List<KeyUse> order = new ArrayList<>(uses);
    Collections.swap(order, 0, 2);
    Program reordered =
        new StepOrder(program, Target.of(parameters))
            .following(TransformSplits.fastest(program), order)
            .program();

    assertThat(trace(reordered).keyUses()).isEqualTo(order);
    assertThat(trace(reordered).groups().groups()).hasSize(4);
    double[] slots = numbers(SLOTS);
    assertThat(new ClearBackend(reordered).run(Map.of("x", slots)).get("y"))
        .isEqualTo(new ClearBackend(program).run(Map.of("x", slots)).get("y"));
  }

  private static double[] numbers(int count) {
    return new SplittableRandom(2).doubles(count).toArray();
  }

  @Test
  void programWithoutRotationsOrProductsNeedsNoKey() {
    Program program = typed(source.add(x, source.negate(x)));

    assertThat(trace(program).uses()).isEmpty();
    assertThat(trace(program).topLevels()).isEmpty();
  }

  @Test
  void transformWithoutASplitIsRefused() {
    Program program =
        typed(source.transform(x, new SlotMatrix.Stored(WeightSlice.of("w"), List.of(1, 5, 9))));

    assertThatThrownBy(() -> KeyTrace.of(program, new TransformSplits(Map.of()), parameters))
        .isInstanceOf(InvalidProgramException.class)
        .hasMessageContaining("baby and giant steps of the transform %1")
        .hasMessageContaining("compile the program again");
  }
}
