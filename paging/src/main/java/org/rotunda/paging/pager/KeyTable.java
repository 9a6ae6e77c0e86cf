package org.rotunda.paging.pager;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.store.LoadedKey;

/**
 * The keys in memory of one share of the budget, least recently used first. A key's bytes count
 * from the start of its load to its eviction, and never sum up to more than the limit. Used with
 * the pager's lock held.
 */
final class KeyTable {
  private final PagerCore core;
  private final SequencedMap<KeyId, Residence> residences = new LinkedHashMap<>();
  private final Runnable whenGone;
  private long limit;
  private long used;
  private boolean closed;

  /**
   * An empty table.
   *
   * @param limit the most bytes that its keys may take
   * @param whenGone called once, when the table is closed and its last key has left
   */
  KeyTable(PagerCore core, long limit, Runnable whenGone) {
    this.core = core;
    this.limit = limit;
    this.whenGone = whenGone;
  }

  long limit() {
    return limit;
  }

  /** Changes the limit; keys above a lower one leave by {@link #makeRoom}. */
  void limit(long bytes) {
    limit = bytes;
  }

  Optional<Residence> find(KeyId id) {
    return Optional.ofNullable(residences.get(id));
  }

  /** The keys that are in memory or on their way. */
  List<Residence> all() {
    return List.copyOf(residences.values());
  }

  /** Makes a key the most recently used. */
  void touch(Residence residence) {
    residences.putLast(residence.load().id(), residence);
  }

  /**
   * Evicts the least recently used idle keys until some bytes fit.
   *
   * @return whether they fit now; if not, nothing was evicted
   */
  boolean makeRoom(long bytes) {
    long excess = used + bytes - limit;
    List<Residence> victims = new ArrayList<>();
    for (Iterator<Residence> it = residences.values().iterator(); excess > 0 && it.hasNext(); ) {
      Residence residence = it.next();
      if (residence.isIdle()) {
        victims.add(residence);
        excess -= residence.bytes();
      }
    }
    if (excess > 0) {
      return false;
    }
    victims.forEach(this::evict);
    return true;
  }

  /**
   * Checks that neither the table nor the pager is closed.
   *
   * @throws IllegalStateException if one is
   */
  void requireOpen() {
    core.requireOpen();
    if (closed) {
      throw new IllegalStateException("The session was closed; open one for each run.");
    }
  }

  /** Starts to load a key that is absent and fits. If it can't be started, the key stays absent. */
  Residence load(KeyLoad load, Residence.Origin origin) {
    requireOpen();
    long bytes = core.bytes(load);
    if (residences.containsKey(load.id()) || bytes > limit - used) {
      throw new IllegalStateException(
          "A load needs an absent key and %d free bytes, but %s has %d of %d in use."
              .formatted(bytes, load.id(), used, limit));
    }
    Residence residence = new Residence(load, bytes, origin);
    residences.put(load.id(), residence);
    used += bytes;
    core.accounting().reserved(bytes);
    boolean submitted = false;
    try {
      core.submit(residence, this);
      submitted = true;
    } finally {
      if (!submitted) {
        failed(residence, new IllegalStateException("The load could not be started."));
      }
    }
    return residence;
  }

  /** LOADING -> RESIDENT. */
  void arrived(Residence residence, LoadedKey loaded) {
    residence.arrived(loaded);
    core.accounting().loaded(loaded.bytesRead());
    leaveIfClosed(residence);
  }

  /** LOADING -> ABSENT; everybody who waits learns the cause. */
  void failed(Residence residence, Throwable cause) {
    residence.failed(cause);
    core.accounting().failed(residence.bytes());
    remove(residence);
  }

  /** RESIDENT without leases -> ABSENT. */
  void evict(Residence residence) {
    if (!residence.isIdle()) {
      throw new IllegalStateException(
          "A key with leases can't be evicted: " + residence.load().id());
    }
    residence.leave();
    core.accounting().evicted(residence.bytes());
    if (residence.isPrefetched() && !residence.isUsed()) {
      core.accounting().prefetchWasted();
    }
    KeyEvictionEvent event = new KeyEvictionEvent();
    event.key = residence.load().id().toString();
    event.level = residence.load().level();
    event.memory = residence.bytes();
    event.commit();
    remove(residence);
  }

  private void remove(Residence residence) {
    residences.remove(residence.load().id());
    used -= residence.bytes();
    core.signal();
    if (closed && residences.isEmpty()) {
      whenGone.run();
    }
  }

  /** Claims a key for a use. */
  void claim(Residence residence) {
    if (residence.isPrefetched() && !residence.isUsed()) {
      core.accounting().prefetchUsed();
    }
    residence.claim();
    touch(residence);
  }

  /** Takes a claim or lease back. */
  void giveBack(Residence residence) {
    residence.giveBack();
    leaveIfClosed(residence);
    core.signal();
  }

  private void leaveIfClosed(Residence residence) {
    if (closed && residence.isIdle()) {
      evict(residence);
    }
  }

  /** Waits until the load of a used key is over. */
  void awaitSettled(Residence residence, Stall stall) {
    if (residence.isLoading()) {
      stall.begin();
      awaitSettled(residence);
    }
  }

  /** Waits until a load is over. */
  void awaitSettled(Residence residence) {
    while (residence.isLoading()) {
      core.await();
    }
  }

  /** Lets all keys go, those in use when they are given back. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (residences.isEmpty()) {
      whenGone.run();
    } else {
      all().stream().filter(Residence::isIdle).forEach(this::evict);
    }
  }
}
