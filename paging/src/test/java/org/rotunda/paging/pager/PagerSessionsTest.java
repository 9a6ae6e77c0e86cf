package org.rotunda.paging.pager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.paging.store.UniformResidency;

@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PagerSessionsTest extends OnFlakyStore {
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
}
