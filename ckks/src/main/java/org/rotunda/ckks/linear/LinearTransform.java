package org.rotunda.ckks.linear;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.evaluation.KeyUses;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * A matrix encoded for a level: each diagonal, rotated back by its giant step, as a polynomial over
 * QP. Holds (level + 1 + |P|) N words a diagonal until closed.
 */
public final class LinearTransform implements AutoCloseable {
  private final int slots;
  private final int level;
  private final double scale;
  private final BabyStepGiantStep split;
  private final Map<Integer, NttPoly> diagonals;

  private LinearTransform(
      int slots,
      int level,
      double scale,
      BabyStepGiantStep split,
      Map<Integer, NttPoly> diagonals) {
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
    if (!split.equals(BabyStepGiantStep.of(matrix.diagonals().keySet(), split.n1()))) {
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
    return new LinearTransform(matrix.slots(), level, scale, split, encoded);
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

  /** The encoded diagonals by index. */
  Map<Integer, NttPoly> diagonals() {
    return diagonals;
  }

  /** The keys that {@link LinearTransformEvaluator} acquires, in order, for a split at a level. */
  public static List<KeyUse> keyUses(BabyStepGiantStep split, int slots, int degree, int level) {
    List<KeyUse> uses = new ArrayList<>();
    split
        .babySteps()
        .forEach(step -> KeyUses.rotation(step, slots, degree, level).ifPresent(uses::add));
    split
        .giantSteps()
        .forEach(step -> KeyUses.rotation(step, slots, degree, level).ifPresent(uses::add));
    return List.copyOf(uses);
  }

  @Override
  public void close() {
    diagonals.values().forEach(NttPoly::close);
  }
}
