package org.rotunda.compiler.pass;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;

/**
 * A trace of key uses in groups: the groups come one after the other, the uses of a group in any
 * order. The baby steps of a linear transform are one group, its giant steps another; rotations of
 * one value that stand directly one after the other are a group; every other use is alone.
 *
 * @param groups the groups, each with at least one use and no key twice
 */
public record UseGroups(List<List<KeyUse>> groups) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a group is empty or has a key twice
   */
  public UseGroups {
    groups = groups.stream().map(List::copyOf).toList();
    for (List<KeyUse> group : groups) {
      Set<KeyId> keys = new HashSet<>();
      group.forEach(use -> keys.add(use.id()));
      if (group.isEmpty() || keys.size() < group.size()) {
        throw new IllegalArgumentException(
            "A group has at least one use and no key twice, but %s was given.".formatted(group));
      }
    }
  }

  /** A trace whose order is fixed. */
  public static UseGroups inOrder(List<KeyUse> uses) {
    return new UseGroups(uses.stream().map(List::of).toList());
  }

  /** The uses in the order that the groups list them in. */
  public List<KeyUse> uses() {
    return groups.stream().flatMap(List::stream).toList();
  }
}
