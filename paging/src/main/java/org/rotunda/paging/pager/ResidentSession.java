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
      List<Residence> residences =
          loads.stream().map(load -> table.load(load, Residence.Origin.DEMAND)).toList();
      residences.forEach(table::awaitSettled);
      residences.forEach(Residence::key);
      complete = true;
      return new ResidentSession(core, table);
    } finally {
      if (!complete) {
        table.close();
      }
    }
  }

  @Override
  public KeyLease acquire(KeyId id, int level) {
    core.requireStored(id, level);
    core.lock();
    try {
      table.requireOpen();
      Residence residence =
          table
              .find(id)
              .orElseThrow(
                  () ->
                      new KeyUnavailableException.NotLoaded(
                          id, "the session was opened without it"));
      if (residence.load().level() < level) {
        throw new KeyUnavailableException.LevelTooLow(id, level, residence.load().level());
      }
      core.accounting().hit();
      table.claim(residence);
      return new TableLease(core, residence.key(), () -> table.giveBack(residence));
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
