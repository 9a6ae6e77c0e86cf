package org.rotunda.paging.pager;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;

/**
 * The keys of one share of the budget, least recently used first. A key's bytes count from the
 * start of its load until it is let go, and never sum up to more than the limit; what others hold
 * too counts in full here, though it is in memory once. Used with the pager's lock held.
 */
final class KeyTable {
  private final PagerCore core;
  private final SequencedMap<KeyId, Hold> holds = new LinkedHashMap<>();
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

  boolean isClosed() {
    return closed;
  }

  Optional<Hold> find(KeyId id) {
    return Optional.ofNullable(holds.get(id));
  }

  /** Makes a key the most recently used. */
  private void touch(Hold hold) {
    holds.putLast(hold.load().id(), hold);
  }

  /**
   * Lets the least recently used idle keys go until some bytes fit.
   *
   * @return whether they fit now; if not, nothing was let go
   */
  boolean makeRoom(long bytes) {
    long excess = used + bytes - limit;
    List<Hold> victims = new ArrayList<>();
    for (Iterator<Hold> it = holds.values().iterator(); excess > 0 && it.hasNext(); ) {
      Hold hold = it.next();
      if (hold.isIdle()) {
        victims.add(hold);
        excess -= core.bytes(hold.load());
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

  /**
   * Starts to load a key that is absent here and fits, or takes part in what others have of it.
   */
  Hold load(KeyLoad load, Hold.Origin origin) {
    requireOpen();
    long bytes = core.bytes(load);
    if (holds.containsKey(load.id()) || bytes > limit - used) {
      throw new IllegalStateException(
          "A load needs an absent key and %d free bytes, but %s has %d of %d in use."
              .formatted(bytes, load.id(), used, limit));
    }
    Hold hold = core.obtain(this, load, origin);
    holds.put(load.id(), hold);
    used += bytes;
    return hold;
  }

  /** A load is over: LOADING -> RESIDENT. */
  void arrived(Hold hold) {
    leaveIfClosed(hold);
  }

  /** A load has failed: LOADING -> ABSENT. */
  void failed(Hold hold) {
    remove(hold);
  }

  /** Lets an idle key go: RESIDENT -> ABSENT, unless others hold it. */
  void evict(Hold hold) {
    requireIdle(hold);
    if (hold.isPrefetched() && !hold.isUsed()) {
      core.accounting().prefetchWasted();
    }
    core.residences().letGo(hold);
    remove(hold);
  }

  /** Cuts an idle key to a lower level in place. */
  void shrink(Hold hold, int level) {
    requireIdle(hold);
    used -= core.bytes(hold.load());
    hold.shrink(level);
    used += core.bytes(hold.load());
    core.residences().shrunk(hold);
    core.signal();
  }

  private static void requireIdle(Hold hold) {
    if (!hold.isIdle()) {
      throw new IllegalStateException(
          "A key that is loading or has leases can't be dropped: " + hold.load().id());
    }
  }

  private void remove(Hold hold) {
    holds.remove(hold.load().id());
    used -= core.bytes(hold.load());
    core.signal();
    if (closed && holds.isEmpty()) {
      whenGone.run();
    }
  }

  /** Claims a key for a use. */
  void claim(Hold hold) {
    if (hold.isPrefetched() && !hold.isUsed()) {
      core.accounting().prefetchUsed();
    }
    hold.claim();
    core.demanded(hold.residence());
    touch(hold);
  }

  /** Takes a claim or lease back. */
  void giveBack(Hold hold) {
    hold.giveBack();
    leaveIfClosed(hold);
    core.signal();
  }

  private void leaveIfClosed(Hold hold) {
    if (closed && hold.isIdle()) {
      evict(hold);
    }
  }

  /** Waits until the load of a used key is over. */
  void awaitSettled(Hold hold, Stall stall) {
    if (hold.isLoading()) {
      stall.begin();
      awaitSettled(hold);
    }
  }

  /** Waits until a load is over. */
  void awaitSettled(Hold hold) {
    while (hold.isLoading()) {
      core.await();
    }
  }

  /** Lets all keys go, those in use when they are given back. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (holds.isEmpty()) {
      whenGone.run();
    } else {
      holds.values().stream().filter(Hold::isIdle).toList().forEach(this::evict);
    }
  }
}
