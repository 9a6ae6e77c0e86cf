package org.rotunda.paging.pager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.evaluation.KeyUse;

/** What a slow device costs, in units of a virtual clock. */
class SlowStoreTest {
  private static final long ROTATION = SlowStore.ROTATION;
  private static final int KEYS = 24;
  private static final int TRACE = 400;
  private static final int CAPACITY = 12;

  static IntStream seeds() {
    return IntStream.range(0, 6);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void readAheadHidesADeviceWhoseEveryReadTakesARotation(int seed) throws Exception {
    SlowStore keys = new SlowStore(KEYS);
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
    SlowStore keys = new SlowStore(KEYS);
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

  private static List<KeyUse> trace(SlowStore keys, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.ints(TRACE, 0, KEYS).mapToObj(keys::use).toList();
  }

  private static long stall(SlowStore keys, ResidencyPolicy policy, List<KeyUse> trace, int seed)
      throws Exception {
    long budget = CAPACITY * keys.parameters().keyHalfBytes(keys.parameters().maxLevel());
    PagerStatistics statistics = keys.run(policy, trace, budget, seed);
    assertThat(statistics.peakBytes()).isLessThanOrEqualTo(budget);
    return statistics.stallNanos();
  }
}
