package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.compiler.pass.UseGroups;

/**
 * The fewest bytes that any schedule of a small trace reads, found by trying all: every order
 * within groups, every level of a load, and after every use every choice of keys to drop and to
 * truncate.
 *
 * <p>A state is what is held of up to 16 keys, 4 bits each: 0 for nothing, else 1 and the index of
 * a level. With a state, all that is left of it by dropping and truncating is reached too, for no
 * more bytes, so a load starts from states as they are.
 */
final class LeastReads {
  private static final int BITS = 4;
  private static final int MOST = Long.SIZE / BITS;

  private final KeySizes sizes;
  private final long budget;
  private final List<KeyId> keys;
  private final List<Integer> levels;

  private LeastReads(UseGroups trace, KeySizes sizes, long budget) {
    this.sizes = sizes;
    this.budget = budget;
    this.keys = trace.uses().stream().map(KeyUse::id).distinct().toList();
    this.levels = trace.uses().stream().map(KeyUse::level).distinct().sorted().toList();
    if (keys.size() > MOST || levels.size() >= MOST) {
      throw new IllegalArgumentException(
          "Of at most %d keys at %d levels all schedules are tried, not of %d at %d."
              .formatted(MOST, MOST - 1, keys.size(), levels.size()));
    }
  }

  static long of(UseGroups trace, KeySizes sizes, long budget) {
    LeastReads search = new LeastReads(trace, sizes, budget);
    Map<Long, Long> reached = Map.of(0L, 0L);
    for (List<KeyUse> group : trace.groups()) {
      reached = search.after(group, reached);
    }
    return reached.values().stream().mapToLong(Long::longValue).min().orElseThrow();
  }

  private Map<Long, Long> after(List<KeyUse> group, Map<Long, Long> reached) {
    if (group.isEmpty()) {
      return reached;
    }
    Map<Long, Long> all = new HashMap<>();
    for (KeyUse first : group) {
      List<KeyUse> rest = new ArrayList<>(group);
      rest.remove(first);
      after(rest, after(first, reached))
          .forEach((state, read) -> all.merge(state, read, Math::min));
    }
    return all;
  }

  private Map<Long, Long> after(KeyUse use, Map<Long, Long> reached) {
    int key = keys.indexOf(use.id());
    int needed = 1 + levels.indexOf(use.level());
    Map<Long, Long> next = new HashMap<>();
    reached.forEach(
        (state, read) -> {
          if (held(state, key) >= needed) {
            addReduced(state, read, next);
          }
          for (int level = needed; level <= levels.size(); level++) {
            long loaded = with(state, key, level);
            if (bytes(loaded) <= budget) {
              addReduced(loaded, read + sizes.read(levels.get(level - 1)), next);
            }
          }
        });
    return next;
  }

  /** Adds all that is left of some keys when each may be dropped or truncated. */
  private void addReduced(long state, long read, Map<Long, Long> next) {
    if (next.getOrDefault(state, Long.MAX_VALUE) > read) {
      addReduced(state, 0, read, next);
    }
  }

  private void addReduced(long state, int from, long read, Map<Long, Long> next) {
    if (from == keys.size()) {
      next.merge(state, read, Math::min);
      return;
    }
    for (int level = held(state, from); level >= 0; level--) {
      addReduced(with(state, from, level), from + 1, read, next);
    }
  }

  private long bytes(long state) {
    long bytes = 0;
    for (int key = 0; key < keys.size(); key++) {
      int level = held(state, key);
      if (level > 0) {
        bytes += sizes.memory(levels.get(level - 1));
      }
    }
    return bytes;
  }

  private static int held(long state, int key) {
    return (int) (state >>> (BITS * key)) & ((1 << BITS) - 1);
  }

  private static long with(long state, int key, int level) {
    return state ^ ((long) (held(state, key) ^ level) << (BITS * key));
  }
}
