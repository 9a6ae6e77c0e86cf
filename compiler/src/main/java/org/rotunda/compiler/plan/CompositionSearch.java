package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.rotunda.compiler.pass.RotationComposition;
import org.rotunda.compiler.pass.RotationComposition.Composed;
import org.rotunda.compiler.pass.RotationComposition.Parts;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Value;

/**
 * Decides which rotations are composed of two with keys that others use too, where that takes less
 * time than loading a key of their own. One that goes on from a rotation which is there anyway
 * costs no key switch more, but a decomposition where it could share one.
 *
 * <p>Errors of rotations one after the other add up, so there are no more than some, unless the
 * program has more by itself.
 *
 * <p>Every rotation is offered the pairs of amounts in the program that sum up to its own; if a run
 * hardly waits for keys, only those that cost no key switch. All combinations are tried if they are
 * few; else one rotation after the other, and all of one amount together, are changed to the best,
 * until none gets better.
 */
final class CompositionSearch {
  private static final int MOST_COMBINATIONS = 256;

  /** The deviation of so many key switches is four times that of one. */
  private static final int MOST_IN_CHAIN = 16;

  /** Of more pairs for an amount those are offered whose keys are used most. */
  private static final int MOST_PAIRS = 8;

  /** The search ends when the traces that were scheduled have so many uses together. */
  private static final long MOST_USES = 1 << 17;

  /**
   * A composition and what it costs.
   *
   * @param uses key switches
   */
  record Choice(RotationComposition composition, TimedSchedule schedule, int uses) {
    private static final Comparator<Choice> AMONG_NEAR =
        Comparator.comparingInt(Choice::uses)
            .thenComparingLong(choice -> choice.schedule().bytesRead())
            .thenComparingInt(choice -> choice.composition().parts().size())
            .thenComparingDouble(Choice::seconds);

    double seconds() {
      return schedule.seconds();
    }

    /** Whether it takes nearly the least time of all. */
    boolean isNear(double least) {
      return seconds() <= (1 + TimedSchedule.NEAR) * least;
    }

    /**
     * The better first: those that take nearly the least time; of them those with the fewest key
     * switches, then with the fewest bytes read; of the others the fastest.
     */
    static Comparator<Choice> bestFirst(double least) {
      return Comparator.comparingInt((Choice choice) -> choice.isNear(least) ? 0 : 1)
          .thenComparing(
              (one, other) ->
                  one.isNear(least)
                      ? AMONG_NEAR.compare(one, other)
                      : Double.compare(one.seconds(), other.seconds()));
    }
  }

  private final Program program;
  private final TransformSplits splits;
  private final Scheduling scheduling;
  private final Map<Value, List<Parts>> offers = new LinkedHashMap<>();
  private final Map<Integer, List<Value>> byAmount = new TreeMap<>();
  private final int mostInChain;
  private double least = Double.POSITIVE_INFINITY;
  private long uses;

  /**
   * A search for a program with types.
   *
   * @param splits how its linear transforms are split
   */
  CompositionSearch(Program program, TransformSplits splits, Scheduling scheduling) {
    this.program = program;
    this.splits = splits;
    this.scheduling = scheduling;
    this.mostInChain = Math.max(MOST_IN_CHAIN, RotationComposition.longestChain(program));
    Map<Integer, Integer> amounts = amounts();
    Map<Value, Set<Integer>> rotated = new HashMap<>();
    for (Op op : program.ops()) {
      if (op instanceof Op.Rotate rotate) {
        rotated.computeIfAbsent(rotate.operand(), _ -> new HashSet<>()).add(rotate.amount());
        byAmount.computeIfAbsent(rotate.amount(), _ -> new ArrayList<>()).add(op.result());
      }
    }
    boolean waits = scheduling.schedule(program, splits).waits();
    for (Op op : program.ops()) {
      if (op instanceof Op.Rotate rotate) {
        Set<Integer> there = rotated.getOrDefault(rotate.operand(), Set.of());
        List<Parts> pairs = pairs(rotate.amount(), amounts, there, waits);
        if (!pairs.isEmpty()) {
          offers.put(op.result(), pairs);
        }
      }
    }
  }

  /** How often a key is used, by the amount of its rotation. */
  private Map<Integer, Integer> amounts() {
    Map<Integer, Integer> amounts = new TreeMap<>();
    for (Op op : program.ops()) {
      switch (op) {
        case Op.Rotate rotate -> amounts.merge(rotate.amount(), 1, Integer::sum);
        case Op.LinearTransform transform -> {
          splits.of(transform).babySteps().forEach(step -> use(step, amounts));
          splits.of(transform).giantSteps().forEach(step -> use(step, amounts));
        }
        default -> {}
      }
    }
    return amounts;
  }

