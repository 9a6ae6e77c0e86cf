package org.rotunda.paging.pager;

import java.util.List;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.paging.pager.ResidencySchedule.Step;

/**
 * A run that follows a checked schedule, by itself or together with others of its {@linkplain
 * PlannedGroup group}.
 *
 * <p>The uses of a run come one after the other, each with its lease given back before the next,
 * from whatever threads. A use that failed because its key could not be loaded may be tried again.
 */
final class PlannedSession implements KeySession {
  private final PagerCore core;
  private final PlannedGroup group;
  private int position;
  private boolean busy;
  private boolean closed;

  PlannedSession(PagerCore core, PlannedGroup group) {
    this.core = core;
    this.group = group;
  }

  /** How many uses are over. */
  int position() {
    return position;
  }

  /**
   * Borrows the key of the next use.
   *
   * @throws ScheduleException.Deviation if the next use is another, or a lease is open
   * @throws org.rotunda.ckks.evaluation.KeyUnavailableException.NotLoaded if the key could not be
   *     read, or did not come in time
   */
  @Override
  public KeyLease acquire(KeyId id, int level) {
    KeyUse use = new KeyUse(id, level);
    core.lock();
    try {
      requireOpen();
      requireNext(use);
      return lease(use);
    } finally {
      core.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The session was closed; open one for each run.");
    }
    group.requireOpen();
  }

  private void requireNext(KeyUse use) {
    if (busy) {
      throw new ScheduleException.Deviation(position, use);
    }
    List<KeyUse> expected = group.step(position).stream().map(Step::use).toList();
    if (!expected.equals(List.of(use))) {
      throw new ScheduleException.Deviation(position, expected, use);
    }
  }

  private KeyLease lease(KeyUse use) {
    busy = true;
    boolean leased = false;
    Stall stall = new Stall(core, use);
    try {
      Hold hold = group.claim(position, use, stall);
      KeyLease lease = new TableLease(core, hold.key(), () -> leave(hold));
      leased = true;
      return lease;
    } finally {
      stall.end();
      busy = leased;
    }
  }

  private void leave(Hold hold) {
    busy = false;
    position++;
    group.giveBack(hold);
  }

  @Override
  public void close() {
    core.lock();
    try {
      if (!closed) {
        closed = true;
        group.end(this);
      }
    } finally {
      core.unlock();
    }
  }
}
