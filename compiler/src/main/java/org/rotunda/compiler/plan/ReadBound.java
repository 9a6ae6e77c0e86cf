package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.compiler.pass.UseGroups;

/**
 * A lower bound of the bytes that any schedule of a trace reads within a budget, in whatever order
 * the uses of a group come: the optimum of a relaxation, in which the layers of a key are read and
 * dropped each by itself and in any fraction.
 *
 * <p>A layer that stays over a gap saves its bytes and takes room at every moment in between. If
 * the bytes saved are proportional to the room, this is a linear program over intervals, which is
 * solved by dropping, wherever too much stays, fractions of what ends last. Levels differ a little
 * in that ratio, because primes differ in size. The bytes saved are then a sum over steps of the
 * ratio, and the bound the sum of the optima of the steps, each over the gaps that reach it.
 *
 * <p>Keys are whole in memory, so the room that can be used at a moment is not all of it, but the
 * largest sum of sizes of keys in it.
 */
final class ReadBound {
  /** Bounds are off by less than this fraction by the rounding of ratios. */
  private static final double ROUNDING = 1e-12;

  /** If more ratios occur than this, they are rounded down to multiples of one over the other. */
  private static final int MOST_RATIOS = 16;

  private static final double COARSE = 256;

  /** A gap or what is left of it. */
  private record Staying(LayerGaps.Gap gap, long bytes) {}

  private final KeySizes sizes;
  private final LayerGaps layers;
  private final long[] inside;
  private final long between;

  private ReadBound(UseGroups trace, KeySizes sizes, long budget) {
    this.sizes = sizes;
    this.layers = LayerGaps.of(trace, sizes);
    Map<KeyId, Integer> top = new HashMap<>();
    trace.uses().forEach(use -> top.merge(use.id(), use.level(), Math::max));
    long all = top.values().stream().mapToLong(sizes::memory).sum();
    long most = Math.min(budget, all);
    Collection<Long> occurring =
        trace.uses().stream().map(use -> sizes.memory(use.level())).distinct().toList();
    ReachableSums sums = new ReachableSums(occurring, most);
    this.between = sums.atMost(most);
    this.inside = new long[trace.groups().size()];
    Map<KeyId, Integer> later = new HashMap<>();
    for (int g = inside.length - 1; g >= 0; g--) {
      inside[g] = Long.MAX_VALUE;
      for (KeyUse use : trace.groups().get(g)) {
        long own = sizes.memory(use.level());
        // Higher layers of the used key may be among what stays.
        boolean higher = later.merge(use.id(), use.level(), Math::max) > use.level();
        inside[g] = Math.min(inside[g], higher ? between - own : sums.atMost(most - own));
      }
    }
  }

  /**
   * The bound.
   *
   * @param sizes of keys as small as they can be in memory
   */
  static long of(UseGroups trace, KeySizes sizes, long budget) {
    ReadBound bound = new ReadBound(trace, sizes, budget);
    return bound.layers.firstReads() + bound.leastReadAgain();
  }

  private long leastReadAgain() {
    long different = layers.gaps().stream().map(this::ratio).distinct().count();
    ToDoubleFunction<LayerGaps.Gap> ratios =
        different <= MOST_RATIOS ? this::ratio : gap -> Math.floor(COARSE * ratio(gap)) / COARSE;
    double sum = 0;
    double previous = 0;
    for (double ratio : layers.gaps().stream().mapToDouble(ratios).distinct().sorted().toArray()) {
      sum += (ratio - previous) * leastDropped(gap -> ratios.applyAsDouble(gap) >= ratio);
      previous = ratio;
    }
    return (long) Math.ceil(sum * (1 - ROUNDING) - ROUNDING);
  }

  /** The bytes saved for each byte of room. */
  private double ratio(LayerGaps.Gap gap) {
    long read = sizes.read(gap.top()) - (gap.below() < 0 ? 0 : sizes.read(gap.below()));
    return (double) read / room(gap);
  }

  private long room(LayerGaps.Gap gap) {
    return sizes.memory(gap.top()) - (gap.below() < 0 ? 0 : sizes.memory(gap.below()));
  }

  /** The fewest bytes that don't stay, of the gaps that count. */
  private long leastDropped(Predicate<LayerGaps.Gap> counts) {
    List<List<Staying>> starting = new ArrayList<>();
    IntStream.range(0, inside.length).forEach(_ -> starting.add(new ArrayList<>()));
    for (LayerGaps.Gap gap : layers.gaps()) {
      if (counts.test(gap)) {
        starting.get(gap.after()).add(new Staying(gap, room(gap)));
      }
    }
    PriorityQueue<Staying> byEnd =
        new PriorityQueue<>(
            Comparator.comparingInt((Staying staying) -> staying.gap().before()).reversed());
    long[] ending = new long[inside.length];
    long staying = 0;
    long dropped = 0;
    for (int g = 0; g < inside.length; g++) {
      staying -= ending[g];
      long excess = Math.max(0, staying - inside[g]);
      drop(excess, byEnd, ending);
      staying -= excess;
      for (Staying more : starting.get(g)) {
        byEnd.add(more);
        ending[more.gap().before()] += more.bytes();
        staying += more.bytes();
      }
      long late = Math.max(0, staying - between);
      drop(late, byEnd, ending);
      staying -= late;
      dropped += excess + late;
    }
    return dropped;
  }

  /** Drops bytes of what ends last. */
  private static void drop(long bytes, PriorityQueue<Staying> byEnd, long[] ending) {
    long left = bytes;
    while (left > 0) {
      Staying last = byEnd.remove();
      long part = Math.min(left, last.bytes());
      ending[last.gap().before()] -= part;
      left -= part;
      if (part < last.bytes()) {
        byEnd.add(new Staying(last.gap(), last.bytes() - part));
      }
    }
  }
}
