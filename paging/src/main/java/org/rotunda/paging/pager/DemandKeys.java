package org.rotunda.paging.pager;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.store.UniformResidency;

/**
 * Keys loaded when they are asked for; the least recently used without a lease make room. A use of
 * a key that sessions leave no room for waits for one to end, for as long as sessions do.
 *
 * <p>Uses are served in the order in which they ask. The first in the queue either takes a key that
 * is in memory or loading at a sufficient level, or starts its load, or waits for room; those
 * behind it wait for their turn, even if their key is in memory. A use that has had its turn waits
 * for its load outside the queue. A session that is opened goes to the head of the queue until the
 * keys are within what its share leaves.
 *
 * <p>Nobody waits for ever. A thread that waits holds no lease, because a thread holds one at a
 * time; those that hold leases are at work and give them back; loads end. While the first in the
 * queue waits, nobody else takes a lease, so all leases come back in the end, every key is idle,
 * and the first fits, as its bytes are within the limit, or the table is cleared to its limit.
 */
final class DemandKeys implements EvaluationKeys {
  private final PagerCore core;
  private final KeyTable table;
  private final UniformResidency uniform;
  private final Deque<Object> queue = new ArrayDeque<>();

  DemandKeys(PagerCore core, KeyTable table, UniformResidency uniform) {
    this.core = core;
    this.table = table;
    this.uniform = uniform;
  }

  @Override
  public KeyLease acquire(KeyId id, int level) {
    core.requireStored(id, level);
    Stall stall = new Stall(core, new KeyUse(id, level));
    KeyLoad load = new KeyLoad(id, level, uniform);
    core.lock();
    try {
      Hold hold = awaitTurn(load, stall);
      table.awaitSettled(hold, stall);
      stall.end();
      return new TableLease(core, hold.key(), () -> table.giveBack(hold));
    } finally {
      core.unlock();
    }
  }

  /**
   * Evicts keys until they are within the table's limit, which was lowered; waits for leases in the
   * way, but not behind uses that wait, which may wait for just this session to end. Called with the
   * pager's lock held, by a thread that holds no lease.
   *
   * @throws IllegalStateException if the pager is closed meanwhile
   */
  void clearToLimit() {
    Object ticket = new Object();
    queue.addFirst(ticket);
    try {
      core.requireOpen();
      while (!isFirst(ticket) || !table.makeRoom(0)) {
        core.await();
        core.requireOpen();
      }
    } finally {
      leave(ticket);
    }
  }

  private Hold awaitTurn(KeyLoad load, Stall stall) {
    long since = core.now();
    Object ticket = new Object();
    queue.addLast(ticket);
    try {
      while (true) {
        core.requireOpen();
        long left = leftToWait(load, since);
        if (isFirst(ticket) && core.bytes(load) <= table.limit()) {
          Optional<Hold> claimed = tryClaim(load);
          if (claimed.isPresent()) {
            return claimed.get();
          }
        }
        stall.begin();
        core.await(left);
      }
    } finally {
      leave(ticket);
    }
  }

  private boolean isFirst(Object ticket) {
    return queue.getFirst().equals(ticket);
  }

  private void leave(Object ticket) {
    queue.remove(ticket);
    core.signal();
  }

  /** How long a use may go on waiting: without end while it fits into what sessions leave. */
  private long leftToWait(KeyLoad load, long since) {
    long bytes = core.bytes(load);
    if (bytes <= table.limit()) {
      return Long.MAX_VALUE;
    }
    long left = core.settings().admission().toNanos() - (core.now() - since);
    if (left <= 0 || bytes > core.settings().budget()) {
      throw new KeyUnavailableException.NotLoaded(
          load.id(),
          "it needs %d bytes of the key budget, and sessions leave %d"
              .formatted(bytes, table.limit()),
          new KeyBudgetException("The key " + load.id(), bytes, table.limit()));
    }
    return left;
  }

  private Optional<Hold> tryClaim(KeyLoad load) {
    Optional<Hold> found = table.find(load.id());
    if (found.isPresent()) {
      Hold hold = found.get();
      if (hold.level() >= load.level()) {
        core.accounting().hit();
        table.claim(hold);
        return found;
      }
      if (!hold.isIdle()) {
        return Optional.empty();
      }
      table.evict(hold);
    }
    if (!table.makeRoom(core.bytes(load))) {
      return Optional.empty();
    }
    Hold hold = table.load(load, Hold.Origin.DEMAND);
    table.claim(hold);
    return Optional.of(hold);
  }
}
