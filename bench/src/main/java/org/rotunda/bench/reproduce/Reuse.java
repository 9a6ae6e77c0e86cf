package org.rotunda.bench.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;

/**
 * How soon keys are used again: for each use, the number of distinct other keys since the same key
 * was used before (R. Mattson and others, "Evaluation techniques for storage hierarchies", IBM
 * Systems Journal 9, 1970). A memory of d + 1 keys of one size, the least recently used of which
 * leave, serves uses at distances up to d without a load.
 *
 * @param first uses of keys that were not used before
 * @param distances the distances of all other uses, in order
 */
record Reuse(int first, List<Integer> distances) {

  /** Copies the list. */
  Reuse {
    distances = List.copyOf(distances);
  }

  static Reuse of(List<KeyUse> trace) {
    SequencedSet<KeyId> recent = new LinkedHashSet<>();
    List<Integer> distances = new ArrayList<>();
    int first = 0;
    for (KeyUse use : trace) {
      if (recent.contains(use.id())) {
        int distance = 0;
        for (KeyId other : recent.reversed()) {
          if (other.equals(use.id())) {
            break;
          }
          distance++;
        }
        distances.add(distance);
        recent.remove(use.id());
      } else {
        first++;
      }
      recent.addLast(use.id());
    }
    return new Reuse(first, distances);
  }

  /** How many distances are at least one number and below another. */
  int between(int least, int bound) {
    return (int) distances.stream().filter(d -> d >= least && d < bound).count();
  }

  /** The largest distance, 0 if there is none. */
  int largest() {
    return distances.stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
