package org.rotunda.paging.pager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.StoreException;
import org.rotunda.paging.store.UniformResidency;

@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PagerTest {
  private TestKeys keys;
  private FlakyPages source;
  private KeyStore store;
  private long largest;

  @BeforeEach
  void openStore() throws StoreException {
    keys = new TestKeys();
    source = new FlakyPages(keys.source(), 0);
    store = keys.open(source);
    largest = keys.parameters().keyHalfBytes(keys.parameters().maxLevel());
  }

  @AfterEach
  void closeStore() throws StoreException {
    store.close();
  }

  private Pager pager(long budget) {
    return new Pager(store, refusing(budget), LimbAllocator.heap());
  }

  /** No waiting for room, and one attempt a read. */
  private static PagerSettings refusing(long budget) {
    return PagerSettings.of(budget, UniformResidency.LEAN)
        .withAdmission(Duration.ZERO)
        .withAttempts(1);
  }

  @Test
  void aResidentKeyServesLowerLevelsAndIsReloadedForHigherOnes() {
    try (Pager pager = pager(2 * largest)) {
      pager.acquire(keys.id(0), 2).close();
      pager.acquire(keys.id(0), 1).close();
      assertThat(pager.statistics().loads()).isEqualTo(1);
      assertThat(pager.statistics().hits()).isEqualTo(1);
      assertThat(pager.statistics().residentBytes()).isEqualTo(keys.parameters().keyHalfBytes(2));
      try (KeyLease lease = pager.acquire(keys.id(0), 4)) {
        keys.requireSame(lease, 4, "reloaded");
      }
      assertThat(pager.statistics().loads()).isEqualTo(2);
      assertThat(pager.statistics().evictions()).isEqualTo(1);
      assertThat(pager.statistics().residentBytes()).isEqualTo(largest);
    }
  }

  @Test
  void theLeastRecentlyUsedKeyMakesRoom() {
    try (Pager pager = pager(2 * largest)) {
      for (int key : new int[] {0, 1, 0, 2, 0}) {
        pager.acquire(keys.id(key), 4).close();
      }
      assertThat(pager.statistics().hits()).isEqualTo(2);
      pager.acquire(keys.id(1), 4).close();
      assertThat(pager.statistics().loads()).isEqualTo(4);
      assertThat(pager.statistics().peakBytes()).isEqualTo(2 * largest);
    }
  }

  @Test
  void aMissingKeyATooHighLevelAndATooSmallBudgetAreTyped() {
    try (Pager pager = pager(largest - 1)) {
      assertThatThrownBy(() -> pager.acquire(new KeyId.Galois(31), 0))
          .isInstanceOf(KeyUnavailableException.Missing.class);
      assertThatThrownBy(() -> pager.acquire(keys.id(6), 1))
          .isInstanceOf(KeyUnavailableException.LevelTooLow.class);
      assertThatThrownBy(() -> pager.acquire(keys.id(0), 4))
          .isInstanceOf(KeyUnavailableException.NotLoaded.class)
          .hasCauseInstanceOf(KeyBudgetException.class);
      pager.acquire(keys.id(0), 3).close();
    }
  }

  @Test
  void aLeaseIsOfNoUseAfterItWasGivenBackAndClosesOnce() {
    try (Pager pager = pager(largest)) {
      KeyLease first = pager.acquire(keys.id(0), 4);
      first.close();
      assertThatThrownBy(first::key).isInstanceOf(IllegalStateException.class);
      try (KeyLease second = pager.acquire(keys.id(0), 4)) {
        first.close();
        pagerWaitsForTheLease(pager, second);
      }
    }
  }

  /** A use of another key gets the room only when the lease is given back. */
  private void pagerWaitsForTheLease(Pager pager, KeyLease lease) {
    FutureTask<Boolean> other =
        new FutureTask<>(
            () -> {
              try (KeyLease other2 = pager.acquire(keys.id(1), 4)) {
                keys.requireSame(other2, 4, "waited");
                return true;
              }
            });
    Thread thread = Thread.ofPlatform().start(other);
    awaitWaiting(thread);
    keys.requireSameStored(lease, 4, "held");
    assertThat(other).isNotDone();
    lease.close();
    assertThat(join(other)).isTrue();
    assertThat(pager.statistics().stallNanos()).isPositive();
  }

  private static <T> T join(FutureTask<T> task) {
    try {
      return task.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(thread.isAlive()).isTrue();
      Thread.onSpinWait();
    }
  }

  @Test
  void aKeyIsReadOnceForAllWhoWaitForIt() throws Exception {
    try (Pager pager = pager(largest);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      Callable<Boolean> use =
          () -> {
            try (KeyLease lease = pager.acquire(keys.id(0), 4)) {
              keys.requireSame(lease, 4, "shared");
              return true;
            }
          };
      for (Future<Boolean> done : threads.invokeAll(java.util.Collections.nCopies(8, use))) {
        assertThat(done.get()).isTrue();
      }
      assertThat(pager.statistics().loads()).isEqualTo(1);
      assertThat(pager.statistics().hits()).isEqualTo(7);
    }
  }

  @Test
  void aFailedLoadTellsItsCauseAndMayBeTriedAgain() {
    try (Pager pager = pager(largest)) {
      source.failureRate(1);
      assertThatThrownBy(() -> pager.acquire(keys.id(0), 4))
          .isInstanceOf(KeyUnavailableException.NotLoaded.class)
          .hasCauseInstanceOf(StoreException.Io.class)
          .hasMessageContaining("the device does not answer");
      assertThat(pager.statistics().failedLoads()).isEqualTo(1);
      assertThat(pager.statistics().residentBytes()).isZero();
      source.failureRate(0);
      try (KeyLease lease = pager.acquire(keys.id(0), 4)) {
        keys.requireSame(lease, 4, "tried again");
      }
    }
  }

  @Test
  void anInterruptedThreadGetsItsKeyAndKeepsItsInterrupt() {
    try (Pager pager = pager(largest)) {
      Thread.currentThread().interrupt();
      try (KeyLease lease = pager.acquire(keys.id(0), 4)) {
        assertThat(Thread.interrupted()).isTrue();
        keys.requireSame(lease, 4, "interrupted");
      }
    }
  }

  @Test
  void closingFailsThoseWhoWaitAndLetsLeasesEnd() {
    Pager pager = pager(largest);
    KeyLease lease = pager.acquire(keys.id(0), 4);
    FutureTask<KeyLease> other = new FutureTask<>(() -> pager.acquire(keys.id(1), 4));
    awaitWaiting(Thread.ofPlatform().start(other));
    pager.close();
    assertThatThrownBy(other::get).hasRootCauseInstanceOf(IllegalStateException.class);
    keys.requireSameStored(lease, 4, "after close");
    lease.close();
    assertThat(pager.statistics().residentBytes()).isZero();
    assertThatThrownBy(() -> pager.acquire(keys.id(0), 4))
        .isInstanceOf(IllegalStateException.class);
    pager.close();
  }

  @Test
  void aResidentSessionLoadsOnceAndReadsNothingLater() {
    try (Pager pager =
        new Pager(store, 20 * largest, UniformResidency.LEAN, 2, LimbAllocator.heap())) {
      try (KeySession session =
          pager.open(ResidencyPolicy.Resident.everything(store, UniformResidency.RESIDENT))) {
        long loads = pager.statistics().loads();
        assertThat(loads).isEqualTo(store.keys().size());
        for (int i = 0; i < 4; i++) {
          try (KeyLease lease = session.acquire(keys.id(i), 3)) {
            keys.requireSame(lease, 4, "resident");
          }
        }
        assertThat(pager.statistics().loads()).isEqualTo(loads);
        assertThat(pager.statistics().stallNanos()).isZero();
      }
      assertThat(pager.statistics().residentBytes()).isZero();
    }
  }

  @Test
  void residentKeysThatDontFitOrCantBeReadAreRefusedAndLeaveNothing() {
    long bytes =
        store.keys().values().stream()
            .mapToLong(key -> keys.parameters().keyHalfBytes(key.level()))
            .sum();
    var everything = ResidencyPolicy.Resident.everything(store, UniformResidency.LEAN);
    try (Pager pager = pager(bytes - 1)) {
      assertThatThrownBy(() -> pager.open(everything))
          .isInstanceOfSatisfying(
              KeyBudgetException.class,
              e -> {
                assertThat(e.needed()).isEqualTo(bytes);
                assertThat(e.available()).isEqualTo(bytes - 1);
              });
      assertThat(pager.statistics().loads()).isZero();
    }
    Pager pager = pager(bytes);
    try (pager) {
      source.failureRate(0.2);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  pager.open(everything).close();
                }
              })
          .isInstanceOf(KeyUnavailableException.NotLoaded.class);
      source.failureRate(0);
    }
    assertThat(pager.statistics().residentBytes()).isZero();
  }

  @Test
  void aSessionLeavesOnlyItsShareAndGivesItBack() {
    try (Pager pager = pager(2 * largest)) {
      pager.acquire(keys.id(0), 4).close();
      pager.acquire(keys.id(1), 4).close();
      ResidencyPolicy one =
          new ResidencyPolicy.Resident(List.of(keys.use(2, 4)), UniformResidency.LEAN);
      try (KeySession _ = pager.open(one)) {
        assertThat(pager.statistics().residentBytes()).isEqualTo(2 * largest);
        pager.acquire(keys.id(1), 4).close();
        assertThat(pager.statistics().hits()).isEqualTo(1);
        try (KeySession _ = pager.open(one)) {
          assertThatThrownBy(() -> pager.acquire(keys.id(1), 4))
              .isInstanceOf(KeyUnavailableException.NotLoaded.class)
              .hasCauseInstanceOf(KeyBudgetException.class);
          assertThatThrownBy(() -> pager.open(one)).isInstanceOf(KeyBudgetException.class);
        }
        pager.acquire(keys.id(1), 4).close();
      }
      assertThat(pager.statistics().peakBytes()).isEqualTo(2 * largest);
    }
  }

  private ResidencyPolicy resident(int key, int level) {
    return new ResidencyPolicy.Resident(List.of(keys.use(key, level)), UniformResidency.LEAN);
  }

  @Test
  void aHitWaitsBehindASessionThatWaitsForItsShare() throws Exception {
    long low = keys.parameters().keyHalfBytes(1);
    try (Pager pager = pager(largest + low - 1)) {
      KeyLease held = pager.acquire(keys.id(0), 4);
      FutureTask<KeySession> opener = new FutureTask<>(() -> pager.open(resident(1, 1)));
      awaitWaiting(Thread.ofPlatform().start(opener));
      FutureTask<Integer> hit =
          new FutureTask<>(
              () -> {
                try (KeyLease lease = pager.acquire(keys.id(0), 1)) {
                  return lease.key().level();
                }
              });
      awaitWaiting(Thread.ofPlatform().start(hit));
      assertThat(hit).isNotDone();
      assertThat(opener).isNotDone();
      held.close();
      try (KeySession session = opener.get()) {
        assertThat(hit.get()).isEqualTo(1);
        session.acquire(keys.id(1), 1).close();
      }
      assertThat(pager.statistics().peakBytes()).isLessThanOrEqualTo(largest + low - 1);
    }
  }

  @Test
  void aSessionGetsItsShareWhileOthersLeaseWithoutAPause() throws Exception {
    try (Pager pager = pager(2 * largest);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      AtomicBoolean opened = new AtomicBoolean();
      CountDownLatch busy = new CountDownLatch(2);
      List<Future<Boolean>> loops = new ArrayList<>();
      for (int key = 0; key < 2; key++) {
        KeyId id = keys.id(key);
        loops.add(
            threads.submit(
                () -> {
                  while (!opened.get()) {
                    try (KeyLease lease = pager.acquire(id, 4)) {
                      keys.requireSameStored(lease, 4, "leased");
                    }
                    busy.countDown();
                  }
                  return true;
                }));
      }
      busy.await();
      for (int round = 0; round < 20; round++) {
        pager.open(resident(2, 4)).close();
      }
      opened.set(true);
      for (Future<Boolean> loop : loops) {
        assertThat(loop.get()).isTrue();
      }
      assertThat(pager.statistics().peakBytes()).isLessThanOrEqualTo(2 * largest);
    }
  }

  @Test
  void aClosedSessionOnDemandGivesNothingAndItsKeysStay() {
    try (Pager pager = pager(largest)) {
      KeySession session = pager.open(new ResidencyPolicy.OnDemand());
      KeyLease lease = session.acquire(keys.id(0), 4);
      session.close();
      session.close();
      keys.requireSameStored(lease, 4, "after close");
      lease.close();
      assertThatThrownBy(() -> session.acquire(keys.id(0), 4))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("session was closed");
      assertThat(pager.statistics().residentBytes()).isEqualTo(largest);
      pager.acquire(keys.id(0), 4).close();
      assertThat(pager.statistics().hits()).isEqualTo(1);
    }
  }

  @Test
  void loadsEvictionsAndStallsAreFlightRecorderEvents(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      for (String event : List.of("KeyLoad", "KeyEviction", "KeyStall")) {
        recording.enable("org.rotunda." + event).withoutThreshold();
      }
      recording.start();
      Step step =
          new Step(
              keys.use(0, 4),
              List.of(),
              Optional.of(new KeyLoad(keys.id(0), 4, UniformResidency.LEAN)),
              List.of(new KeyLoad(keys.id(1), 2, UniformResidency.LEAN)),
              List.of());
      ResidencySchedule schedule = new ResidencySchedule(List.of(step, Step.hit(keys.use(1, 1))));
      try (Pager pager = pager(2 * largest);
          KeySession session = pager.open(new ResidencyPolicy.Planned(schedule))) {
        session.acquire(keys.id(0), 4).close();
        session.acquire(keys.id(1), 1).close();
      }
      recording.stop();
      recording.dump(file);
    }
    List<String> loads = new ArrayList<>();
    List<String> evictions = new ArrayList<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      switch (event.getEventType().getName()) {
        case "org.rotunda.KeyLoad" ->
            loads.add(event.getString("key") + " " + event.getBoolean("prefetch"));
        case "org.rotunda.KeyEviction" -> evictions.add(event.getString("key"));
        default -> assertThat(event.getEventType().getName()).isEqualTo("org.rotunda.KeyStall");
      }
    }
    assertThat(loads).containsExactlyInAnyOrder(keys.id(0) + " false", keys.id(1) + " true");
    assertThat(evictions).containsExactlyInAnyOrder(keys.id(0).toString(), keys.id(1).toString());
  }
}
