package org.rotunda.paging.pager;

import java.util.HashMap;
import java.util.Map;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.KeyStore;

/**
 * Follows a schedule on paper before a run does: every use finds its key at a sufficient level,
 * only absent keys are loaded, only present ones evicted, and the store has what is loaded, unless
 * it is still being filled.
 */
final class ScheduleCheck {
  private final KeyStore store;
  private final boolean filling;
  private final Map<KeyId, KeyLoad> resident = new HashMap<>();
  private int position;
  private long bytes;
  private long peak;

  private ScheduleCheck(KeyStore store, boolean filling) {
    this.store = store;
    this.filling = filling;
  }

  /**
   * The most bytes that a schedule has in memory at a time.
   *
   * @param filling whether keys may come into the store while it is used
   * @throws ScheduleException.Invalid if it can't be followed
   */
  static long peakBytes(ResidencySchedule schedule, KeyStore store, boolean filling) {
    ScheduleCheck check = new ScheduleCheck(store, filling);
    schedule.steps().forEach(check::follow);
    return check.peak;
  }

  private void follow(Step step) {
    step.evictBefore().forEach(this::evict);
    step.load().ifPresent(this::load);
    step.prefetch().forEach(this::load);
    KeyLoad used = resident.get(step.use().id());
    if (used == null || used.level() < step.use().level()) {
      throw new ScheduleException.Invalid(
          position,
          "it uses %s at level %d, which is not in memory at that level"
              .formatted(step.use().id(), step.use().level()));
    }
    step.shrinkAfter().ifPresent(level -> shrink(used, level));
    step.evictAfter().forEach(this::evict);
    position++;
  }

  private void load(KeyLoad load) {
    boolean stored =
        filling || store.find(load.id()).filter(key -> key.level() >= load.level()).isPresent();
    if (!stored) {
      throw new ScheduleException.Invalid(
          position,
          "it loads %s at level %d, which the store does not have"
              .formatted(load.id(), load.level()));
    }
    if (resident.put(load.id(), load) != null) {
      throw new ScheduleException.Invalid(
          position, "it loads %s, which is in memory already".formatted(load.id()));
    }
    bytes += bytes(load);
    peak = Math.max(peak, bytes);
  }

  private void shrink(KeyLoad used, int level) {
    if (level >= used.level()) {
      throw new ScheduleException.Invalid(
          position,
          "it truncates %s to level %d, but it is in memory at level %d"
              .formatted(used.id(), level, used.level()));
    }
    KeyLoad shrunk = new KeyLoad(used.id(), level, used.uniform());
    resident.put(used.id(), shrunk);
    bytes += bytes(shrunk) - bytes(used);
  }

  private void evict(KeyId id) {
    KeyLoad load = resident.remove(id);
    if (load == null) {
      throw new ScheduleException.Invalid(
          position, "it evicts %s, which is not in memory".formatted(id));
    }
    bytes -= bytes(load);
  }

  private long bytes(KeyLoad load) {
    return load.uniform().bytes(store.parameters(), load.level());
  }
}
