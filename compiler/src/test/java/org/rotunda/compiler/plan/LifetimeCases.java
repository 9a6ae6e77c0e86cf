package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUses;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.OperationTimes;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.TestTensors;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.text.ProgramText;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;

/** Programs with few slots, planned as written, and what their plans do with keys. */
final class LifetimeCases {
  static final int SLOTS = 512;
  static final Parameters PARAMETERS = SmallParameters.levels(4);

  private LifetimeCases() {}

  static Program matrixProgram(int size) {
    Weights weights =
        Weights.of(
            "manifest.json", List.of(TestTensors.weight(new SplittableRandom(1), "w", size, size)));
    return ProgramText.parse(
        "program p; slots %d; weights \"manifest.json\"; input x: tensor[%d]; output y: linear(x, w);"
            .formatted(SLOTS, size),
        _ -> weights);
  }

  static Program parse(String statements) {
    String text =
        "program p; slots %d; input x: tensor[%d]; %s".formatted(SLOTS, SLOTS, statements);
    return ProgramText.parse(text, _ -> Weights.none());
  }

  static Plan compile(String statements, long budget) {
    return compile(parse(statements), budget);
  }

  /** With the rotations of the cases, not others that they could be composed of. */
  static Plan compile(Program program, long budget) {
    return new Compiler(budget).compileAsWritten(program, PARAMETERS);
  }

  /** A budget for keys of level 1 without their uniform halves. */
  static long keys(int count) {
    return lean(1) * count;
  }

  static long lean(int level) {
    return PARAMETERS.keyHalfBytes(level);
  }

  static KeyId key(int amount) {
    return KeyUses.rotation(amount, SLOTS, PARAMETERS.degree(), 0).orElseThrow().id();
  }

  static StepTimes times(Plan plan) {
    return new StepTimes(
        new OperationTimes(plan.program(), plan.target(), CostModel.nominal()).spans(plan.splits()),
        PARAMETERS,
        CostModel.nominal());
  }

  static List<Step> steps(Plan plan) {
    return plan.schedule().steps();
  }

  static List<KeyLoad> allLoads(Plan plan) {
    return steps(plan).stream()
        .flatMap(step -> Stream.concat(step.load().stream(), step.prefetch().stream()))
        .toList();
  }

  static long loads(Plan plan, int amount) {
    return allLoads(plan).stream().filter(load -> load.id().equals(key(amount))).count();
  }

  /** Whatever is loaded is dropped, once. */
  static void assertNothingIsLeft(Plan plan) {
    List<KeyId> loaded = new ArrayList<>(allLoads(plan).stream().map(KeyLoad::id).toList());
    List<KeyId> dropped =
        steps(plan).stream()
            .flatMap(step -> Stream.of(step.evictBefore(), step.evictAfter()))
            .flatMap(Collection::stream)
            .toList();
    dropped.forEach(id -> assertThat(loaded.remove(id)).isTrue());
    assertThat(new TreeSet<>(loaded)).isEmpty();
  }
}
