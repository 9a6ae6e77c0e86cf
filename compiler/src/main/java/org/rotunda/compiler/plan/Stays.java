package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which keys stay in memory from one use to the next, along a trace in a fixed order and within a
 * budget. A stay is a longest run of uses of one key between which it stays: the key is loaded
 * before the first of them, for the highest level of all, and truncated after each to the highest
 * level of those that follow.
 */
final class Stays {
  private final UseChains chains;
  private final KeySizes sizes;
  private final long budget;
  private final boolean ahead;
  private final boolean[] kept;
  private final int[] level;
  private final RangeMaximum used;

  /**
   * Nothing stays.
   *
   * @param ahead whether a key is to be in memory during the use before the one that it is loaded
   *     for, wherever the budget holds the two
   */
  Stays(UseChains chains, KeySizes sizes, long budget, boolean ahead) {
    this.chains = chains;
    this.sizes = sizes;
    this.budget = budget;
    this.ahead = ahead;
    kept = new boolean[chains.size()];
    level = new int[chains.size()];
    used = new RangeMaximum(chains.size());
    for (int i = 0; i < level.length; i++) {
      level[i] = chains.level(i);
      account(i, 1);
    }
  }

  /** The trace. */
  UseChains chains() {
    return chains;
  }

  /** Whether the key used at a position stays until its next use. */
  boolean isKept(int position) {
    return kept[position];
  }

  /** Whether the key used at a position is loaded for it. */
  boolean isLoaded(int position) {
    int before = chains.before(position);
    return before == UseChains.NONE || !kept[before];
  }

  /** The level that the key used at a position has during its use. */
  int level(int position) {
    return level[position];
  }

  /** The most bytes in memory at a time. */
  long peak() {
    return used.maximum(0, kept.length);
  }

  /** The work done so far, in visits of {@link RangeMaximum}. */
  long work() {
    return used.visits();
  }

  /** Where the key that is loaded for a position comes into memory. */
  private int arrival(int position) {
    boolean early =
        ahead
            && position > 0
            && chains.before(position) != position - 1
            && sizes.memory(chains.level(position - 1)) + sizes.memory(level[position]) <= budget;
    return early ? position - 1 : position;
  }

  /**
   * Lets keys stay for uses at no higher level, as far as the budget goes: where it doesn't, those
   * used furthest in the future don't.
   */
  void dropFurthest() {
    boolean[] wanted = new boolean[kept.length];
    TreeSet<Integer> ends = new TreeSet<>();
    long staying = 0;
    for (int i = 0; i < kept.length; i++) {
      if (ends.remove(i)) {
        staying -= addition(i);
      }
      while (staying + used.maximum(i, i + 1) - early(i, ends) > budget) {
        int furthest = ends.removeLast();
        wanted[chains.before(furthest)] = false;
        staying -= addition(furthest);
      }
      int next = chains.after(i);
      if (next != UseChains.NONE && chains.level(next) <= chains.level(i)) {
        wanted[i] = true;
        ends.add(next);
        staying += addition(next);
      }
    }
    for (int i = kept.length - 1; i >= 0; i--) {
      if (wanted[i]) {
        keep(i);
      }
    }
  }

  /** What a key that stays for a use takes before it. */
  private long addition(int position) {
    return sizes.memory(chains.level(position));
  }

  /** What is counted at a position for the load of the next one's key, though that key stays. */
  private long early(int position, Set<Integer> ends) {
    boolean counted = ends.contains(position + 1) && arrival(position + 1) == position;
    return counted ? addition(position + 1) : 0;
  }

  /** Lets more keys stay, those for a short time first, until none fits any more. */
  void fill() {
    List<Integer> candidates =
        new ArrayList<>(
            IntStream.range(0, kept.length)
                .filter(i -> !kept[i] && chains.after(i) != UseChains.NONE)
                .boxed()
                .toList());
    candidates.sort(Comparator.comparingInt(i -> chains.after(i) - i));
    candidates.forEach(this::keep);
  }

  /**
   * Lets the key used at a position stay until its next use, unless the budget is exceeded then.
   */
  private void keep(int position) {
    int next = chains.after(position);
    int from = join(position, true);
    if (used.maximum(from, next) > budget) {
      join(position, false);
    }
  }

  /**
   * Joins the stays of a use and of the next of its key, or parts them.
   *
   * @return from where the bytes in memory have changed
   */
  private int join(int position, boolean together) {
    int next = chains.after(position);
    account(next, -1);
    kept[position] = together;
    account(next, 1);
    int from = position + 1;
    int above = together ? level[next] : -1;
    for (int at = position;
        at != UseChains.NONE;
        at = isLoaded(at) ? UseChains.NONE : chains.before(at)) {
      int needed = Math.max(chains.level(at), above);
      if (needed == level[at]) {
        return from;
      }
      account(at, -1);
      from = Math.min(from, first(at));
      level[at] = needed;
      account(at, 1);
      from = Math.min(from, first(at));
      above = needed;
    }
    return from;
  }

  /** Counts the bytes of a key from its previous use, or its load, to a use. */
  private void account(int position, int sign) {
    used.add(first(position), position + 1, sign * sizes.memory(level[position]));
  }

  private int first(int position) {
    return isLoaded(position) ? arrival(position) : chains.before(position) + 1;
  }
}
