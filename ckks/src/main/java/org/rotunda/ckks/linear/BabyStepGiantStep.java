package org.rotunda.ckks.linear;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A split of diagonal indices d = g + b into giant steps g, multiples of n1, and baby steps b in
 * [0, n1) (Halevi, Shoup, 2018, section 4). Baby rotations share one hoisting; each giant step has
 * its own. The steps are taken in the order of the lists, which changes no bit of the result, but
 * which rotation key is used when.
 *
 * @param n1 the baby-step range, at least 1
 * @param babySteps the baby steps that occur, each once
 * @param giantSteps the giant steps that occur, each once
 */
public record BabyStepGiantStep(int n1, List<Integer> babySteps, List<Integer> giantSteps) {
  /** A giant step costs about this many hoisted baby steps: its own ModUp and ModDown. */
  private static final double GIANT_STEP_COST = 2.5;

  /**
   * Reading a key from disk and regenerating its uniform half costs about this many baby steps, an
   * estimate: a bootstrap by the splits that follow, measured with {@code rotunda bench bootstrap},
   * reads fewer keys than by those for keys in memory and takes no longer.
   */
  private static final double LOAD_COST = 0.7;

  /** Copies the lists. */
  public BabyStepGiantStep {
    babySteps = List.copyOf(babySteps);
    giantSteps = List.copyOf(giantSteps);
  }

  /**
   * Splits the given indices by n1, with ascending steps.
   *
   * @throws IllegalArgumentException if n1 is below 1
   */
  public static BabyStepGiantStep of(Collection<Integer> diagonals, int n1) {
    if (n1 < 1) {
      throw new IllegalArgumentException(
          "Baby steps range over at least 1 index, but n1 = %d was given.".formatted(n1));
    }
    SortedSet<Integer> babies = new TreeSet<>();
    SortedSet<Integer> giants = new TreeSet<>();
    for (int diagonal : diagonals) {
      babies.add(diagonal % n1);
      giants.add(diagonal - diagonal % n1);
    }
    return new BabyStepGiantStep(n1, List.copyOf(babies), List.copyOf(giants));
  }

  /** The split by a power of two that costs least time, the fewer keys deciding between equals. */
  public static BabyStepGiantStep fastest(Collection<Integer> diagonals, int slots) {
    return fastest(diagonals, slots, 0);
  }

  /** As {@link #fastest(Collection, int)}, for keys that are loaded for each use. */
  public static BabyStepGiantStep fastestStreaming(Collection<Integer> diagonals, int slots) {
    return fastest(diagonals, slots, LOAD_COST);
  }

  private static BabyStepGiantStep fastest(
      Collection<Integer> diagonals, int slots, double keyCost) {
    BabyStepGiantStep best = of(diagonals, 1);
    for (int n1 = 2; n1 <= slots; n1 *= 2) {
      BabyStepGiantStep candidate = of(diagonals, n1);
      double difference = candidate.cost(keyCost) - best.cost(keyCost);
      if (difference < 0 || (difference == 0 && candidate.keyCount() < best.keyCount())) {
        best = candidate;
      }
    }
    return best;
  }

  /**
   * The same split with its steps in another order.
   *
   * @throws IllegalArgumentException if the steps are not those of this split, each once
   */
  public BabyStepGiantStep inOrder(List<Integer> babies, List<Integer> giants) {
    BabyStepGiantStep ordered = new BabyStepGiantStep(n1, babies, giants);
    if (!ordered.hasStepsOf(this)) {
      throw new IllegalArgumentException(
          "A split has the baby steps %s and giant steps %s in some order, but %s and %s were given."
              .formatted(babySteps, giantSteps, babies, giants));
    }
    return ordered;
  }

  /** Whether another split has the same steps, in whatever order. */
  public boolean hasStepsOf(BabyStepGiantStep other) {
    return n1 == other.n1
        && areSame(babySteps, other.babySteps)
        && areSame(giantSteps, other.giantSteps);
  }

  private static boolean areSame(List<Integer> x, List<Integer> y) {
    return x.size() == y.size() && new HashSet<>(x).equals(new HashSet<>(y));
  }

  private double cost(double keyCost) {
    return nonZero(babySteps) + GIANT_STEP_COST * nonZero(giantSteps) + keyCost * keyCount();
  }

  /** The number of distinct rotation keys. */
  public int keyCount() {
    return (int) (nonZero(babySteps) + nonZero(giantSteps));
  }

  private static long nonZero(List<Integer> steps) {
    return steps.stream().filter(step -> step != 0).count();
  }

  /** The baby step of a diagonal. */
  public int babyStep(int diagonal) {
    return diagonal % n1;
  }

  /** The giant step of a diagonal. */
  public int giantStep(int diagonal) {
    return diagonal - diagonal % n1;
  }
}
