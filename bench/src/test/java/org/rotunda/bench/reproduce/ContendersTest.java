package org.rotunda.bench.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.bench.workload.Workload;
import org.rotunda.bench.workload.Workloads;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.plan.Prediction;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;

/** The schedules of LoLa, which plans verify by simulation when they are made. */
class ContendersTest {

  private static final int SATURATION = 18;

  @TempDir private Path folder;
  private Parameters parameters;
  private List<Contender> contenders;

  @BeforeEach
  void compile() throws IOException {
    Workload workload = Workloads.read("lola", folder, 1);
    parameters = workload.parameters(12);
    contenders = Contenders.of(workload, parameters);
  }

  @Test
  void everyWayIsThere() {
    assertThat(contenders)
        .extracting(Contender::name)
        .containsExactly(
            "resident",
            "per-layer",
            "per-use",
            "in-order",
            "powers",
            "ours-1/16",
            "ours-1/8",
            "ours-1/4",
            "ours-1/2",
            "ours-1");
  }

  @Test
  void residentLoadsEveryKeyOnceAndTakesTheFullKeySet() {
    Prediction resident = prediction("resident");

    assertThat(resident.loads()).isEqualTo(resident.keys());
    assertThat(resident.peakKeyBytes())
        .isEqualTo(Contenders.fullKeySetBytes(named("resident").plan()));
  }

  @Test
  void perUseLoadsAtEveryUseAndHoldsOneKey() {
    Prediction perUse = prediction("per-use");

    assertThat(perUse.loads()).isEqualTo(perUse.uses());
    assertThat(perUse.prefetches()).isZero();
    assertThat(perUse.peakKeyBytes()).isEqualTo(fullKeyBytes());
  }

  @Test
  void inOrderLoadsAtEveryUseAheadOfItWithinItsSaturation() {
    Prediction inOrder = prediction("in-order");

    assertThat(inOrder.loads()).isEqualTo(inOrder.uses());
    assertThat(inOrder.prefetches()).isGreaterThan(inOrder.uses() / 2);
    assertThat(inOrder.peakKeyBytes()).isLessThanOrEqualTo(SATURATION * fullKeyBytes());
  }

  @Test
  void inOrderStartsLoadsInTheOrderOfUses() {
    List<Step> steps = named("in-order").plan().schedule().steps();
    List<KeyId> loads =
        steps.stream()
            .flatMap(step -> Stream.concat(step.load().stream(), step.prefetch().stream()))
            .map(load -> load.id())
            .toList();

    assertThat(loads).isEqualTo(steps.stream().map(step -> step.use().id()).toList());
  }

  @Test
  void perLayerKeepsNothingFromOneTransformToTheNext() {
    List<Step> steps = named("per-layer").plan().schedule().steps();
    Set<KeyId> resident = new HashSet<>();
    List<Integer> empty =
        IntStream.range(0, steps.size())
            .filter(
                i -> {
                  Step step = steps.get(i);
                  step.load().ifPresent(load -> resident.add(load.id()));
                  step.prefetch().forEach(load -> resident.add(load.id()));
                  resident.removeAll(step.evictAfter());
                  return resident.isEmpty();
                })
            .boxed()
            .toList();

    // LoLa's three transforms make three layers.
    assertThat(empty).hasSize(3);
    assertThat(prediction("per-layer").loads())
        .isBetween(prediction("resident").loads(), prediction("per-use").loads());
  }

  @Test
  void powersOfTwoTakeFewerKeysForMoreRotations() {
    assertThat(prediction("powers").keys()).isLessThanOrEqualTo(2 * 13 + 1);
    assertThat(prediction("powers").keys()).isLessThan(prediction("resident").keys());
    assertThat(prediction("powers").uses()).isGreaterThan(prediction("resident").uses());
  }

  @Test
  void oursStayWithinTheirPartOfTheFullKeySet() {
    long full = Contenders.fullKeySetBytes(named("resident").plan());
    for (int part : List.of(16, 8, 4, 2)) {
      assertThat(prediction("ours-1/" + part).peakKeyBytes()).isLessThanOrEqualTo(full / part);
    }
  }

  @Test
  void waysWithoutSeedsReadBothHalves() {
    assertThat(named("per-use").bytesRead(10)).isEqualTo(20);
    assertThat(named("ours-1").bytesRead(10)).isEqualTo(10);
  }

  private long fullKeyBytes() {
    return UniformResidency.RESIDENT.bytes(parameters, parameters.maxLevel());
  }

  private Contender named(String name) {
    return contenders.stream()
        .filter(contender -> contender.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Prediction prediction(String name) {
    return named(name).plan().prediction();
  }
}
