package org.rotunda.ckks.linear;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.evaluation.KeyUses;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * A matrix encoded for a level: each diagonal, rotated back by its giant step, as a polynomial over
 * QP, which takes (level + 1 + |P|) N words. It holds all diagonals until it is closed, or encodes
 * each when it is used and holds one at a time.
 */
public final class LinearTransform implements AutoCloseable {
  private final int slots;
  private final int level;
  private final double scale;
  private final BabyStepGiantStep split;
  private final Map<Integer, Lender> diagonals;

  /** Lends an encoded diagonal. */
  private interface Lender {
    void lend(Consumer<NttPoly> use);

    void close();
  }

  /** A diagonal that is held. */
  private record Held(NttPoly diagonal) implements Lender {
    @Override
    public void lend(Consumer<NttPoly> use) {
      use.accept(diagonal);
    }

    @Override
    public void close() {
      diagonal.close();
    }
  }

  /** A diagonal that is made for each use. */
  private record Made(Supplier<NttPoly> make) implements Lender {
    @Override
    public void lend(Consumer<NttPoly> use) {
      try (NttPoly diagonal = make.get()) {
        use.accept(diagonal);
      }
    }

    @Override
    public void close() {}
  }

  private LinearTransform(
      int slots, int level, double scale, BabyStepGiantStep split, Map<Integer, Lender> diagonals) {
    this.slots = slots;
    this.level = level;
    this.scale = scale;
    this.split = split;
    this.diagonals = Collections.unmodifiableMap(diagonals);
  }

  /**
   * Encodes a matrix.
   *
   * @param level the level of the ciphertexts it will be applied to
   * @param scale the scale of the diagonals; the last prime of the level restores the ciphertext's
   *     scale after rescaling
   * @throws IllegalArgumentException if the split is not one of the matrix's diagonals
   */
  public static LinearTransform encode(
      DiagonalMatrix matrix,
      BabyStepGiantStep split,
      int level,
      double scale,
      CkksContext context,
      Encoder encoder) {
    if (!split.hasStepsOf(BabyStepGiantStep.of(matrix.diagonals().keySet(), split.n1()))) {
      throw new IllegalArgumentException(
          "The split has baby steps %s and giant steps %s, which are not those of diagonals %s; split the matrix's own diagonals."
              .formatted(split.babySteps(), split.giantSteps(), matrix.diagonals().keySet()));
    }
    RnsBasis basis = context.ring().basisQp(level);
    Map<Integer, NttPoly> encoded = new TreeMap<>();
    boolean done = false;
    try {
      matrix
          .diagonals()
          .forEach(
              (index, diagonal) ->
                  encoded.put(
                      index,
                      encoder.encode(diagonal.rotate(-split.giantStep(index)), scale, basis)));
      done = true;
    } finally {
      if (!done) {
        encoded.values().forEach(NttPoly::close);
      }
    }
    Map<Integer, Lender> held = new TreeMap<>();
    encoded.forEach((index, diagonal) -> held.put(index, new Held(diagonal)));
    return new LinearTransform(matrix.slots(), level, scale, split, held);
  }

  /**
   * A matrix whose diagonals are made one at a time, each when {@link LinearTransformEvaluator}
   * uses it, which is once an application.
   *
   * @param split its steps
   * @param indices the diagonals that there are
   * @param diagonals makes the polynomial over QP of a diagonal, rotated back by its giant step, at
   *     the scale; it is closed after its use
   */
  public static LinearTransform streamed(
      int slots,
      int level,
      double scale,
      BabyStepGiantStep split,
      Collection<Integer> indices,
      IntFunction<NttPoly> diagonals) {
    Map<Integer, Lender> made = new TreeMap<>();
    indices.forEach(index -> made.put(index, new Made(() -> diagonals.apply(index))));
    return new LinearTransform(slots, level, scale, split, made);
  }

  /** The number of slots. */
  public int slots() {
    return slots;
  }

  /** The level it is encoded for. */
  public int level() {
    return level;
  }

  /** The scale of its diagonals. */
  public double scale() {
    return scale;
  }

  /** The split it is evaluated by. */
  public BabyStepGiantStep split() {
    return split;
  }

  /** Lends an encoded diagonal, if there is one with this index. */
  void withDiagonal(int index, Consumer<NttPoly> use) {
    Lender lender = diagonals.get(index);
    if (lender != null) {
      lender.lend(use);
    }
  }

  /** The keys that {@link LinearTransformEvaluator} acquires, in order, for a split at a level. */
  public static List<KeyUse> keyUses(BabyStepGiantStep split, int slots, int degree, int level) {
    List<KeyUse> uses = new ArrayList<>(babyKeyUses(split, slots, degree, level));
    uses.addAll(stepUses(split.giantSteps(), slots, degree, level));
    return List.copyOf(uses);
  }

  /** Those of {@link #keyUses} that are for baby steps, which come first. */
  public static List<KeyUse> babyKeyUses(
      BabyStepGiantStep split, int slots, int degree, int level) {
    return stepUses(split.babySteps(), slots, degree, level);
  }

  private static List<KeyUse> stepUses(List<Integer> steps, int slots, int degree, int level) {
    return steps.stream()
        .flatMap(step -> KeyUses.rotation(step, slots, degree, level).stream())
        .toList();
  }

  @Override
  public void close() {
    diagonals.values().forEach(Lender::close);
  }
}
