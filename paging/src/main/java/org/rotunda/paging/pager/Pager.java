package org.rotunda.paging.pager;

import java.util.List;
import java.util.concurrent.ThreadFactory;
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
 * when they have ended; a session that finds too little left waits for its turn. What is left serves
 * keys on demand, for every thread and every on-demand session together. A key that several need is
 * read once and in memory once, whatever sessions they are.
 *
 * <p>Nothing dead-locks: a planned or resident session waits for nothing but loads, and in a group
 * for runs behind it; a use on demand holds no lease while it waits for one, because a thread holds
 * one lease at a time, and is served in its turn, and so is a session that waits for its share. No
 * use waits by a time-out but for a key that is to arrive in the store. Threads that wait for keys
 * may be interrupted and keep their interrupt; loading is left to threads of the pager's own, which
 * are never interrupted.
 *
 * <p>Reads that fail because the device does are tried again a bounded number of times. A slow
 * device makes uses wait and changes nothing else.
 *
 * <p>Safe for use by several threads.
 */
public final class Pager implements EvaluationKeys, AutoCloseable {
  private final PagerCore core;
  private final KeyTable demandTable;
  private final DemandKeys demand;
  private final Admission admission;
  private final long budget;
  private long reserved;

  /**
   * A pager with nothing in memory.
   *
   * @param store the keys; closed by the caller, after the pager
   * @param settings how it works
   * @param limbs where the limbs of keys come from: the heap, or a pool for at least the budget
   */
  public Pager(KeyStore store, PagerSettings settings, LimbAllocator limbs) {
    this(
        store,
        settings,
        limbs,
        Monitor.ofMachine(),
        Thread.ofPlatform().daemon().name("key-loader-", 0).factory());
  }

  /**
   * A pager with nothing in memory, for a complete store.
   *
   * @param store the keys; closed by the caller, after the pager
   * @param budget the most bytes that keys take in memory at a time
   * @param uniform what keys loaded on demand hold of their uniform half
   * @param loaders how many keys are read at a time, at least 1
   * @param limbs where the limbs of keys come from: the heap, or a pool for at least the budget
   */
  public Pager(
      KeyStore store, long budget, UniformResidency uniform, int loaders, LimbAllocator limbs) {
    this(store, PagerSettings.of(budget, uniform).withLoaders(loaders), limbs);
  }

  /** With a given monitor, and loaders' threads from a given factory. */
  Pager(
      KeyStore store,
      PagerSettings settings,
      LimbAllocator limbs,
      Monitor monitor,
      ThreadFactory threads) {
    this.core = new PagerCore(store, settings, limbs, monitor, threads);
    this.budget = settings.budget();
    this.demandTable = new KeyTable(core, budget, () -> {});
    this.demand = new DemandKeys(core, demandTable, settings.uniform());
    this.admission = new Admission(core, () -> budget - reserved);
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
   * Opens a session; waits for its turn and for others to give back what it needs of the budget, at
   * most for as long as the settings say. The calling thread must not hold a lease of this pager,
   * nor, unless it is content to be refused, a session that leaves too little.
   *
   * @throws KeyBudgetException if the keys need more than the budget, or more than other sessions
   *     have left in time
   * @throws ScheduleException.Invalid if a schedule can't be followed
   * @throws org.rotunda.ckks.evaluation.KeyUnavailableException if a resident key is missing or
   *     can't be loaded
   * @throws IllegalStateException if the pager is closed
   */
  public KeySession open(ResidencyPolicy policy) {
    return switch (policy) {
      case ResidencyPolicy.OnDemand _ -> new DemandSession(demand);
      case ResidencyPolicy.Resident resident -> openResident(resident);
      case ResidencyPolicy.Planned planned -> openTogether(planned, 1).getFirst();
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

  /**
   * Opens sessions for runs of one schedule that go side by side in one share of the budget, with
   * each key read once for all of them. Each run needs a thread of its own: where the schedule loads
   * or drops a key, runs that are ahead wait for those behind, until these have ended or are closed.
   *
   * @param runs how many, at least 1
   * @throws KeyBudgetException and others as {@link #open}
   */
  public List<KeySession> openTogether(ResidencyPolicy.Planned policy, int runs) {
    ResidencySchedule schedule = policy.schedule();
    long bytes = ScheduleCheck.peakBytes(schedule, core.store(), core.isFilling());
    core.lock();
    try {
      KeyTable table = reserve("The residency schedule", bytes);
      return List.copyOf(PlannedGroup.open(core, table, schedule, runs));
    } finally {
      core.unlock();
    }
  }

  /** Takes a share of the budget from the keys on demand, whose leases come back in the end. */
  private KeyTable reserve(String what, long bytes) {
    admission.await(what, bytes, () -> share(bytes));
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
