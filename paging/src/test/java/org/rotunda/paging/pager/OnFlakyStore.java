package org.rotunda.paging.pager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.StoreException;
import org.rotunda.paging.store.UniformResidency;

/** A store whose source fails when told to, and pagers on it that refuse rather than wait. */
abstract class OnFlakyStore {
  TestKeys keys;
  FlakyPages source;
  KeyStore store;
  long largest;

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

  Pager pager(long budget) {
    return new Pager(store, refusing(budget), LimbAllocator.heap());
  }

  /** No waiting for room, and one attempt a read. */
  static PagerSettings refusing(long budget) {
    return PagerSettings.of(budget, UniformResidency.LEAN)
        .withAdmission(Duration.ZERO)
        .withAttempts(1);
  }

  static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(thread.isAlive()).isTrue();
      Thread.onSpinWait();
    }
  }
}
