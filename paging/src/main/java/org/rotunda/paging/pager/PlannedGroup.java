package org.rotunda.paging.pager;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;

/**
 * Runs that follow one checked schedule together, in one share of the budget: each key is read once
 * for all. The events between two uses happen as soon as every run is over the first of them, at the
 * end of its lease and not at the beginning of the next, so that a load overlaps with all the work
 * between; runs that are ahead wait for the others where there are events.
 *
 * <p>Nobody waits but for loads, which end, and for runs that are behind, which don't wait for those
 * ahead: the check has shown that every load fits when its step comes. Used with the pager's lock
 * held.
 */
final class PlannedGroup {
  private final PagerCore core;
  private final KeyTable table;
  private final List<Step> steps;
  private final List<PlannedSession> running = new ArrayList<>();
  private final Map<KeyId, KeyLoad> planned = new HashMap<>();
  private final Deque<Event> pending = new ArrayDeque<>();
  private int begun;

  /** What happens to a key between two uses. */
  private sealed interface Event {
    /** It is let go, or forgotten if its load has failed. */
    record Drop(KeyId id) implements Event {}

    /** It is cut to a lower level. */
    record Shrink(KeyId id, int level) implements Event {}

    /** It begins to be loaded. */
    record Begin(KeyLoad load, Hold.Origin origin) implements Event {}
  }

  private PlannedGroup(PagerCore core, KeyTable table, ResidencySchedule schedule) {
    this.core = core;
    this.table = table;
    this.steps = schedule.steps();
  }

  /** Begins runs, whose first keys are asked for at once. Called with the pager's lock held. */
  static List<PlannedSession> open(
      PagerCore core, KeyTable table, ResidencySchedule schedule, int runs) {
    PlannedGroup group = new PlannedGroup(core, table, schedule);
    for (int i = 0; i < runs; i++) {
      group.running.add(new PlannedSession(core, group));
    }
    List<PlannedSession> sessions = List.copyOf(group.running);
    group.advance();
    return sessions;
  }

  /** The step at a position; empty after the last. */
  Optional<Step> step(int position) {
    return position < steps.size() ? Optional.of(steps.get(position)) : Optional.empty();
  }

  /** Does the events that every run is ready for, up to one that must wait. */
  void advance() {
    while (!table.isClosed() && !core.isClosed()) {
      if (pending.isEmpty()) {
        if (begun > steps.size() || slowest() < begun) {
          return;
        }
        addEvents(begun);
        begun++;
      } else if (isDone(pending.getFirst())) {
        pending.removeFirst();
      } else {
        return;
      }
    }
  }

  private int slowest() {
    return running.stream().mapToInt(PlannedSession::position).min().orElse(0);
  }

  /** The events between the use before a position and the use there. */
  private void addEvents(int position) {
    if (position > 0) {
      Step before = steps.get(position - 1);
      before
          .shrinkAfter()
          .ifPresent(level -> pending.add(new Event.Shrink(before.use().id(), level)));
      before.evictAfter().forEach(id -> pending.add(new Event.Drop(id)));
    }
    if (position < steps.size()) {
      Step step = steps.get(position);
      step.evictBefore().forEach(id -> pending.add(new Event.Drop(id)));
      // The used key is asked for before those of later uses.
      step.load().ifPresent(load -> pending.add(new Event.Begin(load, Hold.Origin.DEMAND)));
      step.prefetch()
          .forEach(load -> pending.add(new Event.Begin(load, Hold.Origin.PREFETCH)));
    }
  }

  /** Does an event, if that needs no waiting. */
  private boolean isDone(Event event) {
    return switch (event) {
      case Event.Begin(KeyLoad load, Hold.Origin origin) -> {
        planned.put(load.id(), load);
        table.load(load, origin);
        yield true;
      }
      case Event.Shrink(KeyId id, int level) -> {
        Optional<Hold> hold = table.find(id);
        boolean free = isFree(hold);
        if (free) {
          planned.computeIfPresent(id, (_, load) -> new KeyLoad(id, level, load.uniform()));
          hold.ifPresent(held -> table.shrink(held, level));
        }
        yield free;
      }
      case Event.Drop(KeyId id) -> {
        Optional<Hold> hold = table.find(id);
        boolean free = isFree(hold);
        if (free) {
          planned.remove(id);
          hold.ifPresent(table::evict);
        }
        yield free;
      }
    };
  }

  private static boolean isFree(Optional<Hold> hold) {
    return hold.isEmpty() || hold.get().isIdle();
  }

  /** Claims the key of a use and waits until it is in memory. */
  Hold claim(int position, KeyUse use, Stall stall) {
    while (!isReady(position)) {
      stall.begin();
      core.await();
      table.requireOpen();
    }
    KeyId id = use.id();
    Optional<Hold> found = table.find(id);
    if (found.filter(this::isOwnLoad).isEmpty()) {
      core.accounting().hit();
    }
    Hold hold = found.orElseGet(() -> loadAgain(id));
    table.claim(hold);
    table.awaitSettled(hold, stall);
    return hold;
  }

  /** Whether a key is loaded for the use at hand and hasn't been used before. */
  private boolean isOwnLoad(Hold hold) {
    return !hold.isPrefetched() && !hold.isUsed();
  }

  private boolean isReady(int position) {
    advance();
    return begun > position && (begun > position + 1 || pending.isEmpty());
  }

  /** The key's earlier load failed; the schedule has kept its bytes free. */
  private Hold loadAgain(KeyId id) {
    KeyLoad load = planned.get(id);
    if (load == null) {
      throw new IllegalStateException("The checked schedule has no load of the key " + id);
    }
    return table.load(load, Hold.Origin.DEMAND);
  }

  /** A use is over. */
  void giveBack(Hold hold) {
    table.giveBack(hold);
    advance();
  }

  /**
   * Checks that the runs may go on.
   *
   * @throws IllegalStateException if the pager is closed
   */
  void requireOpen() {
    table.requireOpen();
  }

  /** A run has ended; the others don't wait for it any more. */
  void end(PlannedSession session) {
    running.remove(session);
    if (running.isEmpty()) {
      table.close();
    } else {
      advance();
      core.signal();
    }
  }
}
