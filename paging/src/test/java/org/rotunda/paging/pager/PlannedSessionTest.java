package org.rotunda.paging.pager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.StoreException;
import org.rotunda.paging.store.UniformResidency;

@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlannedSessionTest {
  private TestKeys keys;
  private FlakyPages source;
  private KeyStore store;
  private Pager pager;

  @BeforeEach
  void openPager() throws StoreException {
    keys = new TestKeys();
    source = new FlakyPages(keys.source(), 0);
    store = keys.open(source);
    long budget = 2 * keys.parameters().keyHalfBytes(keys.parameters().maxLevel());
    pager =
        new Pager(
            store,
            PagerSettings.of(budget, UniformResidency.LEAN).withAttempts(1),
            LimbAllocator.heap());
  }

  @AfterEach
  void closeStore() throws StoreException {
    pager.close();
    store.close();
  }

  private KeyLoad load(int key, int level) {
    return new KeyLoad(keys.id(key), level, UniformResidency.LEAN);
  }

  private Step loading(int key, int level) {
    return new Step(
        keys.use(key, level), List.of(), Optional.of(load(key, level)), List.of(), List.of());
  }

  private KeySession open(Step... steps) {
    return pager.open(new ResidencyPolicy.Planned(new ResidencySchedule(List.of(steps))));
  }

  @Test
  void eventsHappenAtTheirPlaces() {
    Step first =
        new Step(
            keys.use(0, 4),
            List.of(),
            Optional.of(load(0, 4)),
            List.of(load(1, 2)),
            List.of(keys.id(0)));
    Step second =
        new Step(keys.use(1, 2), List.of(), Optional.empty(), List.of(load(2, 1)), List.of());
    Step third =
        new Step(
            keys.use(3, 4),
            List.of(keys.id(1), keys.id(2)),
            Optional.of(load(3, 4)),
            List.of(),
            List.of());
    long top = keys.parameters().keyHalfBytes(4);
    long low = keys.parameters().keyHalfBytes(2);
    long lower = keys.parameters().keyHalfBytes(1);
    try (KeySession session = open(first, second, third)) {
      try (KeyLease lease = session.acquire(keys.id(0), 4)) {
        keys.requireSame(lease, 4, "loaded");
        assertThat(pager.statistics().residentBytes()).isEqualTo(top + low);
      }
      assertThat(pager.statistics().residentBytes()).isEqualTo(low + lower);
      try (KeyLease lease = session.acquire(keys.id(1), 2)) {
        keys.requireSame(lease, 2, "prefetched");
        assertThat(pager.statistics().residentBytes()).isEqualTo(low + lower);
      }
      session.acquire(keys.id(3), 4).close();
      assertThat(pager.statistics().residentBytes()).isEqualTo(top);
    }
    PagerStatistics statistics = pager.statistics();
    assertThat(statistics.residentBytes()).isZero();
    assertThat(statistics.peakBytes()).isEqualTo(top + low);
    assertThat(statistics.loads()).isEqualTo(4);
    assertThat(statistics.hits()).isEqualTo(1);
    assertThat(statistics.prefetchesUsed()).isEqualTo(1);
    assertThat(statistics.prefetchesWasted()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(UniformResidency.class)
  void aKeyShrinksInPlaceAfterItsUse(UniformResidency uniform) {
    LimbPool limbs = new LimbPool(keys.parameters().degree(), Long.MAX_VALUE);
    long budget = uniform.bytes(keys.parameters(), 4);
    Step first =
        new Step(
            keys.use(0, 4),
            List.of(),
            Optional.of(new KeyLoad(keys.id(0), 4, uniform)),
            List.of(),
            OptionalInt.of(1),
            List.of());
    try (Pager own = new Pager(store, budget, uniform, 1, limbs);
        KeySession session =
            own.open(
                new ResidencyPolicy.Planned(
                    new ResidencySchedule(List.of(first, Step.hit(keys.use(0, 1))))))) {
      session.acquire(keys.id(0), 4).close();
      assertThat(own.statistics().residentBytes()).isEqualTo(uniform.bytes(keys.parameters(), 1));
      assertThat(limbs.usedBytes()).isEqualTo(uniform.bytes(keys.parameters(), 1));
      try (KeyLease lease = session.acquire(keys.id(0), 1)) {
        keys.requireSame(lease, 1, "shrunk");
      }
      assertThat(own.statistics().loads()).isEqualTo(1);
      assertThat(own.statistics().evictions()).isZero();
    }
    assertThat(limbs.usedBytes()).isZero();
  }

  @Test
  void aKeyDoesntShrinkToItsOwnLevelOrAbove() {
    requireInvalid(
        0,
        "truncates relinearisation to level 3, but it is in memory at level 3",
        new Step(
            keys.use(0, 3),
            List.of(),
            Optional.of(load(0, 3)),
            List.of(),
            OptionalInt.of(3),
            List.of()));
    assertThatThrownBy(
            () ->
                new Step(
                    keys.use(0, 3),
                    List.of(),
                    Optional.of(load(0, 3)),
                    List.of(),
                    OptionalInt.of(1),
                    List.of(keys.id(0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stays after its use");
  }

  @Test
  void anotherUseThanThePlannedOneIsADeviation() {
    try (KeySession session = open(loading(0, 3), Step.hit(keys.use(0, 2)))) {
      assertThatThrownBy(() -> session.acquire(keys.id(0), 2))
          .isInstanceOf(ScheduleException.Deviation.class)
          .hasMessageContaining("Use 0");
      assertThatThrownBy(() -> session.acquire(keys.id(1), 3))
          .isInstanceOf(ScheduleException.Deviation.class);
      try (KeyLease _ = session.acquire(keys.id(0), 3)) {
        assertThatThrownBy(() -> session.acquire(keys.id(0), 2))
            .isInstanceOf(ScheduleException.Deviation.class)
            .hasMessageContaining("lease of use 0 is open");
      }
      session.acquire(keys.id(0), 2).close();
      assertThatThrownBy(() -> session.acquire(keys.id(0), 2))
          .isInstanceOfSatisfying(
              ScheduleException.Deviation.class, e -> assertThat(e.position()).isEqualTo(2))
          .hasMessageContaining("none at all");
    }
  }

  @Test
  void aFailedLoadMayBeTriedAgainAndAFailedPrefetchIsMadeUpFor() {
    Step first =
        new Step(
            keys.use(0, 4), List.of(), Optional.of(load(0, 4)), List.of(load(1, 4)), List.of());
    source.failureRate(1);
    try (KeySession session = open(first, Step.hit(keys.use(1, 3)))) {
      assertThatThrownBy(() -> session.acquire(keys.id(0), 4))
          .isInstanceOf(KeyUnavailableException.NotLoaded.class)
          .hasCauseInstanceOf(StoreException.Io.class);
      assertThatThrownBy(() -> session.acquire(keys.id(0), 4))
          .isInstanceOf(KeyUnavailableException.NotLoaded.class);
      source.failureRate(0);
      try (KeyLease lease = session.acquire(keys.id(0), 4)) {
        keys.requireSame(lease, 4, "tried again");
      }
      try (KeyLease lease = session.acquire(keys.id(1), 3)) {
        keys.requireSame(lease, 4, "made up for");
      }
    }
    assertThat(pager.statistics().loads()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aPagerWhoseLoadersCantAllBeStartedLeavesNone(int failing) throws Exception {
    AtomicInteger threads = new AtomicInteger();
    List<Thread> started = new ArrayList<>();
    assertThatThrownBy(
            () ->
                new Pager(
                    store,
                    PagerSettings.of(1, UniformResidency.LEAN).withLoaders(2),
                    LimbAllocator.heap(),
                    Monitor.ofMachine(),
                    load -> {
                      if (threads.getAndIncrement() == failing) {
                        throw new OutOfMemoryError("no thread, says the test");
                      }
                      Thread thread = Thread.ofPlatform().daemon().unstarted(load);
                      started.add(thread);
                      return thread;
                    }))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessageContaining("says the test");
    for (Thread thread : started) {
      thread.join();
    }
    assertThat(started).hasSize(failing);
  }

  @Test
  void aSessionThatIsClosedGivesNothingAndLetsItsLeaseEnd() {
    KeySession session = open(loading(0, 4), Step.hit(keys.use(0, 4)));
    KeyLease lease = session.acquire(keys.id(0), 4);
    session.close();
    keys.requireSameStored(lease, 4, "after close");
    lease.close();
    assertThat(pager.statistics().residentBytes()).isZero();
    assertThatThrownBy(() -> session.acquire(keys.id(0), 4))
        .isInstanceOf(IllegalStateException.class);
    session.close();
  }

  @Test
  void aScheduleThatCantBeFollowedIsRefusedAtItsStep() {
    requireInvalid(0, "not in memory at that level", Step.hit(keys.use(0, 1)));
    requireInvalid(1, "not in memory at that level", loading(0, 1), Step.hit(keys.use(0, 2)));
    requireInvalid(1, "in memory already", loading(0, 1), loading(0, 2));
    requireInvalid(0, "the store does not have", loading(6, 1));
    requireInvalid(
        1,
        "which is not in memory",
        loading(0, 1),
        new Step(
            keys.use(0, 1), List.of(), Optional.empty(), List.of(), List.of(new KeyId.Galois(31))));
    requireInvalid(
        2,
        "not in memory at that level",
        loading(0, 1),
        new Step(keys.use(0, 1), List.of(), Optional.empty(), List.of(), List.of(keys.id(0))),
        Step.hit(keys.use(0, 1)));
  }

  private void requireInvalid(int position, String why, Step... steps) {
    assertThatThrownBy(() -> open(steps))
        .isInstanceOfSatisfying(
            ScheduleException.Invalid.class, e -> assertThat(e.position()).isEqualTo(position))
        .hasMessageContaining(why);
  }

  @Test
  void aScheduleThatExceedsTheBudgetIsRefused() {
    assertThatThrownBy(() -> open(loading(0, 4), loading(1, 4), loading(6, 0)))
        .isInstanceOf(KeyBudgetException.class);
  }

  @Test
  void aStepLoadsOnlyItsOwnKey() {
    assertThatThrownBy(
            () ->
                new Step(keys.use(0, 1), List.of(), Optional.of(load(1, 1)), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new Step(keys.use(0, 1), List.of(), Optional.of(load(0, 0)), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
