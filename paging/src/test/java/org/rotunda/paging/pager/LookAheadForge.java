package org.rotunda.paging.pager;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.UniformResidency;

/**
 * Schedules that load each key a number of uses ahead, in the place of the key used furthest in the
 * future, for keys that are all used at one level.
 */
final class LookAheadForge {
  private final List<KeyUse> trace;
  private final int capacity;
  private final Map<KeyId, KeyLoad> resident = new LinkedHashMap<>();

  private LookAheadForge(List<KeyUse> trace, int capacity) {
    this.trace = trace;
    this.capacity = capacity;
  }

  /**
   * A schedule.
   *
   * @param capacity how many keys are in memory at most
   * @param ahead how many uses ahead a load starts, less than the capacity
   */
  static ResidencySchedule schedule(List<KeyUse> trace, int capacity, int ahead) {
    LookAheadForge forge = new LookAheadForge(trace, capacity);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < trace.size(); i++) {
      steps.add(forge.step(i, Math.min(trace.size(), i + ahead + 1)));
    }
    return new ResidencySchedule(steps);
  }

  private Step step(int position, int end) {
    Set<KeyId> needed = new HashSet<>();
    List<KeyId> evict = new ArrayList<>();
    Optional<KeyLoad> own = Optional.empty();
    List<KeyLoad> prefetch = new ArrayList<>();
    for (int i = position; i < end; i++) {
      KeyUse use = trace.get(i);
      needed.add(use.id());
      if (!resident.containsKey(use.id())) {
        if (resident.size() == capacity) {
          KeyId victim = furthest(position, needed);
          resident.remove(victim);
          evict.add(victim);
        }
        KeyLoad load = new KeyLoad(use.id(), use.level(), UniformResidency.LEAN);
        resident.put(use.id(), load);
        if (i == position) {
          own = Optional.of(load);
        } else {
          prefetch.add(load);
        }
      }
    }
    return new Step(trace.get(position), evict, own, prefetch, List.of());
  }

  private KeyId furthest(int position, Set<KeyId> needed) {
    return resident.keySet().stream()
        .filter(id -> !needed.contains(id))
        .max(Comparator.comparingInt(id -> nextUse(id, position)))
        .orElseThrow();
  }

  private int nextUse(KeyId id, int position) {
    for (int i = position; i < trace.size(); i++) {
      if (trace.get(i).id().equals(id)) {
        return i;
      }
    }
    return trace.size();
  }
}
