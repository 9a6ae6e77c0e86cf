package org.rotunda.ckks.linear;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.evaluation.KeyUses;

/** Sums of rotations by doubling: log2(count) rotations for a sum of {@code count} terms. */
public final class SlotSums {
  private final Evaluator evaluator;

  /** Uses an evaluator's keys. */
  public SlotSums(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /**
   * The sum of x rotated left by 0, step, 2 step, ..., (count - 1) step.
   *
   * <p>With step 1 and blocks of {@code count} slots, the first slot of each block holds the
   * block's sum. With a negative step it replicates: a value followed by zeros fills the count
   * slots after it.
   *
   * @param count a power of two
   */
  public Ciphertext rotateAndSum(Ciphertext x, int step, int count) {
    Ciphertext sum = evaluator.dropToLevel(x, x.level());
    for (int amount : amounts(step, count)) {
      try (Ciphertext previous = sum;
          Ciphertext rotated = evaluator.rotate(previous, amount)) {
        sum = evaluator.add(previous, rotated);
      }
    }
    return sum;
  }

  /** The keys that {@link #rotateAndSum} acquires, in order. */
  public static List<KeyUse> keyUses(int step, int count, int slots, int degree, int level) {
    List<KeyUse> uses = new ArrayList<>();
    amounts(step, count)
        .forEach(amount -> KeyUses.rotation(amount, slots, degree, level).ifPresent(uses::add));
    return List.copyOf(uses);
  }

  /** step, 2 step, 4 step, ..., (count / 2) step. */
  public static List<Integer> amounts(int step, int count) {
    if (count < 1 || Integer.bitCount(count) != 1) {
      throw new IllegalArgumentException(
          "Rotations are summed over a power of two, but %d was given; pad to one."
              .formatted(count));
    }
    List<Integer> amounts = new ArrayList<>();
    for (int length = 1; length < count; length *= 2) {
      amounts.add(step * length);
    }
    return amounts;
  }
}
