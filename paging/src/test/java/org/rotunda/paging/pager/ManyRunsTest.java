package org.rotunda.paging.pager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.StoreException;
import org.rotunda.paging.store.UniformResidency;

/**
 * Many runs on one pager, on threads whose turns a seed decides: every key is what it should be,
 * the budget holds, and everybody gets to the end.
 */
class ManyRunsTest {
  private static final int TRACE = 30;
  private static final UniformResidency LEAN = UniformResidency.LEAN;

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  static IntStream manySeeds() {
    return IntStream.range(100, 10_000);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void randomRunsEndWithinTheBudget(int seed) throws Exception {
    requireRunsEnd(seed);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("manySeeds")
  void manyRandomRunsEndWithinTheBudget(int seed) throws Exception {
    requireRunsEnd(seed);
  }

  private static void requireRunsEnd(int seed) throws Exception {
    String context = "seed " + seed;
    SplittableRandom random = new SplittableRandom(seed);
    TestKeys keys = new TestKeys();
    Rehearsal rehearsal = new Rehearsal(keys, seed);
    long largest = 2 * keys.parameters().keyHalfBytes(keys.parameters().maxLevel());
    long budget = largest + random.nextLong(4 * largest);
    int schedules = random.nextInt(1, 4);
    List<ResidencySchedule> plans = new ArrayList<>();
    for (int i = 0; i < schedules; i++) {
      UniformResidency uniform = random.nextBoolean() ? LEAN : UniformResidency.RESIDENT;
      long bound = largest + random.nextLong(budget - largest + 1);
      plans.add(ScheduleForge.schedule(keys, keys.trace(TRACE, random), bound, uniform, random));
    }
    if (random.nextBoolean()) {
      rehearsal.failureRate = 0.05;
    }
    int groups = random.nextInt(1, 5);
    for (int i = 0; i < groups; i++) {
      ResidencySchedule plan = plans.get(random.nextInt(plans.size()));
      int runs = random.nextInt(1, 4);
      int stopping = random.nextInt(4) == 0 ? random.nextInt(TRACE) : TRACE;
      rehearsal.group(plan, runs, run -> run == 0 ? stopping : TRACE);
    }
    int demanding = random.nextInt(3);
    for (int i = 0; i < demanding; i++) {
      rehearsal.onDemand(keys.trace(TRACE, random));
    }
    PagerStatistics end =
        rehearsal.perform(
            PagerSettings.of(budget, LEAN)
                .withLoaders(random.nextInt(1, 4))
                .withAdmission(Duration.ofDays(1)),
            context);
    assertThat(end.peakBytes()).as(context).isLessThanOrEqualTo(budget);
    assertThat(end.residentBytes()).as(context).isZero();
    assertThat(end.evictions()).as(context).isEqualTo(end.loads());
  }

  @Test
  void runsThatGoTogetherReadEachKeyOnceForAllInOneShare() throws Exception {
    TestKeys keys = new TestKeys();
    SplittableRandom random = new SplittableRandom(3);
    long budget = 2 * keys.parameters().keyHalfBytes(keys.parameters().maxLevel());
    ResidencySchedule plan =
        ScheduleForge.schedule(keys, keys.trace(TRACE, random), budget, LEAN, random);
    Rehearsal alone = new Rehearsal(keys, 1);
    alone.group(plan, 1, _ -> TRACE);
    PagerStatistics one = alone.perform(PagerSettings.of(budget, LEAN), "alone");
    Rehearsal together = new Rehearsal(keys, 2);
    together.group(plan, 5, _ -> TRACE);
    PagerStatistics five = together.perform(PagerSettings.of(budget, LEAN), "together");
    assertThat(five.loads()).isEqualTo(one.loads());
    assertThat(five.bytesRead()).isEqualTo(one.bytesRead());
    assertThat(five.peakBytes()).isEqualTo(one.peakBytes());
  }

  @Test
  void runsBesideEachOtherShareWhatBothNeedAndCountItOnce() throws Exception {
    TestKeys keys = new TestKeys();
    long key = keys.parameters().keyHalfBytes(keys.parameters().maxLevel());
    ResidencySchedule plan =
        LookAheadForge.schedule(List.of(keys.use(0, 4), keys.use(1, 4), keys.use(0, 4)), 2, 1);
    Rehearsal rehearsal = new Rehearsal(keys, 4);
    rehearsal.delay = 1_000_000;
    rehearsal.group(plan, 1, _ -> TRACE);
    rehearsal.group(plan, 1, _ -> TRACE);
    PagerStatistics end = rehearsal.perform(PagerSettings.of(4 * key, LEAN), "beside");
    assertThat(end.loads()).isEqualTo(2);
    assertThat(end.joins()).isEqualTo(2);
    assertThat(end.peakBytes()).isEqualTo(2 * key);
  }

  @Test
  void aSessionThatFindsNoRoomWaitsForItsTurnAndIsRefusedInTheEnd() throws Exception {
    TestKeys keys = new TestKeys();
    long key = keys.parameters().keyHalfBytes(keys.parameters().maxLevel());
    ResidencyPolicy.Planned plan =
        new ResidencyPolicy.Planned(
            LookAheadForge.schedule(List.of(keys.use(0, 4), keys.use(1, 4)), 2, 1));
    List<String> order = new ArrayList<>();
    Stage stage = new Stage(5);
    PagerSettings settings = PagerSettings.of(3 * key, LEAN).withAdmission(Duration.ofNanos(1000));
    try (KeyStore store = keys.open()) {
      stage.perform(
          List.of(
              () -> {
                PoisoningPool pool = new PoisoningPool(keys.parameters().degree(), 3 * key);
                try (Pager pager = new Pager(store, settings, pool, stage, stage.threads())) {
                  KeySession first = pager.open(plan);
                  stage.start(
                      () -> {
                        stage.sleep(100);
                        pager.open(plan).close();
                        order.add("second at " + stage.nanoTime());
                      });
                  stage.start(
                      () -> {
                        stage.sleep(200);
                        // It would fit, but it isn't its turn.
                        pager
                            .open(new ResidencyPolicy.Resident(List.of(keys.use(2, 4)), LEAN))
                            .close();
                        order.add("third");
                      });
                  stage.sleep(500);
                  assertThat(order).isEmpty();
                  first.close();
                  stage.sleep(500);
                  try (KeySession _ = pager.open(plan)) {
                    long before = stage.nanoTime();
                    try {
                      pager.open(plan);
                      order.add("too much");
                    } catch (KeyBudgetException e) {
                      order.add("refused after " + (stage.nanoTime() - before));
                      assertThat(e.needed()).isEqualTo(2 * key);
                      assertThat(e.available()).isEqualTo(key);
                    }
                  }
                }
              }));
    }
    assertThat(order).containsExactly("second at 500", "third", "refused after 1000");
  }

  /** Runs on one pager, put together and then performed. */
  private static final class Rehearsal {
    private final TestKeys keys;
    private final Stage stage;
    private final FlakyPages device;
    private final DelayedPages slow;
    private final List<ResidencySchedule> plans = new ArrayList<>();
    private final List<Integer> runs = new ArrayList<>();
    private final List<IntFunction<Integer>> lengths = new ArrayList<>();
    private final List<List<KeyUse>> demands = new ArrayList<>();
    private double failureRate;
    private long delay;
    private int performing;

    Rehearsal(TestKeys keys, long seed) {
      this.keys = keys;
      this.stage = new Stage(seed);
      this.device = new FlakyPages(keys.source(), seed);
      this.slow = new DelayedPages(device, stage);
    }

    void group(ResidencySchedule plan, int number, IntFunction<Integer> length) {
      plans.add(plan);
      runs.add(number);
      lengths.add(length);
    }

    void onDemand(List<KeyUse> trace) {
      demands.add(trace);
    }

    PagerStatistics perform(PagerSettings settings, String context) throws Exception {
      List<PagerStatistics> end = new ArrayList<>();
      PoisoningPool pool = new PoisoningPool(keys.parameters().degree(), settings.budget());
      try (KeyStore store = keys.open(slow)) {
        slow.delay(delay);
        device.failureRate(failureRate);
        stage.perform(List.of(() -> end.add(play(store, settings, pool, context))));
      }
      assertThat(pool.usedBytes()).as(context).isZero();
      return end.getFirst();
    }

    private PagerStatistics play(
        KeyStore store, PagerSettings settings, PoisoningPool pool, String context) {
      Pager pager = new Pager(store, settings, pool, stage, stage.threads());
      Monitor.Signal over = stage.newSignal();
      try (pager) {
        for (int i = 0; i < plans.size(); i++) {
          ResidencySchedule plan = plans.get(i);
          int number = runs.get(i);
          IntFunction<Integer> length = lengths.get(i);
          begin(over, () -> together(pager, plan, number, length, over, context));
        }
        demands.forEach(trace -> begin(over, () -> follow(pager, trace, context)));
        stage.lock();
        while (performing > 0) {
          over.await();
        }
        stage.unlock();
      }
      return pager.statistics();
    }

    private void begin(Monitor.Signal over, Runnable part) {
      performing++;
      stage.start(
          () -> {
            part.run();
            performing--;
            over.give();
          });
    }

    private void together(
        Pager pager,
        ResidencySchedule plan,
        int number,
        IntFunction<Integer> length,
        Monitor.Signal over,
        String context) {
      List<KeySession> sessions = pager.openTogether(new ResidencyPolicy.Planned(plan), number);
      List<KeyUse> trace = plan.steps().stream().map(Step::use).toList();
      for (int i = 0; i < number; i++) {
        KeySession session = sessions.get(i);
        List<KeyUse> own = trace.subList(0, Math.min(trace.size(), length.apply(i)));
        begin(
            over,
            () -> {
              try (session) {
                follow(session, own, context);
              }
            });
      }
    }

    /** Goes through a trace, trying again after loads that failed. */
    private void follow(EvaluationKeys from, List<KeyUse> trace, String context) {
      for (int i = 0; i < trace.size(); ) {
        KeyUse use = trace.get(i);
        try (KeyLease lease = from.acquire(use.id(), use.level())) {
          keys.requireSame(lease, use.level(), context);
          stage.sleep(10);
          // Whatever is given back meanwhile is spoiled.
          keys.requireSame(lease, use.level(), context);
          i++;
        } catch (KeyUnavailableException.NotLoaded e) {
          assertThat(e).as(context).hasCauseInstanceOf(StoreException.Io.class);
        }
        stage.sleep(40);
      }
    }
  }
}
