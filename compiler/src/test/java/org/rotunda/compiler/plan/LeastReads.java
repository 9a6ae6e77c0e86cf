package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.compiler.pass.UseGroups;

/**
 * The fewest bytes that any schedule of a small trace reads, found by trying all: every order
 * within groups, every level of a load, and after every use every choice of keys to drop and to
 * truncate.
 */
final class LeastReads {
  private final KeySizes sizes;
  private final long budget;
  private final List<Integer> levels;

  private LeastReads(UseGroups trace, KeySizes sizes, long budget) {
    this.sizes = sizes;
    this.budget = budget;
    this.levels = trace.uses().stream().map(KeyUse::level).distinct().sorted().toList();
  }

  static long of(UseGroups trace, KeySizes sizes, long budget) {
    LeastReads search = new LeastReads(trace, sizes, budget);
    Map<Map<KeyId, Integer>, Long> reached = Map.of(Map.of(), 0L);
    for (List<KeyUse> group : trace.groups()) {
      reached = search.after(group, reached);
    }
    return reached.values().stream().mapToLong(Long::longValue).min().orElseThrow();
  }

  private Map<Map<KeyId, Integer>, Long> after(
      List<KeyUse> group, Map<Map<KeyId, Integer>, Long> reached) {
    if (group.isEmpty()) {
      return reached;
    }
    Map<Map<KeyId, Integer>, Long> all = new HashMap<>();
    for (KeyUse first : group) {
      List<KeyUse> rest = new ArrayList<>(group);
      rest.remove(first);
      after(rest, after(first, reached))
          .forEach((state, read) -> all.merge(state, read, Math::min));
    }
    return all;
  }

  private Map<Map<KeyId, Integer>, Long> after(KeyUse use, Map<Map<KeyId, Integer>, Long> reached) {
    Map<Map<KeyId, Integer>, Long> next = new HashMap<>();
    reached.forEach(
        (state, read) -> {
          if (state.getOrDefault(use.id(), -1) >= use.level()) {
            addReduced(state, read, next);
          }
          for (int level : levels) {
            if (level >= use.level()) {
              for (Map<KeyId, Integer> others : reductions(state)) {
                Map<KeyId, Integer> loaded = new TreeMap<>(others);
                loaded.put(use.id(), level);
                if (bytes(loaded) <= budget) {
                  addReduced(loaded, read + sizes.read(level), next);
                }
              }
            }
          }
        });
    return next;
  }

  private void addReduced(
      Map<KeyId, Integer> state, long read, Map<Map<KeyId, Integer>, Long> next) {
    reductions(state).forEach(reduced -> next.merge(reduced, read, Math::min));
  }

  private long bytes(Map<KeyId, Integer> state) {
    return state.values().stream().mapToLong(sizes::memory).sum();
  }

  /** All that is left of some keys when each may be dropped or truncated. */
  private List<Map<KeyId, Integer>> reductions(Map<KeyId, Integer> state) {
    List<Map<KeyId, Integer>> all = new ArrayList<>(List.of(new TreeMap<>()));
    state.forEach(
        (id, held) -> {
          List<Map<KeyId, Integer>> more = new ArrayList<>(all);
          for (int level : levels) {
            if (level <= held) {
              for (Map<KeyId, Integer> less : all) {
                Map<KeyId, Integer> with = new TreeMap<>(less);
                with.put(id, level);
                more.add(with);
              }
            }
          }
          all.clear();
          all.addAll(more);
        });
    return all;
  }
}
