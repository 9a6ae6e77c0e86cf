package org.rotunda.paging.pager;

import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.LoadedKey;
import org.rotunda.paging.store.ReadBuffer;
import org.rotunda.paging.store.StoreException;
import org.rotunda.paging.store.StoredKey;

/** What all sessions of a pager share: the store, one lock, the loaders, the counters. */
final class PagerCore {
  private final KeyStore store;
  private final PagerSettings settings;
  private final LimbAllocator limbs;
  private final Monitor monitor;
  private final Monitor.Signal changed;
  private final Accounting accounting;
  private final Residences residences;
  private final Loaders loaders;
  private boolean closed;

  /**
   * With a given monitor, and loaders' threads from a given factory.
   *
   * @param limbs where the limbs of keys come from
   */
  PagerCore(
      KeyStore store,
      PagerSettings settings,
      LimbAllocator limbs,
      Monitor monitor,
      ThreadFactory threads) {
    this.store = store;
    this.settings = settings;
    this.limbs = limbs;
    this.monitor = monitor;
    this.changed = monitor.newSignal();
    this.accounting = new Accounting(settings.budget());
    this.residences = new Residences(store.parameters(), store.name(), accounting);
    this.loaders = new Loaders(monitor, settings, new StoreReading(), threads);
  }

  KeyStore store() {
    return store;
  }

  PagerSettings settings() {
    return settings;
  }

  void lock() {
    monitor.lock();
  }

  void unlock() {
    monitor.unlock();
  }

  /** Wakes everybody who waits for a load, a lease or room. */
  void signal() {
    changed.give();
  }

  /** Waits for {@link #signal}, in a loop of the caller's; interrupts are kept for later. */
  void await() {
    changed.await();
  }

  /** Waits for {@link #signal} or until some time has passed. */
  void await(long nanos) {
    changed.await(nanos);
  }

  long now() {
    return monitor.nanoTime();
  }

  Accounting accounting() {
    return accounting;
  }

  Residences residences() {
    return residences;
  }

  boolean isClosed() {
    return closed;
  }

  /** The bytes that a load takes in memory. */
  long bytes(KeyLoad load) {
    return load.uniform().bytes(store.parameters(), load.level());
  }

  /** Whether keys may come into the store while it is used. */
  boolean isFilling() {
    return !settings.arrival().isZero();
  }

  /**
   * Checks that the store can serve a use, unless it may yet come to.
   *
   * @throws KeyUnavailableException if it can't
   */
  void requireStored(KeyId id, int level) {
    if (isFilling()) {
      return;
    }
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

  /** Takes part in what is in memory of a key, or starts to load it. */
  Hold obtain(KeyTable table, KeyLoad load, Hold.Origin origin) {
    Optional<Residence> present = residences.find(load);
    Residence residence = present.orElseGet(() -> residences.begin(load));
    Hold hold = new Hold(table, residence, load, origin);
    residence.holds().add(hold);
    if (origin == Hold.Origin.DEMAND) {
      residence.prompt();
    }
    if (present.isPresent()) {
      accounting.joined();
      loaders.demanded();
    } else {
      loaders.submit(residence);
    }
    return hold;
  }

  /** Somebody waits for a load from now on. */
  void demanded(Residence residence) {
    if (residence.isLoading()) {
      residence.demanded(now());
      loaders.demanded();
    }
  }

  /** What loaders do with the store and with what comes of it. */
  private final class StoreReading implements Loaders.Reading {
    @Override
    public LoadedKey read(Residence residence, ReadBuffer space) throws StoreException {
      KeyLoad load = residence.load();
      KeyLoadEvent event = new KeyLoadEvent();
      event.key = load.id().toString();
      event.level = load.level();
      event.memory = residence.bytes();
      event.prefetch = residence.isAhead();
      event.begin();
      try {
        LoadedKey loaded = store.load(load.id(), load.level(), load.uniform(), limbs, space);
        event.succeeded = true;
        return loaded;
      } finally {
        event.commit();
      }
    }

    @Override
    public boolean isStored(Residence residence) {
      return store
          .find(residence.id())
          .filter(key -> key.level() >= residence.load().level())
          .isPresent();
    }

    @Override
    public void refresh() throws StoreException {
      store.refresh();
    }

    @Override
    public void arrived(Residence residence, LoadedKey loaded) {
      residences.arrived(residence, loaded);
      changed.give();
    }

    @Override
    public void failed(Residence residence, Throwable cause) {
      residences.failed(residence, cause);
      changed.give();
    }

    @Override
    public void triedAgain() {
      accounting.triedAgain();
    }

    @Override
    public void buffered(long bytes) {
      accounting.buffered(bytes);
    }
  }

  /** No session starts anything from here on. */
  void close() {
    closed = true;
    changed.give();
    loaders.close();
  }

  /** Waits for the loads under way, without interrupting them. Called without the lock. */
  void awaitLoaders() {
    loaders.awaitEnd();
  }
}
