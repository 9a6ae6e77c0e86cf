package org.rotunda.paging.pager;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;

/**
 * A run that follows a checked schedule in a share of the budget of its own. It waits for nothing
 * but loads, which end: the check has shown that every load fits when its step comes.
 *
 * <p>The uses of a run come one after the other, each with its lease given back before the next,
 * from whatever threads. A use that failed, because its load did or could not be started, may be
 * tried again.
 */
final class PlannedSession implements KeySession {
  private final PagerCore core;
  private final KeyTable table;
  private final List<Step> steps;
  private final Map<KeyId, KeyLoad> planned = new HashMap<>();
  private int position;
  private Phase phase = Phase.BEFORE;

  private enum Phase {
    /** The events before the use are still to come. */
    BEFORE,
    /** They are over, but the used key failed to come. */
    FAILED,
    /** A thread is at work on the use: acquiring, holding the lease, or giving it back. */
    BUSY
  }

  PlannedSession(PagerCore core, KeyTable table, ResidencySchedule schedule) {
    this.core = core;
    this.table = table;
    this.steps = schedule.steps();
  }

  /**
   * Borrows the key of the next use.
   *
   * @throws ScheduleException.Deviation if the next use is another, or a lease is open
   * @throws org.rotunda.ckks.evaluation.KeyUnavailableException.NotLoaded if the key could not be
   *     read
   */
  @Override
  public KeyLease acquire(KeyId id, int level) {
    KeyUse use = new KeyUse(id, level);
    core.lock();
    try {
      table.requireOpen();
      Step step = next(use);
      return switch (phase) {
        case BEFORE -> enter(step);
        case FAILED -> lease(step);
        case BUSY -> throw new ScheduleException.Deviation(position, use);
      };
    } finally {
      core.unlock();
    }
  }

  /** If this fails, the use may be tried again, without the events before it. */
  private KeyLease lease(Step step) {
    phase = Phase.BUSY;
    boolean leased = false;
    try {
      KeyLease lease = borrow(step);
      leased = true;
      return lease;
    } finally {
      if (!leased) {
        phase = Phase.FAILED;
      }
    }
  }

  private KeyLease borrow(Step step) {
    Stall stall = new Stall(step.use());
    KeyId id = step.use().id();
    Residence residence = table.find(id).orElseGet(() -> loadAgain(id));
    table.claim(residence);
    table.awaitSettled(residence, stall);
    stall.end(core.accounting());
    return new TableLease(core, residence.key(), () -> leave(step, residence));
  }

  private Step next(KeyUse use) {
    if (phase == Phase.BUSY) {
      throw new ScheduleException.Deviation(position, use);
    }
    if (position == steps.size()) {
      throw new ScheduleException.Deviation(position, List.of(), use);
    }
    Step step = steps.get(position);
    if (!step.use().equals(use)) {
      throw new ScheduleException.Deviation(position, List.of(step.use()), use);
    }
    return step;
  }

  /**
   * The events before a use, and the use. If an eviction fails, all may be tried again; a load that
   * fails to start is made up for when its key is used.
   */
  private KeyLease enter(Step step) {
    phase = Phase.BUSY;
    boolean evicted = false;
    try {
      step.evictBefore().forEach(this::drop);
      evicted = true;
    } finally {
      phase = evicted ? Phase.FAILED : Phase.BEFORE;
    }
    step.load().ifPresent(load -> planned.put(load.id(), load));
    step.prefetch().forEach(load -> planned.put(load.id(), load));
    if (step.load().isEmpty()) {
      core.accounting().hit();
    }
    // The used key is asked for before those of later uses.
    step.load().ifPresent(load -> table.load(load, Residence.Origin.DEMAND));
    step.prefetch().forEach(load -> table.load(load, Residence.Origin.PREFETCH));
    return lease(step);
  }

  /** The key's earlier load failed; the schedule has kept its bytes free. */
  private Residence loadAgain(KeyId id) {
    KeyLoad load = planned.get(id);
    if (load == null) {
      throw new IllegalStateException("The checked schedule has no load of the key " + id);
    }
    return table.load(load, Residence.Origin.DEMAND);
  }

  /** The use is over: the events after it. */
  private void leave(Step step, Residence residence) {
    table.giveBack(residence);
    step.evictAfter().forEach(this::drop);
    position++;
    phase = Phase.BEFORE;
  }

  /** Evicts a key, or forgets it if its load failed. */
  private void drop(KeyId id) {
    planned.remove(id);
    table
        .find(id)
        .ifPresent(
            residence -> {
              table.awaitSettled(residence);
              if (residence.isIdle()) {
                table.evict(residence);
              }
            });
  }

  @Override
  public void close() {
    core.lock();
    try {
      table.close();
    } finally {
      core.unlock();
    }
  }
}
