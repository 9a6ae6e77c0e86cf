package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.text.ProgramText;
import org.rotunda.paging.pager.PagerStatistics;
import org.rotunda.paging.pager.ResidencyPolicy;
import org.rotunda.paging.pager.SlowStore;

/** Plans on a device whose every read takes the time of one rotation, by a virtual clock. */
class SlowStorePlanTest {
  private static final int KEYS = 24;
  private static final int ROTATIONS_A_LEVEL = 100;
  private static final double SECOND = 1e9;
  private static final double HARDLY_ANY = 1e-15;

  /** Rotations by random amounts one after the other, and a square after all of a level. */
  private static Program program(Parameters parameters, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    int slots = parameters.slots();
    text.append("program chain; slots %d; input x: tensor[%d]; y = x;".formatted(slots, slots));
    for (int level = parameters.maxLevel(); level >= 0; level--) {
      for (int i = 0; i < ROTATIONS_A_LEVEL; i++) {
        text.append(" y = rotate(y, %d);".formatted(random.nextInt(1, KEYS)));
      }
      text.append(level > 0 ? " y = y * y;" : " output z: y;");
    }
    return ProgramText.parse(text.toString(), _ -> Weights.none());
  }

  /** A machine that rotates in the device's unit and waits that long for each read. */
  private static CostModel costs(Parameters parameters) {
    double rotation = SlowStore.ROTATION / SECOND;
    return MadeUpMachine.taking(
        parameters,
        (primitive, level) ->
            switch (primitive) {
              case SWITCH -> rotation;
              case LOAD -> parameters.digits(level) * rotation;
              default -> HARDLY_ANY;
            });
  }

  @ParameterizedTest
  @CsvSource({"0, 8", "1, 8", "2, 8", "3, 12", "4, 12", "5, 12", "6, 16", "7, 16", "8, 16"})
  void planWaitsForAtMostAFifthOfTheTimeThatLoadsOnDemandAreWaitedFor(long seed, int capacity)
      throws Exception {
    SlowStore store = new SlowStore(KEYS);
    Parameters parameters = store.parameters();
    long budget = capacity * parameters.keyHalfBytes(parameters.maxLevel());
    Plan plan =
        new Compiler(budget, costs(parameters), TimePrediction.USUAL_LOADERS)
            .compileAsWritten(program(parameters, seed), parameters);

    PagerStatistics onDemand =
        store.run(new ResidencyPolicy.OnDemand(), plan.trace().keyUses(), budget, seed);
    PagerStatistics planned =
        store.run(
            new ResidencyPolicy.Planned(plan.schedule()), plan.trace().keyUses(), budget, seed);

    assertThat(onDemand.stallNanos())
        .as("seed %d", seed)
        .isGreaterThan(plan.prediction().loads() * SlowStore.ROTATION);
    assertThat(planned.loads()).as("seed %d", seed).isEqualTo(plan.prediction().loads());
    assertThat(planned.peakBytes()).as("seed %d", seed).isLessThanOrEqualTo(budget);
    assertThat(planned.stallNanos())
        .as("seed %d", seed)
        .isLessThanOrEqualTo(onDemand.stallNanos() / 5);
  }
}
