package org.rotunda.paging.pager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.paging.store.StoreException;

@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PagerTest extends OnFlakyStore {
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
}