  private void use(int step, Map<Integer, Integer> amounts) {
    int amount = Math.floorMod(step, program.slots());
    if (amount != 0) {
      amounts.merge(amount, 1, Integer::sum);
    }
  }

  /**
   * Pairs that sum up to an amount: after rotations that are there first, then of frequent keys.
   */
  private List<Parts> pairs(
      int amount, Map<Integer, Integer> amounts, Set<Integer> there, boolean waits) {
    List<Parts> pairs = new ArrayList<>();
    for (int first : amounts.keySet()) {
      int second = Math.floorMod(amount - first, program.slots());
      boolean offered = waits || there.contains(first);
      if (offered && first != amount && second != amount && amounts.containsKey(second)) {
        pairs.add(new Parts(first, second));
      }
    }
    pairs.sort(
        Comparator.comparingInt((Parts parts) -> there.contains(parts.first()) ? 0 : 1)
            .thenComparingInt(
                parts ->
                    -amounts.getOrDefault(parts.first(), 0)
                        - amounts.getOrDefault(parts.second(), 0))
            .thenComparingInt(Parts::second));
    return pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()));
  }

  /** The pairs that are offered for the rotations of the program. */
  Map<Value, List<Parts>> offers() {
    return offers;
  }

  /** The best choice found. */
  Choice find() {
    long combinations = 1;
    for (List<Parts> pairs : offers.values()) {
      combinations = Math.min(MOST_COMBINATIONS + 1, combinations * (pairs.size() + 1));
    }
    if (combinations > MOST_COMBINATIONS) {
      return descend();
    }
    List<Choice> all = new ArrayList<>();
    tryAll(List.copyOf(offers.keySet()), new LinkedHashMap<>(), all);
    return all.stream().min(Choice.bestFirst(least)).orElseThrow();
  }

  private void tryAll(List<Value> open, Map<Value, Parts> chosen, List<Choice> all) {
    if (open.isEmpty()) {
      evaluate(chosen).ifPresent(all::add);
      return;
    }
    Value rotation = open.getFirst();
    List<Value> rest = open.subList(1, open.size());
    tryAll(rest, chosen, all);
    for (Parts parts : offers.getOrDefault(rotation, List.of())) {
      chosen.put(rotation, parts);
      tryAll(rest, chosen, all);
    }
    chosen.remove(rotation);
  }

  private Choice descend() {
    Choice best = evaluate(Map.of()).orElseThrow();
    Choice before;
    do {
      before = best;
      for (List<Value> rotations : byAmount.values()) {
        if (rotations.size() > 1) {
          best = improved(best, rotations);
        }
      }
      for (Value rotation : offers.keySet()) {
        best = improved(best, List.of(rotation));
      }
    } while (!best.equals(before) && uses < MOST_USES);
    return best;
  }

  /** The best choice that differs in some rotations, which are composed alike. */
  private Choice improved(Choice current, List<Value> rotations) {
    Choice best = current;
    List<Optional<Parts>> moves = new ArrayList<>(List.of(Optional.empty()));
    offers.getOrDefault(rotations.getFirst(), List.of()).forEach(p -> moves.add(Optional.of(p)));
    for (Optional<Parts> move : moves) {
      Map<Value, Parts> chosen = new LinkedHashMap<>(current.composition().parts());
      rotations.forEach(chosen::remove);
      move.ifPresent(parts -> rotations.forEach(rotation -> chosen.put(rotation, parts)));
      if (uses < MOST_USES && !chosen.equals(current.composition().parts())) {
        Optional<Choice> tried = evaluate(chosen);
        if (tried.isPresent() && Choice.bestFirst(least).compare(tried.get(), best) < 0) {
          best = tried.get();
        }
      }
    }
    return best;
  }

  /** What a choice costs; nothing if too many rotations come one after the other. */
  Optional<Choice> evaluate(Map<Value, Parts> parts) {
    RotationComposition composition = new RotationComposition(parts);
    Composed composed = composition.apply(program, splits);
    if (RotationComposition.longestChain(composed.program()) > mostInChain) {
      return Optional.empty();
    }
    TimedSchedule schedule = scheduling.schedule(composed.program(), composed.splits());
    int steps = schedule.schedule().steps().size();
    uses += Math.max(1, steps);
    least = Math.min(least, schedule.seconds());
    return Optional.of(new Choice(composition, schedule, steps));
  }
}
