package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;

/** A machine on which a load takes 2 s, a regeneration 0.5 s, and 1 s passes between uses. */
class TimePredictionTest {
  private static final double ROUNDING = 1e-9;

  private final Parameters parameters = SmallParameters.levels(1);
  private final KeyUse first = new KeyUse(RandomTraces.key(1), 1);
  private final KeyUse second = new KeyUse(RandomTraces.key(2), 1);

  private TimePrediction predict(Step... steps) {
    return predict(TimePrediction.USUAL_LOADERS, steps);
  }

  private TimePrediction predict(int loaders, Step... steps) {
    CostModel costs =
        MadeUpMachine.taking(
            parameters,
            (primitive, _) ->
                switch (primitive) {
                  case LOAD -> 2;
                  case REGENERATE -> 0.5;
                  default -> 1;
                });
    return TimePrediction.of(
        new ResidencySchedule(List.of(steps)),
        new StepTimes(Collections.nCopies(steps.length + 1, 1.0), parameters, costs),
        loaders);
  }

  private static KeyLoad load(KeyUse use, UniformResidency uniform) {
    return new KeyLoad(use.id(), use.level(), uniform);
  }

  private static Step loading(KeyUse use, UniformResidency uniform, List<KeyLoad> prefetch) {
    return new Step(use, List.of(), Optional.of(load(use, uniform)), prefetch, List.of());
  }

  private static void assertPrediction(
      TimePrediction found, double seconds, double stalls, double loads) {
    assertThat(found.seconds()).isCloseTo(seconds, within(ROUNDING));
    assertThat(found.stallSeconds()).isCloseTo(stalls, within(ROUNDING));
    assertThat(found.loadSeconds()).isCloseTo(loads, within(ROUNDING));
  }

  @Test
  void loadsAtTheirUsesAreWaitedFor() {
    assertPrediction(
        predict(
            loading(first, UniformResidency.LEAN, List.of()),
            loading(second, UniformResidency.LEAN, List.of())),
        3 + 4 + 1,
        4,
        4);
  }

  @Test
  void loadsAheadOverlapWithWorkAndEachOther() {
    assertPrediction(
        predict(
            loading(first, UniformResidency.LEAN, List.of(load(second, UniformResidency.LEAN))),
            Step.hit(second)),
        3 + 2 + 1,
        2,
        4);
  }

  @Test
  void oneLoaderReadsOneKeyAfterTheOther() {
    assertPrediction(
        predict(
            1,
            loading(first, UniformResidency.LEAN, List.of(load(second, UniformResidency.LEAN))),
            Step.hit(second)),
        3 + 3 + 1,
        3,
        4);
  }

  @Test
  void halvesInMemoryAreRegeneratedOnceByTheLoader() {
    assertPrediction(
        predict(
            loading(first, UniformResidency.RESIDENT, List.of()), Step.hit(first), Step.hit(first)),
        4 + 2.5,
        2.5,
        2.5);
  }
}
