package org.rotunda.paging.pager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.StoreException;
import org.rotunda.paging.store.UniformResidency;

/**
 * Random traces, budgets, policies, threads and failures: every lease shows the original key for as
 * long as it is held, the bytes taken never exceed the budget, and everybody gets to the end.
 */
@Timeout(
    value = 10,
    unit = java.util.concurrent.TimeUnit.MINUTES,
    threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PagerPropertyTest {
  private static final int TRACE = 60;

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  static IntStream manySeeds() {
    return IntStream.range(60, 5000);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void leasesAndBudgetHoldOnRandomTraces(int seed) throws Exception {
    requireLeasesAndBudgetHold(seed);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("manySeeds")
  void leasesAndBudgetHoldOnManyRandomTraces(int seed) throws Exception {
    requireLeasesAndBudgetHold(seed);
  }

  private void requireLeasesAndBudgetHold(int seed) throws Exception {
    String context = "seed " + seed;
    SplittableRandom random = new SplittableRandom(seed);
    TestKeys keys = new TestKeys();
    UniformResidency uniform =
        random.nextBoolean() ? UniformResidency.LEAN : UniformResidency.RESIDENT;
    long largest = uniform.bytes(keys.parameters(), keys.parameters().maxLevel());
    int demanding = random.nextInt(4);
    int planned = random.nextInt(demanding == 0 ? 1 : 0, 3);
    long demandBudget = largest + random.nextLong(2 * largest);
    List<ResidencySchedule> schedules = new ArrayList<>();
    for (int i = 0; i < planned; i++) {
      schedules.add(
          ScheduleForge.schedule(
              keys,
              keys.trace(TRACE, random),
              largest + random.nextLong(2 * largest),
              uniform,
              random));
    }
    FlakyPages source = new FlakyPages(keys.source(), seed);
    try (KeyStore store = keys.open(source)) {
      long budget =
          demandBudget
              + schedules.stream()
                  .mapToLong(schedule -> ScheduleCheck.peakBytes(schedule, store, false))
                  .sum();
      PoisoningPool pool = new PoisoningPool(keys.parameters().degree(), budget);
      source.failureRate(random.nextBoolean() ? 0 : 0.1);
      List<Callable<Integer>> runs = new ArrayList<>();
      Pager pager = new Pager(store, budget, uniform, 1 + random.nextInt(3), pool);
      try (pager) {
        for (int i = 0; i < demanding; i++) {
          List<KeyUse> trace = keys.trace(TRACE, random);
          runs.add(() -> follow(keys, pager, trace, context));
        }
        for (ResidencySchedule schedule : schedules) {
          runs.add(() -> follow(keys, pager, schedule, context));
        }
        int failures = runAll(runs);
        PagerStatistics statistics = pager.statistics();
        assertThat(statistics.peakBytes()).as(context).isBetween(pool.peakBytes(), budget);
        if (failures > 0) {
          assertThat(statistics.failedLoads()).as(context).isPositive();
        }
      }
      PagerStatistics end = pager.statistics();
      assertThat(end.residentBytes()).as(context).isZero();
      assertThat(end.evictions()).as(context).isEqualTo(end.loads());
      assertThat(pool.usedBytes()).as(context).isZero();
    }
  }

  private static int runAll(List<Callable<Integer>> runs) throws Exception {
    int failures = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(runs.size())) {
      for (Future<Integer> run : threads.invokeAll(runs)) {
        failures += run.get();
      }
    }
    return failures;
  }

  private static int follow(
      TestKeys keys, Pager pager, ResidencySchedule schedule, String context) {
    try (KeySession session = pager.open(new ResidencyPolicy.Planned(schedule))) {
      return follow(
          keys,
          session,
          schedule.steps().stream().map(ResidencySchedule.Step::use).toList(),
          context);
    }
  }

  /** Goes through a trace, trying again after failed loads; returns their number. */
  private static int follow(
      TestKeys keys, EvaluationKeys pager, List<KeyUse> trace, String context) {
    int failures = 0;
    for (int i = 0; i < trace.size(); ) {
      KeyUse use = trace.get(i);
      try (KeyLease lease = pager.acquire(use.id(), use.level())) {
        // Twice: whatever is given back meanwhile is spoiled.
        keys.requireSame(lease, use.level(), context + ", use " + i);
        keys.requireSame(lease, use.level(), context + ", use " + i);
        i++;
      } catch (KeyUnavailableException.NotLoaded e) {
        assertThat(e).as(context).hasCauseInstanceOf(StoreException.Io.class);
        failures++;
      }
    }
    return failures;
  }
}
