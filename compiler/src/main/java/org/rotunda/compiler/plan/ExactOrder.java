package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.compiler.pass.UseGroups;

/**
 * The order of a trace of few keys of one size with the fewest loads of all orders that its groups
 * allow, by dynamic programming over the sets of keys that stay from one group to the next.
 *
 * <p>Within a group those come first that are in memory, of them those first that then leave; then
 * those that are loaded, of them those first that don't stay. So a group loads what was not there
 * before it, if the keys that stay fit, together with one that is loaded and doesn't stay.
 */
final class ExactOrder {
  private static final int MOST_KEYS = 8;
  private static final int MOST_GROUPS = 256;

  private final UseGroups trace;
  private final List<KeyId> keys;
  private final int places;

  private ExactOrder(UseGroups trace, List<KeyId> keys, int places) {
    this.trace = trace;
    this.keys = keys;
    this.places = places;
  }

  /** Whether a trace is small enough. */
  static boolean isFor(UseGroups trace, KeySizes sizes) {
    return trace.groups().size() <= MOST_GROUPS
        && keys(trace).size() <= MOST_KEYS
        && trace.uses().stream().mapToLong(use -> sizes.memory(use.level())).distinct().count()
            == 1;
  }

  /**
   * The uses in the best order.
   *
   * @param budget holds the largest key
   */
  static List<KeyUse> of(UseGroups trace, KeySizes sizes, long budget) {
    List<KeyId> keys = keys(trace);
    long places = budget / sizes.memory(trace.uses().getFirst().level());
    return new ExactOrder(trace, keys, (int) Math.min(keys.size(), places)).find();
  }

  private static List<KeyId> keys(UseGroups trace) {
    return trace.uses().stream().map(KeyUse::id).distinct().toList();
  }

  private List<KeyUse> find() {
    int sets = 1 << keys.size();
    int[] loads = new int[sets];
    Arrays.fill(loads, Integer.MAX_VALUE);
    loads[0] = 0;
    List<int[]> before = new ArrayList<>();
    for (List<KeyUse> group : trace.groups()) {
      int used = set(group);
      int[] next = new int[sets];
      int[] from = new int[sets];
      Arrays.fill(next, Integer.MAX_VALUE);
      for (int there = 0; there < sets; there++) {
        if (loads[there] < Integer.MAX_VALUE) {
          int sum = loads[there] + Integer.bitCount(used & ~there);
          for (int stay = there | used; stay >= 0; stay = smaller(stay, there | used)) {
            if (fits(there, used, stay) && sum < next[stay]) {
              next[stay] = sum;
              from[stay] = there;
            }
          }
        }
      }
      before.add(from);
      loads = next;
    }
    return ordered(before, least(loads));
  }

  /** The next smaller of a set's subsets, as numbers; -1 after the empty one. */
  private static int smaller(int subset, int set) {
    return subset == 0 ? -1 : (subset - 1) & set;
  }

  private boolean fits(int there, int used, int stay) {
    boolean passing = (used & ~there & ~stay) != 0;
    return Integer.bitCount(stay) <= places
        && (!passing || Integer.bitCount(stay & there) < places);
  }

  private static int least(int[] loads) {
    int least = 0;
    for (int set = 1; set < loads.length; set++) {
      least = loads[set] < loads[least] ? set : least;
    }
    return least;
  }

  private List<KeyUse> ordered(List<int[]> before, int last) {
    List<List<KeyUse>> groups = new ArrayList<>();
    int stay = last;
    for (int g = before.size() - 1; g >= 0; g--) {
      int after = stay;
      int there = before.get(g)[after];
      List<KeyUse> group = new ArrayList<>(trace.groups().get(g));
      group.sort(
          Comparator.comparingInt((KeyUse use) -> contains(there, use) ? 0 : 1)
              .thenComparingInt(use -> contains(after, use) ? 1 : 0));
      groups.add(group);
      stay = there;
    }
    return groups.reversed().stream().flatMap(List::stream).toList();
  }

  private boolean contains(int set, KeyUse use) {
    return (set >> keys.indexOf(use.id()) & 1) == 1;
  }

  private int set(List<KeyUse> group) {
    int set = 0;
    for (KeyUse use : group) {
      set |= 1 << keys.indexOf(use.id());
    }
    return set;
  }
}
