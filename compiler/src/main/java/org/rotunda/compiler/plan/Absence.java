package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.compiler.plan.KeyResidency.Stay;

/**
 * A time between two uses of a key in which it is out of memory, and why: at its fullest step, the
 * keys in memory leave no room.
 *
 * @param id the key
 * @param after the last step before that it was in memory
 * @param before the first step that it is in memory again
 * @param fullest the step in between with the most bytes in memory
 * @param bytes the bytes there
 * @param sooner how many of the keys there are used again sooner than this one
 * @param later how many of them are used again later
 */
public record Absence(
    KeyId id, int after, int before, int fullest, long bytes, int sooner, int later) {
  /** The absences of a plan's keys, in the order of keys and times. */
  public static List<Absence> of(Plan plan, List<KeyResidency> keys) {
    List<Long> bytes = Simulator.bytesBySteps(plan.schedule(), plan.parameters());
    List<Absence> all = new ArrayList<>();
    for (KeyResidency key : keys) {
      for (int i = 1; i < key.stays().size(); i++) {
        all.add(of(key, key.stays().get(i - 1), key.stays().get(i), keys, bytes));
      }
    }
    return List.copyOf(all);
  }

  private static Absence of(
      KeyResidency key, Stay last, Stay next, List<KeyResidency> keys, List<Long> bytes) {
    int fullest = Math.min(last.to() + 1, bytes.size() - 1);
    for (int step = fullest; step < next.from(); step++) {
      if (bytes.get(step) > bytes.get(fullest)) {
        fullest = step;
      }
    }
    int nextUse = nextUse(key, last.to() + 1);
    int sooner = 0;
    int later = 0;
    for (KeyResidency other : keys) {
      if (!other.equals(key) && other.isPresent(fullest)) {
        if (nextUse(other, fullest) < nextUse) {
          sooner++;
        } else {
          later++;
        }
      }
    }
    return new Absence(
        key.id(), last.to(), next.from(), fullest, bytes.get(fullest), sooner, later);
  }

  private static int nextUse(KeyResidency key, int from) {
    return key.uses().stream()
        .mapToInt(Integer::intValue)
        .filter(use -> use >= from)
        .findFirst()
        .orElse(Integer.MAX_VALUE);
  }
}
