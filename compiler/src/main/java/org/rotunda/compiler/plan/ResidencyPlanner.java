package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;

/**
 * Decides which keys are in memory when, for a trace known in advance: a key is loaded at its use, and to
 * make room the key that is used furthest in the future is dropped (Belady, "A study of replacement
 * algorithms for a virtual-storage computer", 1966), which is optimal in loads for keys of one size. Then
 * {@link ReadAhead} moves loads forward where there is room.
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
    return new ReadAhead(parameters, budget).apply(onDemand(trace));
  }

  private ResidencySchedule onDemand(List<KeyUse> trace) {
    NextUses nextUses = new NextUses(trace);
    Map<KeyId, Integer> resident = new LinkedHashMap<>();
    List<Step> steps = new ArrayList<>();
    long used = 0;
    for (int i = 0; i < trace.size(); i++) {
      KeyUse use = trace.get(i);
      List<KeyId> evictBefore = new ArrayList<>();
      Optional<KeyLoad> load = Optional.empty();
      int held = resident.getOrDefault(use.id(), -1);
      if (held < use.level()) {
        if (held >= 0) {
          used -= evict(use.id(), resident, evictBefore);
        }
        long bytes = uniform.bytes(parameters, use.level());
        while (used + bytes > budget) {
          used -= evict(furthest(resident, nextUses), resident, evictBefore);
        }
        used += bytes;
        resident.put(use.id(), use.level());
        load = Optional.of(new KeyLoad(use.id(), use.level(), uniform));
      }
      nextUses.passed(i);
      List<KeyId> evictAfter = new ArrayList<>();
      if (nextUses.next(use.id(), resident.getOrDefault(use.id(), -1)) == NextUses.NEVER) {
        used -= evict(use.id(), resident, evictAfter);
      }
      steps.add(new Step(use, evictBefore, load, List.of(), evictAfter));
    }
    return new ResidencySchedule(steps);
  }

  private long evict(KeyId id, Map<KeyId, Integer> resident, List<KeyId> evicted) {
    int level = resident.getOrDefault(id, -1);
    resident.remove(id);
    evicted.add(id);
    return uniform.bytes(parameters, level);
  }

  /** The resident key used furthest in the future; of equally far ones the largest. */
  private KeyId furthest(Map<KeyId, Integer> resident, NextUses nextUses) {
    KeyId victim = null;
    long victimNext = -1;
    int victimLevel = -1;
    for (Map.Entry<KeyId, Integer> entry : resident.entrySet()) {
      long next = nextUses.next(entry.getKey(), entry.getValue());
      if (next > victimNext || (next == victimNext && entry.getValue() > victimLevel)) {
        victim = entry.getKey();
        victimNext = next;
        victimLevel = entry.getValue();
      }
    }
    if (victim == null) {
      throw new IllegalStateException("Keys that fit one at a time left no key to drop.");
    }
    return victim;
  }
}
