package org.rotunda.compiler.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;

/** When each key of a trace is used next. */
final class NextUses {
  /** The position of a use that never comes. */
  static final int NEVER = Integer.MAX_VALUE;

  private final Map<KeyId, Deque<Integer>> positions = new HashMap<>();
  private final List<KeyUse> trace;

  NextUses(List<KeyUse> trace) {
    this.trace = trace;
    for (int i = 0; i < trace.size(); i++) {
      positions.computeIfAbsent(trace.get(i).id(), _ -> new ArrayDeque<>()).add(i);
    }
  }

  /** Forgets the uses up to and including a position. */
  void passed(int position) {
    Deque<Integer> queue = positions.get(trace.get(position).id());
    if (queue != null && !queue.isEmpty() && queue.getFirst() == position) {
      queue.removeFirst();
    }
  }

  /**
   * The next use of a key that is held at a level: {@link #NEVER} also if that use needs a higher
   * level, because the key must be loaded again then.
   */
  int next(KeyId id, int level) {
    Deque<Integer> queue = positions.get(id);
    if (queue == null || queue.isEmpty() || trace.get(queue.getFirst()).level() > level) {
      return NEVER;
    }
    return queue.getFirst();
  }
}
