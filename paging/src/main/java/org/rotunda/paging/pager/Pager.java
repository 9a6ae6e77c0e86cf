package org.rotunda.paging.pager;

import java.util.List;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.UniformResidency;

/**
 * Brings keys from a store into memory and drops them, within a budget of bytes that is never
 * exceeded.
 *
 * <p>Resident and planned sessions take a share of the budget when they are opened and give it back
 * when they have ended. What is left serves keys on demand, for every thread and every on-demand
 * session together: each key is read once for all who wait for it.
 *
 * <p>Nothing dead-locks: a planned or resident session waits for nothing but loads; a use on demand
 * holds no lease while it waits for one, because a thread holds one lease at a time, and is served
 * in its turn, and so is a session that waits for its share to become free; a share of the budget
 * that can't be had is refused and not waited for. No wait is polled or ends by a time-out. Threads
 * that wait for keys may be interrupted and keep their interrupt; loading is left to threads of the
 * pager's own, which are never interrupted.
 *
 * <p>Safe for use by several threads.
 */
public final class Pager implements EvaluationKeys, AutoCloseable {
  private final PagerCore core;
  private final KeyTable demandTable;
  private final DemandKeys demand;
  private final long budget;
  private long reserved;

  /**
   * A pager with nothing in memory.
   *
   * @param store the keys; closed by the caller, after the pager
   * @param budget the most bytes that keys take in memory at a time
   * @param uniform what keys loaded on demand hold of their uniform half
   * @param loaders how many keys are read at a time, at least 1
   * @param limbs where the limbs of keys come from: the heap, or a pool for at least the budget
   */
  public Pager(
      KeyStore store, long budget, UniformResidency uniform, int loaders, LimbAllocator limbs) {
    this.core = new PagerCore(store, budget, loaders, limbs);
    this.budget = budget;
    this.demandTable = new KeyTable(core, budget, () -> {});
    this.demand = new DemandKeys(core, demandTable, uniform);
  }

  /**
   * Borrows a key, which is loaded if it isn't in memory.
   *
   * @throws org.rotunda.ckks.evaluation.KeyUnavailableException if the store has no such key, it
   *     can't be read, or it doesn't fit into what sessions leave of the budget
   * @throws IllegalStateException if the pager is closed
   */
  @Override
  public KeyLease acquire(KeyId id, int level) {
    return demand.acquire(id, level);
  }

  /**
   * Opens a session. The calling thread must not hold a lease of this pager.
   *
   * @throws KeyBudgetException if the keys need more of the budget than other sessions leave
   * @throws ScheduleException.Invalid if a schedule can't be followed
   * @throws org.rotunda.ckks.evaluation.KeyUnavailableException if a resident key is missing or
   *     can't be loaded
   * @throws IllegalStateException if the pager is closed
   */
  public KeySession open(ResidencyPolicy policy) {
    return switch (policy) {
      case ResidencyPolicy.OnDemand _ -> new DemandSession(demand);
      case ResidencyPolicy.Resident resident -> openResident(resident);
      case ResidencyPolicy.Planned(ResidencySchedule schedule) -> openPlanned(schedule);
    };
  }

  private KeySession openResident(ResidencyPolicy.Resident policy) {
    policy.keys().forEach(key -> core.requireStored(key.id(), key.level()));
    List<KeyLoad> loads =
        policy.keys().stream()
            .map(key -> new KeyLoad(key.id(), key.level(), policy.uniform()))
            .toList();
    long bytes = loads.stream().mapToLong(core::bytes).sum();
    core.lock();
    try {
      return ResidentSession.open(core, reserve("The resident key set", bytes), loads);
    } finally {
      core.unlock();
    }
  }

  private KeySession openPlanned(ResidencySchedule schedule) {
    long bytes = ScheduleCheck.peakBytes(schedule, core.store());
    core.lock();
    try {
      return new PlannedSession(core, reserve("The residency schedule", bytes), schedule);
    } finally {
      core.unlock();
    }
  }

  /** Takes a share of the budget from the keys on demand, whose leases come back in the end. */
  private KeyTable reserve(String what, long bytes) {
    core.requireOpen();
    if (bytes > budget - reserved) {
      throw new KeyBudgetException(what, bytes, budget - reserved);
    }
    share(bytes);
    boolean cleared = false;
    try {
      demand.clearToLimit();
      cleared = true;
    } finally {
      if (!cleared) {
        share(-bytes);
      }
    }
    return new KeyTable(core, bytes, () -> share(-bytes));
  }

  private void share(long bytes) {
    reserved += bytes;
    demandTable.limit(budget - reserved);
    core.signal();
  }

  /** The counters up to now. */
  public PagerStatistics statistics() {
    core.lock();
    try {
      return core.accounting().snapshot();
    } finally {
      core.unlock();
    }
  }

  /**
   * Ends everything: waiting uses fail, loads under way are finished, keys without a lease leave
   * memory, the others when they are given back. Closing again does nothing.
   */
  @Override
  public void close() {
    core.lock();
    try {
      if (core.isClosed()) {
        return;
      }
      core.close();
      demandTable.close();
    } finally {
      core.unlock();
    }
    core.awaitLoaders();
  }
}
