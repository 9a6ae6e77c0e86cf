package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.pass.LevelsAndScales;
import org.rotunda.compiler.pass.RotationComposition;
import org.rotunda.compiler.pass.RotationComposition.Parts;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SsaBuilder;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.Weights;

class CompositionSearchTest {
  private static final int SLOTS = 64;
  private static final double NEARLY = 1 + TimedSchedule.NEAR;

  private final Parameters parameters = SmallParameters.levels(3);

  /** Rotations of an input and of one another, by few amounts, and their sum. */
  static Program rotations(long seed, int slots, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] amounts = random.ints(4, 1, 9).toArray();
    SsaBuilder source = new SsaBuilder("p", slots, Weights.none());
    TensorLayout layout = TensorLayout.packed(List.of(slots), slots);
    List<Value> values = new ArrayList<>(List.of(source.input("x", layout, 0)));
    Value sum = values.getFirst();
    for (int i = 0; i < count; i++) {
      Value operand = values.get(random.nextInt(values.size()));
      values.add(source.rotate(operand, amounts[random.nextInt(4)]));
      sum = source.add(sum, values.getLast());
    }
    source.output(sum, "y", layout, 0);
    return source.build();
  }

  /** The sum so far plus an input, rotated again and again. */
  private static Program chain(int... amounts) {
    SsaBuilder source = new SsaBuilder("chain", SLOTS, Weights.none());
    TensorLayout layout = TensorLayout.packed(List.of(SLOTS), SLOTS);
    Value x = source.input("x", layout, 0);
    Value sum = x;
    for (int amount : amounts) {
      sum = source.add(source.rotate(sum, amount), x);
    }
    source.output(sum, "y", layout, 0);
    return source.build();
  }

  /** The sum of an input rotated by every amount. */
  private static Program fan(int most) {
    SsaBuilder source = new SsaBuilder("fan", SLOTS, Weights.none());
    TensorLayout layout = TensorLayout.packed(List.of(SLOTS), SLOTS);
    Value x = source.input("x", layout, 0);
    Value sum = x;
    for (int amount = 1; amount <= most; amount++) {
      sum = source.add(source.rotate(x, amount), sum);
    }
    source.output(sum, "y", layout, 0);
    return source.build();
  }

  private CompositionSearch search(Program program, long budget, CostModel costs) {
    Program typed = new LevelsAndScales(parameters).apply(program);
    return new CompositionSearch(
        typed,
        TransformSplits.fastest(typed),
        new Scheduling(Target.of(parameters), costs, budget, TimePrediction.USUAL_LOADERS));
  }

  private long keys(int count) {
    return count * parameters.keyHalfBytes(0);
  }

  private static List<Map<Value, Parts>> combinations(Map<Value, List<Parts>> offers) {
    List<Map<Value, Parts>> all = new ArrayList<>(List.of(Map.of()));
    offers.forEach(
        (rotation, pairs) -> {
          for (Map<Value, Parts> combination : List.copyOf(all)) {
            for (Parts parts : pairs) {
              Map<Value, Parts> with = new LinkedHashMap<>(combination);
              with.put(rotation, parts);
              all.add(with);
            }
          }
        });
    return all;
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noOtherCombinationIsBetter(long seed) {
    CostModel costs = seed % 2 == 0 ? MadeUpMachine.slowStore(parameters, 10) : CostModel.nominal();
    SplittableRandom random = new SplittableRandom(seed);
    int[] amounts = random.ints(3 + seed % 3, 1, 5).toArray();
    Program program = seed % 4 == 0 ? fan(3) : chain(amounts);
    CompositionSearch search = search(program, keys(1 + (int) (seed % 3)), costs);
    List<Map<Value, Parts>> combinations = combinations(search.offers());

    CompositionSearch.Choice found = search.find();

    for (Map<Value, Parts> combination : combinations) {
      CompositionSearch.Choice other = search.evaluate(combination).orElseThrow();
      assertThat(found.seconds())
          .as("seed %d, %s", seed, combination)
          .isLessThanOrEqualTo(NEARLY * other.seconds());
      if (other.seconds() <= found.seconds()) {
        assertThat(found.uses())
            .as("seed %d, %s", seed, combination)
            .isLessThanOrEqualTo(other.uses());
        if (found.uses() == other.uses()) {
          assertThat(found.schedule().bytesRead())
              .as("seed %d, %s", seed, combination)
              .isLessThanOrEqualTo(other.schedule().bytesRead());
        }
      }
    }
  }

  @Test
  void allPairsThatSumUpToAnAmountModuloTheSlotsAreOffered() {
    CompositionSearch search = search(chain(1, 4, 5, 60, 9), keys(1), CostModel.nominal());

    assertThat(search.offers().values())
        .containsExactlyInAnyOrder(
            List.of(new Parts(60, 5), new Parts(5, 60)),
            List.of(new Parts(4, 1), new Parts(1, 4), new Parts(60, 9), new Parts(9, 60)),
            List.of(new Parts(5, 4), new Parts(4, 5)));
  }

  /** 5 is 4 and 1, whose keys are in memory; four key switches are made instead of six loads. */
  @Test
  void aRotationIsComposedWhereThatTakesLessTimeThanLoadingItsKey() {
    Program program = chain(1, 4, 1, 4, 5, 1, 4, 5, 4, 1, 5, 1, 4, 1, 5, 4);

    CostModel costs = MadeUpMachine.slowStore(parameters, 10);
    Plan written =
        new Compiler(keys(2), costs, TimePrediction.USUAL_LOADERS)
            .compileAsWritten(program, parameters);
    Plan composed =
        new Compiler(keys(2), costs, TimePrediction.USUAL_LOADERS).compile(program, parameters);

    assertThat(composed.time(costs).seconds()).isLessThan(0.6 * written.time(costs).seconds());
    assertThat(written.prediction().keys()).isEqualTo(3);
    assertThat(written.prediction().loads()).isGreaterThanOrEqualTo(8);
    assertThat(composed.prediction().keys()).isEqualTo(2);
    assertThat(composed.prediction().loads()).isEqualTo(2);
    assertThat(composed.prediction().uses()).isEqualTo(written.prediction().uses() + 4);
    assertThat(composed.requests()).hasSize(2);
  }

  @Test
  void aRotationKeepsItsKeyWhereLoadingItTakesNoTime() {
    Program program = chain(1, 4, 1, 4, 5, 1, 4, 5, 4, 1, 5, 1, 4, 1, 5, 4, 5, 5, 5, 5, 5, 5);

    assertThat(new Compiler(keys(4)).compile(program, parameters).program())
        .isEqualTo(new Compiler(keys(4)).compileAsWritten(program, parameters).program());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 100})
  void rotationsOfOneValueShareItsDecompositionWhereLoadsOverlapWithWork(int budget) {
    Program program = fan(15);

    Plan plan = new Compiler(keys(budget)).compile(program, parameters);

    assertThat(plan.program())
        .isEqualTo(new Compiler(keys(budget)).compileAsWritten(program, parameters).program());
    assertThat(plan.time(CostModel.nominal()).seconds())
        .isLessThan(
            new Compiler(keys(budget))
                .compile(chain(IntStream.generate(() -> 1).limit(15).toArray()), parameters)
                .time(CostModel.nominal())
                .seconds());
  }

  @Test
  void rotationsOfOneValueGoOnFromEachOtherWithOneKeyAndNoKeySwitchMoreIfEveryLoadWaits() {
    Program program = fan(15);

    Plan written = new Compiler(keys(1)).compileAsWritten(program, parameters);
    Plan composed = new Compiler(keys(1)).compile(program, parameters);

    assertThat(written.prediction().keys()).isEqualTo(15);
    assertThat(composed.prediction().keys()).isEqualTo(1);
    assertThat(composed.prediction().loads()).isEqualTo(1);
    assertThat(composed.prediction().uses()).isEqualTo(15);
    assertThat(composed.time(CostModel.nominal()).seconds())
        .isLessThanOrEqualTo(written.time(CostModel.nominal()).seconds());
  }

  @Test
  void noMoreThanSixteenRotationsComeOneAfterTheOther() {
    Plan plan = new Compiler(keys(1)).compile(fan(50), parameters);

    assertThat(RotationComposition.longestChain(plan.program())).isLessThanOrEqualTo(16);
    // The first sixteen take one key; after that, going on would take another in turns with it.
    assertThat(plan.prediction().keys()).isEqualTo(50 - 15);
    assertThat(plan.prediction().uses()).isEqualTo(50);
  }

  @Test
  void chainsThatThePersonWroteStay() {
    int[] ones = IntStream.generate(() -> 1).limit(40).toArray();
    SsaBuilder source = new SsaBuilder("chain", SLOTS, Weights.none());
    TensorLayout layout = TensorLayout.packed(List.of(SLOTS), SLOTS);
    Value y = source.input("x", layout, 0);
    for (int one : ones) {
      y = source.rotate(y, one);
    }
    source.output(y, "y", layout, 0);

    Plan plan = new Compiler(keys(1)).compile(source.build(), parameters);

    assertThat(plan.program().ops()).filteredOn(Op.Rotate.class::isInstance).hasSize(40);
    assertThat(plan.prediction().keys()).isEqualTo(1);
  }
}
