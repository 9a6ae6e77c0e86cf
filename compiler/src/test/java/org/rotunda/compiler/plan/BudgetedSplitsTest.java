package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.program.Program;

class BudgetedSplitsTest {
  private static final int LEVELS = 6;
  private static final int MOST_KEYS = 64;

  private final Parameters parameters = SmallParameters.levels(LEVELS);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 30);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void twiceTheBudgetTakesNoMoreTimeAndReadsMoreOnlyForLessTime(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> counts = random.ints(random.nextInt(2, 5), 6, 60).boxed().toList();
    Program program = SplitSearchTest.layers(counts);
    Optional<Plan> before = Optional.empty();
    for (int keys = 1; keys <= MOST_KEYS; keys *= 2) {
      Plan plan = new Compiler(keys * parameters.keyHalfBytes(LEVELS)).compile(program, parameters);
      if (before.isPresent()) {
        double seconds = seconds(plan);
        double most = (1 + TimedSchedule.NEAR) * seconds(before.get());

        assertThat(seconds).as("seed %d, %d keys", seed, keys).isLessThanOrEqualTo(most);
        if (plan.prediction().bytesRead() > before.get().prediction().bytesRead()) {
          assertThat(seconds).as("seed %d, %d keys", seed, keys).isLessThan(seconds(before.get()));
        }
      }
      before = Optional.of(plan);
    }
  }

  private static double seconds(Plan plan) {
    return plan.time(CostModel.nominal()).seconds();
  }
}
