package org.rotunda.compiler.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.compiler.pass.UseGroups;

/**
 * A trace seen layer by layer: layer l of a key is what it has at level l beyond level l - 1, and
 * is used by every use at level l or above.
 *
 * @param gaps the times between two uses, of neighbouring layers with the same uses together
 * @param firstReads the bytes of all layers that are used at all
 */
record LayerGaps(List<Gap> gaps, long firstReads) {
  /**
   * Layers that may stay from a use to the next.
   *
   * @param after the group of the earlier use
   * @param before the group of the later use
   * @param below the level below the lowest of the layers, -1 for none
   * @param top the highest of the layers
   */
  record Gap(int after, int before, int below, int top) {}

  /** A use that is the last of the layers up to its level and above that of the next later one. */
  private record Recent(int level, int group) {}

  /** The layers of a trace. */
  static LayerGaps of(UseGroups trace, KeySizes sizes) {
    List<Gap> gaps = new ArrayList<>();
    Map<KeyId, Deque<Recent>> recent = new HashMap<>();
    long first = 0;
    for (int group = 0; group < trace.groups().size(); group++) {
      for (KeyUse use : trace.groups().get(group)) {
        Deque<Recent> own = recent.computeIfAbsent(use.id(), _ -> new ArrayDeque<>());
        int done = follow(use.level(), group, own, gaps);
        first += done < use.level() ? sizes.read(use.level()) - read(sizes, done) : 0;
      }
    }
    return new LayerGaps(List.copyOf(gaps), first);
  }

  private static long read(KeySizes sizes, int level) {
    return level < 0 ? 0 : sizes.read(level);
  }

  /** Adds the gaps that end at a use; the level up to which there is an earlier use. */
  private static int follow(int level, int group, Deque<Recent> recent, List<Gap> gaps) {
    int done = -1;
    while (done < level && !recent.isEmpty()) {
      Recent latest = recent.element();
      int top = Math.min(latest.level(), level);
      gaps.add(new Gap(latest.group(), group, done, top));
      done = top;
      if (latest.level() <= level) {
        recent.remove();
      }
    }
    recent.push(new Recent(level, group));
    return done;
  }
}
