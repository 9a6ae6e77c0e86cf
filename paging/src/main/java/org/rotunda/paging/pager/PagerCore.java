package org.rotunda.paging.pager;

import java.util.Optional;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.LoadedKey;
import org.rotunda.paging.store.StoreException;
import org.rotunda.paging.store.StoredKey;

/** What all sessions of a pager share: the store, one lock, the loaders, the counters. */
final class PagerCore {
  private final KeyStore store;
  private final LimbAllocator limbs;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ThreadPoolExecutor loaders;
  private final Accounting accounting;
  private long sequence;
  private boolean closed;

  PagerCore(KeyStore store, long budget, int loaderCount, LimbAllocator limbs) {
    this(
        store,
        budget,
        loaderCount,
        limbs,
        Thread.ofPlatform().daemon().name("key-loader-", 0).factory());
  }

  /** With the loaders' threads from a given factory. */
  PagerCore(
      KeyStore store, long budget, int loaderCount, LimbAllocator limbs, ThreadFactory threads) {
    this.store = store;
    this.limbs = limbs;
    this.accounting = new Accounting(budget);
    this.loaders =
        new ThreadPoolExecutor(
            loaderCount,
            loaderCount,
            0,
            TimeUnit.NANOSECONDS,
            new PriorityBlockingQueue<>(),
            threads);
  }

  KeyStore store() {
    return store;
  }

  void lock() {
    lock.lock();
  }

  void unlock() {
    lock.unlock();
  }

  /** Wakes everybody who waits for a load, a lease or room. */
  void signal() {
    changed.signalAll();
  }

  /** Waits for {@link #signal}, in a loop of the caller's; interrupts are kept for later. */
  @SuppressWarnings("WaitNotInLoop")
  void await() {
    changed.awaitUninterruptibly();
  }

  Accounting accounting() {
    return accounting;
  }

  boolean isClosed() {
    return closed;
  }

  /** The bytes that a load takes in memory. */
  long bytes(KeyLoad load) {
    return load.uniform().bytes(store.parameters(), load.level());
  }

  /**
   * Checks that the store can serve a use.
   *
   * @throws KeyUnavailableException if it can't
   */
  void requireStored(KeyId id, int level) {
    Optional<StoredKey> stored = store.find(id);
    if (stored.isEmpty()) {
      throw new KeyUnavailableException.Missing(id, level);
    }
    if (stored.get().level() < level) {
      throw new KeyUnavailableException.LevelTooLow(id, level, stored.get().level());
    }
  }

  /**
   * Checks that the pager is open.
   *
   * @throws IllegalStateException if it is closed
   */
  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The pager was closed; keep it open until the last use.");
    }
  }

  /** Puts a load into the loaders' queue, while the pager is open. */
  void submit(Residence residence, KeyTable table) {
    Residence.Origin origin =
        residence.isPrefetched() ? Residence.Origin.PREFETCH : Residence.Origin.DEMAND;
    loaders.execute(
        new LoadTask(
            () -> read(residence), origin, sequence++, task -> settle(task, residence, table)));
  }

  private LoadedKey read(Residence residence) throws StoreException {
    KeyLoad load = residence.load();
    KeyLoadEvent event = new KeyLoadEvent();
    event.key = load.id().toString();
    event.level = load.level();
    event.memory = residence.bytes();
    event.prefetch = residence.isPrefetched();
    event.begin();
    try {
      LoadedKey loaded = store.load(load.id(), load.level(), load.uniform(), limbs);
      event.succeeded = true;
      return loaded;
    } finally {
      event.commit();
    }
  }

  private void settle(LoadTask task, Residence residence, KeyTable table) {
    lock.lock();
    try {
      switch (task.state()) {
        case SUCCESS -> table.arrived(residence, task.resultNow());
        case FAILED -> table.failed(residence, task.exceptionNow());
        case CANCELLED, RUNNING -> throw new IllegalStateException("Loads are never cancelled.");
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** No session starts anything from here on. */
  void close() {
    closed = true;
    changed.signalAll();
    loaders.shutdown();
  }

  /** Waits for the loads under way, without interrupting them. */
  void awaitLoaders() {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = loaders.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
