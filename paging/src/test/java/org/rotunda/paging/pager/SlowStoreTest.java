package org.rotunda.paging.pager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.UniformResidency;

/** What a slow device costs, in units of a virtual clock. */
class SlowStoreTest {
  /** The time of one rotation, of which a fifth is spent with the key. */
  private static final long ROTATION = 1000;

  private static final int KEYS = 24;
  private static final int TRACE = 400;
  private static final int CAPACITY = 12;

  static IntStream seeds() {
    return IntStream.range(0, 6);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void readAheadHidesADeviceWhoseEveryReadTakesARotation(int seed) throws Exception {
    TestKeys keys = TestKeys.atTopLevel(KEYS);
    List<KeyUse> trace = trace(keys, seed);
    long onDemand = stall(keys, new ResidencyPolicy.OnDemand(), trace, seed);
    ResidencySchedule schedule = LookAheadForge.schedule(trace, CAPACITY, 6);
    long planned = stall(keys, new ResidencyPolicy.Planned(schedule), trace, seed);
    assertThat(onDemand).as("seed %d", seed).isGreaterThan(TRACE / 4 * ROTATION);
    assertThat(planned).as("seed %d", seed).isLessThanOrEqualTo(onDemand / 5);
  }

  /** Without any read-ahead, what lies between the end of a lease and the next use hides some. */
  @ParameterizedTest
  @MethodSource("seeds")
  void aLoadOverlapsWithAllTheWorkSinceTheUseBefore(int seed) throws Exception {
    TestKeys keys = TestKeys.atTopLevel(KEYS);
    List<KeyUse> trace = trace(keys, seed);
    ResidencySchedule schedule = LookAheadForge.schedule(trace, CAPACITY, 0);
    long loads = schedule.steps().stream().filter(step -> step.load().isPresent()).count();
    long reads = keys.parameters().digits(keys.parameters().maxLevel());
    long planned = stall(keys, new ResidencyPolicy.Planned(schedule), trace, seed);
    // The first load has no work before it.
    assertThat(planned)
        .as("seed %d", seed)
        .isEqualTo(loads * reads * ROTATION - (loads - 1) * (ROTATION - ROTATION / 5));
  }

  private static List<KeyUse> trace(TestKeys keys, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return random
        .ints(TRACE, 0, KEYS)
        .mapToObj(key -> keys.use(key, keys.parameters().maxLevel()))
        .toList();
  }

  private static long stall(TestKeys keys, ResidencyPolicy policy, List<KeyUse> trace, int seed)
      throws Exception {
    Stage stage = new Stage(seed);
    DelayedPages source = new DelayedPages(keys.source(), stage);
    long key = keys.parameters().keyHalfBytes(keys.parameters().maxLevel());
    List<PagerStatistics> statistics = new ArrayList<>();
    try (KeyStore store = keys.open(source)) {
      source.delay(ROTATION);
      PagerSettings settings =
          PagerSettings.of(CAPACITY * key, UniformResidency.LEAN).withLoaders(4);
      stage.perform(
          List.of(
              () -> {
                try (Pager pager =
                    new Pager(store, settings, LimbAllocator.heap(), stage, stage.threads())) {
                  try (KeySession session = pager.open(policy)) {
                    rotate(keys, session, trace, stage);
                  }
                  statistics.add(pager.statistics());
                }
              }));
    }
    assertThat(statistics.getFirst().peakBytes()).isLessThanOrEqualTo(CAPACITY * key);
    return statistics.getFirst().stallNanos();
  }

  private static void rotate(TestKeys keys, EvaluationKeys from, List<KeyUse> trace, Stage stage) {
    for (KeyUse use : trace) {
      try (KeyLease lease = from.acquire(use.id(), use.level())) {
        keys.requireSameStored(lease, use.level(), "rotation");
        stage.sleep(ROTATION / 5);
      }
      stage.sleep(ROTATION - ROTATION / 5);
    }
  }
}
