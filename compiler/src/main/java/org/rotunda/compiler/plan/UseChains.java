package org.rotunda.compiler.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;

/** For every position of a trace, its level and where its key is used before and after. */
final class UseChains {
  /** The position of a use that isn't there. */
  static final int NONE = -1;

  private final List<KeyUse> uses;
  private final int[] before;
  private final int[] after;

  UseChains(List<KeyUse> uses) {
    this.uses = List.copyOf(uses);
    before = new int[uses.size()];
    after = new int[uses.size()];
    Arrays.fill(after, NONE);
    Map<KeyId, Integer> last = new HashMap<>();
    for (int i = 0; i < before.length; i++) {
      Integer previous = last.put(uses.get(i).id(), i);
      before[i] = previous == null ? NONE : previous;
      if (previous != null) {
        after[previous] = i;
      }
    }
  }

  int size() {
    return before.length;
  }

  KeyUse use(int position) {
    return uses.get(position);
  }

  int level(int position) {
    return uses.get(position).level();
  }

  /** The use of the same key before a position, or {@link #NONE}. */
  int before(int position) {
    return before[position];
  }

  /** The use of the same key after a position, or {@link #NONE}. */
  int after(int position) {
    return after[position];
  }
}
