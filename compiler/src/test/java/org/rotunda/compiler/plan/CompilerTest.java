package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Security;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.pass.RandomComputations;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.clear.ClearBackend;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.store.UniformResidency;

class CompilerTest {
  private static final long UNBOUNDED = Long.MAX_VALUE;

  @TempDir private Path folder;

  private final Parameters parameters = SmallParameters.levels(6);
  private final Program program = RandomComputations.of(1, 64, 25, 6);

  private static Program power(int squarings, int slots) {
    SsaBuilder source = new SsaBuilder("power", slots, Weights.of("w.json", List.of()));
    TensorLayout layout = TensorLayout.packed(List.of(slots), slots);
    Value x = source.input("x", layout, 0);
    for (int i = 0; i < squarings; i++) {
      x = source.multiply(x, x);
    }
    source.output(x, "y", layout, 0);
    return source.build();
  }

  @Test
  void uniformHalvesStayInMemoryWhenAllKeysFitWithThem() {
    Plan whole = new Compiler(UNBOUNDED).compile(program, parameters);
    long bytes = whole.prediction().keySetBytes();

    assertThat(whole.uniform()).isEqualTo(UniformResidency.RESIDENT);
    assertThat(bytes).isEqualTo(2 * whole.leanKeySetBytes());
    assertThat(new Compiler(bytes).compile(program, parameters).uniform())
        .isEqualTo(UniformResidency.RESIDENT);
    assertThat(new Compiler(bytes - 1).compile(program, parameters).uniform())
        .isEqualTo(UniformResidency.LEAN);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void requestsAreTheUsedKeysAtTheirHighestLevels(long seed) {
    Plan plan = new Compiler(UNBOUNDED).compile(RandomComputations.of(seed, 64, 25, 6), parameters);
    Map<KeyId, Integer> highest = RandomTraces.topLevels(plan.trace().keyUses());

    assertThat(
            plan.requests().stream().collect(Collectors.toMap(KeyRequest::id, KeyRequest::level)))
        .isEqualTo(highest);
    assertThat(plan.requests().stream().map(KeyRequest::id)).isSorted();
    assertThat(plan.prediction().keys()).isEqualTo(highest.size());
  }

  private static Program rotations(long seed) {
    SsaBuilder source = new SsaBuilder("rotations", 64, Weights.of("w.json", List.of()));
    TensorLayout layout = TensorLayout.packed(List.of(64), 64);
    Value x = source.input("x", layout, 0);
    for (int amount : new SplittableRandom(seed).ints(40, 1, 12).toArray()) {
      x = source.rotate(x, amount);
    }
    source.output(x, "y", layout, 0);
    return source.build();
  }

  @Test
  void schedulesAreChosenForTheLoadersThatReadKeys() {
    CostModel costs = MadeUpMachine.slowStore(parameters, 8);
    long budget = 6 * UniformResidency.LEAN.bytes(parameters, 0);
    int different = 0;
    for (long seed = 0; seed < 100; seed++) {
      Program rotations = rotations(seed);
      Plan few = new Compiler(budget, costs, 1).compileAsWritten(rotations, parameters);
      Plan many = new Compiler(budget, costs, 8).compileAsWritten(rotations, parameters);

      assertThat(few.time(costs, 1).seconds())
          .as("seed %d", seed)
          .isLessThanOrEqualTo((1 + TimedSchedule.NEAR) * many.time(costs, 1).seconds());
      assertThat(many.time(costs, 8).seconds())
          .as("seed %d", seed)
          .isLessThanOrEqualTo((1 + TimedSchedule.NEAR) * few.time(costs, 8).seconds());
      different += few.schedule().equals(many.schedule()) ? 0 : 1;
    }
    assertThat(different).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void planKeepsAFractionOfTheKeySetAsItsBudget(int fraction) {
    long all = new Compiler(UNBOUNDED).compile(program, parameters).leanKeySetBytes();
    long largest = UniformResidency.LEAN.bytes(parameters, 6);
    long budget = Math.max(largest, all / fraction);

    Plan plan = new Compiler(budget).compile(program, parameters);

    assertThat(plan.prediction().peakKeyBytes()).isLessThanOrEqualTo(budget);
    assertThat(plan.keyBudget()).isEqualTo(budget);
  }

  @Test
  void budgetBelowTheLargestKeyIsRefusedWithTheSmallestThatDoes() {
    BudgetException refusal =
        catchThrowableOfType(
            BudgetException.class, () -> new Compiler(1).compile(program, parameters));

    assertThat(new Compiler(refusal.smallest()).compile(program, parameters).keyBudget())
        .isEqualTo(refusal.smallest());
    assertThatThrownBy(() -> new Compiler(refusal.smallest() - 1).compile(program, parameters))
        .isInstanceOf(BudgetException.class);
  }

  @Test
  void unusedOperationsNeedNeitherKeysNorLevels() {
    SsaBuilder source = new SsaBuilder("unused", 8, Weights.of("w.json", List.of()));
    TensorLayout layout = TensorLayout.packed(List.of(8), 8);
    Value x = source.input("x", layout, 0);
    source.rotate(source.multiply(x, x), 3);
    source.output(source.add(x, x), "y", layout, 0);

    Plan plan = new Compiler(0).compile(source.build(), parameters);

    assertThat(plan.requests()).isEmpty();
    assertThat(plan.schedule().steps()).isEmpty();
    assertThat(Compiler.parametersFor(source.build(), 20, 0).maxLevel()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 6})
  void parametersHaveTheDepthAndSlotsAndSecurityOfTheProgram(int depth) {
    int slots = 1 << (8 + depth);
    Parameters found = Compiler.parametersFor(power(depth, slots), 20, 2);

    assertThat(found.maxLevel()).isEqualTo(depth);
    assertThat(found.slots()).isGreaterThanOrEqualTo(slots);
    assertThat(found.security()).isEqualTo(Security.BITS_128);
    assertThat(found.logQp())
        .isLessThanOrEqualTo(Security.maxLogQp(found.logDegree(), found.secret()).orElseThrow());
  }

  @Test
  void rotationsOfOneValueThatStandTogetherTakeResidentKeysFirst() throws IOException {
    SsaBuilder source = new SsaBuilder("twice", 64, Weights.none());
    TensorLayout layout = TensorLayout.packed(List.of(64), 64);
    Value x = source.input("x", layout, 0);
    for (int turn = 0; turn < 2; turn++) {
      Value a = source.rotate(x, 1);
      Value b = source.rotate(x, 2);
      Value c = source.rotate(x, 4);
      x = source.add(source.add(a, b), c);
    }
    source.output(x, "y", layout, 0);
    long twoKeys = 2 * UniformResidency.LEAN.bytes(parameters, 0);

    Plan plan = new Compiler(twoKeys).compileAsWritten(source.build(), parameters);

    assertThat(plan.trace().groups().groups()).hasSize(2);
    assertThat(plan.prediction().loads()).isEqualTo(4);
    assertThat(plan.prediction().gap()).isZero();
    double[] slots = new SplittableRandom(1).doubles(64).toArray();
    assertThat(new ClearBackend(plan.program()).run(Map.of("x", slots)).get("y"))
        .isEqualTo(new ClearBackend(source.build()).run(Map.of("x", slots)).get("y"));
    Path file = folder.resolve("plan.json");
    PlanFile.write(file, plan, folder);
    assertThat(PlanFile.readInsecureForTesting(file).plan()).isEqualTo(plan);
  }

  @Test
  void planWithAnotherPredictionOrBudgetIsRefused() {
    Plan plan = new Compiler(UNBOUNDED).compile(program, parameters);
    Prediction wrong =
        new Compiler(plan.leanKeySetBytes()).compile(program, parameters).prediction();

    assertThatThrownBy(() -> copy(plan, plan.keyBudget(), plan.schedule(), wrong))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("its simulation finds");
    assertThatThrownBy(() -> copy(plan, 1, plan.schedule(), plan.prediction()))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("but the budget is 1");
    assertThatThrownBy(
            () -> copy(plan, plan.keyBudget(), new ResidencySchedule(List.of()), plan.prediction()))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("The schedule has 0 steps");
  }

  private static Plan copy(
      Plan plan, long budget, ResidencySchedule schedule, Prediction prediction) {
    return new Plan(
        plan.target(), plan.program(), plan.splits(), plan.uniform(), budget, schedule, prediction);
  }
}
