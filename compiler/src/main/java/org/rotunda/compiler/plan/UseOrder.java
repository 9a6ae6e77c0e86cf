package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.compiler.pass.UseGroups;

/**
 * Orders the uses of every group: those whose keys are in memory come first, then the others, the
 * keys that are needed furthest in the future before those that are needed soon, so that the latter
 * are still there. Which are in memory follows from dropping the keys whose next group is furthest.
 *
 * <p>Of keys with the same next group, those are kept that are needed furthest in the future after
 * it: being in memory they come first there, so that the others, loaded there, are those that stay.
 */
final class UseOrder {
  private static final int NEVER = Integer.MAX_VALUE;

  /**
   * A use and what follows of its key.
   *
   * @param group the group of the use
   * @param next the group of the next use
   * @param second the group of the use after that
   * @param nextLevel the level of the next use
   */
  private record Future(KeyUse use, int group, int next, int second, int nextLevel) {}

  private static final Comparator<Future> FURTHEST_FIRST =
      Comparator.comparingInt(Future::next)
          .reversed()
          .thenComparingInt(Future::second)
          .thenComparing(future -> future.use().id());

  private final KeySizes sizes;
  private final long budget;
  private final TreeSet<Future> resident = new TreeSet<>(FURTHEST_FIRST);
  private final Map<KeyId, Future> byKey = new HashMap<>();
  private long used;

  private UseOrder(KeySizes sizes, long budget) {
    this.sizes = sizes;
    this.budget = budget;
  }

  /** The uses of a trace in a good order. */
  static List<KeyUse> of(UseGroups trace, KeySizes sizes, long budget) {
    UseOrder order = new UseOrder(sizes, budget);
    List<KeyUse> uses = new ArrayList<>();
    for (List<Future> group : futures(trace.groups())) {
      List<Future> present = new ArrayList<>();
      List<Future> absent = new ArrayList<>();
      group.forEach(future -> (order.take(future.use().id()) ? present : absent).add(future));
      present.sort(FURTHEST_FIRST);
      absent.sort(FURTHEST_FIRST);
      present.forEach(order::keep);
      for (Future future : absent) {
        order.makeRoom(sizes.memory(future.use().level()));
        order.keep(future);
      }
      present.forEach(future -> uses.add(future.use()));
      absent.forEach(future -> uses.add(future.use()));
    }
    return uses;
  }

  private static List<List<Future>> futures(List<List<KeyUse>> groups) {
    List<List<Future>> result = new ArrayList<>();
    Map<KeyId, Future> later = new HashMap<>();
    for (int g = groups.size() - 1; g >= 0; g--) {
      List<Future> group = new ArrayList<>();
      for (KeyUse use : groups.get(g)) {
        Future next = later.get(use.id());
        Future own =
            next == null
                ? new Future(use, g, NEVER, NEVER, 0)
                : new Future(use, g, next.group(), next.next(), next.use().level());
        group.add(own);
        later.put(use.id(), own);
      }
      result.add(group);
    }
    return result.reversed();
  }

  /** Keeps a key for its next use, if it serves that. */
  private void keep(Future future) {
    if (future.next() != NEVER && future.nextLevel() <= future.use().level()) {
      resident.add(future);
      byKey.put(future.use().id(), future);
      used += sizes.memory(future.nextLevel());
      makeRoom(0);
    }
  }

  /** Takes a key out for its use; whether it was there. */
  private boolean take(KeyId id) {
    Future future = byKey.remove(id);
    if (future == null) {
      return false;
    }
    resident.remove(future);
    used -= sizes.memory(future.nextLevel());
    return true;
  }

  private void makeRoom(long more) {
    while (used + more > budget && !resident.isEmpty()) {
      take(resident.first().use().id());
    }
  }
}
