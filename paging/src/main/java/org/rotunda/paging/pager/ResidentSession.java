package org.rotunda.paging.pager;

import java.util.List;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;

/** A run whose keys are all in memory from its start to its end. */
final class ResidentSession implements KeySession {
  private final PagerCore core;
  private final KeyTable table;

  private ResidentSession(PagerCore core, KeyTable table) {
    this.core = core;
    this.table = table;
  }

  /**
   * Loads everything, with the pager's lock held.
   *
   * @throws KeyUnavailableException if a key can't be loaded; none stays then
   */
  static ResidentSession open(PagerCore core, KeyTable table, List<KeyLoad> loads) {
    boolean complete = false;
    try {
      List<Hold> holds =
          loads.stream().map(load -> table.load(load, Hold.Origin.DEMAND)).toList();
      holds.forEach(hold -> settle(core, table, hold));
      holds.forEach(Hold::key);
      complete = true;
      return new ResidentSession(core, table);
    } finally {
      if (!complete) {
        table.close();
      }
    }
  }

  /** From here on the time counts in which the key must come. */
  private static void settle(PagerCore core, KeyTable table, Hold hold) {
    core.demanded(hold.residence());
    table.awaitSettled(hold);
  }

  @Override
  public KeyLease acquire(KeyId id, int level) {
    core.requireStored(id, level);
    core.lock();
    try {
      table.requireOpen();
      Hold hold =
          table
              .find(id)
              .orElseThrow(
                  () ->
                      new KeyUnavailableException.NotLoaded(
                          id, "the session was opened without it"));
      if (hold.level() < level) {
        throw new KeyUnavailableException.LevelTooLow(id, level, hold.level());
      }
      core.accounting().hit();
      table.claim(hold);
      return new TableLease(core, hold.key(), () -> table.giveBack(hold));
    } finally {
      core.unlock();
    }
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
