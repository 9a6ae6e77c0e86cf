package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;

/**
 * Decides which keys are in memory when, for a trace known in advance: a key is loaded at its use,
 * and to make room the key that is used furthest in the future is dropped (Belady, "A study of
 * replacement algorithms for a virtual-storage computer", 1966), which is optimal in loads for keys
 * of one size. If all keys fit, each is loaded once, for the highest level of its uses; else a key
 * is loaded for the level of the use at hand. Then {@link ReadAhead} moves loads forward where
 * there is room.
 */
public final class ResidencyPlanner {
  private final Parameters parameters;
  private final UniformResidency uniform;
  private final long budget;

  /**
   * A planner.
   *
   * @param uniform what every key in memory holds of its uniform half
   * @param budget the most bytes of keys in memory at a time
   */
  public ResidencyPlanner(Parameters parameters, UniformResidency uniform, long budget) {
    this.parameters = parameters;
    this.uniform = uniform;
    this.budget = budget;
  }

  /**
   * The schedule of a trace.
   *
   * @throws BudgetException if the largest key of the trace exceeds the budget
   */
  public ResidencySchedule plan(List<KeyUse> trace) {
    long largest =
        trace.stream().mapToLong(use -> uniform.bytes(parameters, use.level())).max().orElse(0);
    if (largest > budget) {
      throw new BudgetException(budget, largest);
    }
    return new ReadAhead(parameters, budget).apply(onDemand(trace, loadLevels(trace)));
  }

  /** The levels that keys are loaded for, where it isn't that of the use. */
  private Map<KeyId, Integer> loadLevels(List<KeyUse> trace) {
    Map<KeyId, Integer> highest = new HashMap<>();
    trace.forEach(use -> highest.merge(use.id(), use.level(), Math::max));
    long all = 0;
    for (int level : highest.values()) {
      all += uniform.bytes(parameters, level);
    }
    return all <= budget ? highest : Map.of();
  }

  private ResidencySchedule onDemand(List<KeyUse> trace, Map<KeyId, Integer> loadLevels) {
    NextUses nextUses = new NextUses(trace);
    Resident resident = new Resident();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < trace.size(); i++) {
      KeyUse use = trace.get(i);
      List<KeyId> evictBefore = new ArrayList<>();
      Optional<KeyLoad> load = Optional.empty();
      int held = resident.take(use.id(), i);
      int level = held;
      if (held < use.level()) {
        if (held >= 0) {
          evictBefore.add(use.id());
        }
        level = loadLevels.getOrDefault(use.id(), use.level());
        resident.makeRoom(uniform.bytes(parameters, level), evictBefore);
        load = Optional.of(new KeyLoad(use.id(), level, uniform));
      }
      nextUses.passed(i);
      List<KeyId> evictAfter = new ArrayList<>();
      int next = nextUses.next(use.id(), level);
      if (next == NextUses.NEVER) {
        evictAfter.add(use.id());
      } else {
        resident.put(use.id(), level, next);
      }
      steps.add(new Step(use, evictBefore, load, List.of(), evictAfter));
    }
    return new ResidencySchedule(steps);
  }

  /** The keys in memory that have a next use, which is another position for each. */
  private final class Resident {
    private final NavigableMap<Integer, KeyId> byNextUse = new TreeMap<>();
    private final Map<KeyId, Integer> levels = new HashMap<>();
    private long used;

    void put(KeyId id, int level, int nextUse) {
      byNextUse.put(nextUse, id);
      levels.put(id, level);
      used += uniform.bytes(parameters, level);
    }

    /** Takes a key out for its use at a position; returns its level, or -1 if it isn't there. */
    int take(KeyId id, int position) {
      Integer level = levels.remove(id);
      if (level == null) {
        return -1;
      }
      byNextUse.remove(position);
      used -= uniform.bytes(parameters, level);
      return level;
    }

    /** Drops the keys used furthest in the future until there is room. */
    void makeRoom(long bytes, List<KeyId> evicted) {
      while (used + bytes > budget) {
        Map.Entry<Integer, KeyId> furthest = byNextUse.lastEntry();
        if (furthest == null) {
          throw new IllegalStateException("Keys that fit one at a time left no key to drop.");
        }
        take(furthest.getValue(), furthest.getKey());
        evicted.add(furthest.getValue());
      }
    }
  }
}
