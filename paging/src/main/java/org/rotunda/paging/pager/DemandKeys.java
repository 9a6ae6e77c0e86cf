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
 * Keys loaded when they are asked for; the least recently used without a lease make room.
 *
 * <p>Uses are served in the order in which they ask. The first in the queue either takes a key that
 * is in memory or loading at a sufficient level, or starts its load, or waits for room; those
 * behind it wait for their turn, even if their key is in memory. A use that has had its turn waits
 * for its load outside the queue. A session that is opened queues up likewise until the keys are
 * within what its share leaves.
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
    Stall stall = new Stall(new KeyUse(id, level));
    KeyLoad load = new KeyLoad(id, level, uniform);
    core.lock();
    try {
      Residence residence = awaitTurn(load, stall);
      table.awaitSettled(residence, stall);
      stall.end(core.accounting());
      return new TableLease(core, residence.key(), () -> table.giveBack(residence));
    } finally {
      core.unlock();
    }
  }

  /**
   * Evicts keys until they are within the table's limit, which was lowered; waits for leases in the
   * way. Called with the pager's lock held, by a thread that holds no lease.
   *
   * @throws IllegalStateException if the pager is closed meanwhile
   */
  void clearToLimit() {
    Object ticket = enqueue();
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

  private Residence awaitTurn(KeyLoad load, Stall stall) {
    Object ticket = enqueue();
    try {
      while (true) {
        core.requireOpen();
        requireFits(load);
        if (isFirst(ticket)) {
          Optional<Residence> claimed = tryClaim(load);
          if (claimed.isPresent()) {
            return claimed.get();
          }
        }
        stall.begin();
        core.await();
      }
    } finally {
      leave(ticket);
    }
  }

  private Object enqueue() {
    Object ticket = new Object();
    queue.addLast(ticket);
    return ticket;
  }

  private boolean isFirst(Object ticket) {
    return queue.getFirst().equals(ticket);
  }

  private void leave(Object ticket) {
    queue.remove(ticket);
    core.signal();
  }

  private void requireFits(KeyLoad load) {
    long bytes = core.bytes(load);
    if (bytes > table.limit()) {
      throw new KeyUnavailableException.NotLoaded(
          load.id(),
          "it needs %d bytes of the key budget, and sessions leave %d"
              .formatted(bytes, table.limit()),
          new KeyBudgetException("The key " + load.id(), bytes, table.limit()));
    }
  }

  private Optional<Residence> tryClaim(KeyLoad load) {
    Optional<Residence> found = table.find(load.id());
    if (found.isPresent()) {
      Residence residence = found.get();
      if (residence.load().level() >= load.level()) {
        core.accounting().hit();
        table.claim(residence);
        return found;
      }
      if (!residence.isIdle()) {
        return Optional.empty();
      }
      table.evict(residence);
    }
    if (!table.makeRoom(core.bytes(load))) {
      return Optional.empty();
    }
    Residence residence = table.load(load, Residence.Origin.DEMAND);
    table.claim(residence);
    return Optional.of(residence);
  }
}
