package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;

import java.util.function.IntUnaryOperator;
import jdk.incubator.vector.LongVector;

/**
 * The moves between the lanes of two neighbouring vectors in the last stages of a transform, as
 * indices for {@link LongVector#selectFrom(jdk.incubator.vector.Vector,
 * jdk.incubator.vector.Vector)}.
 *
 * <p>A pair of vectors with L lanes holds 2L consecutive entries. Its butterflies of distance L/2,
 * ..., 1 need the entries of a butterfly in the same lane of the two vectors. Before the stage of
 * distance d the vectors are told apart by one bit of an entry's index (at first: which vector it
 * came from), and bit log2 d of the lane number is bit log2 d of the index; a low and a high index
 * vector exchange these two bits. In lane l of that stage the butterfly belongs to group l / d of
 * the pair's groups. After the stage of distance 1 the zip restores the order. The inverse goes the
 * same way backwards: an exchange is its own inverse, and even and odd undo the zip.
 *
 * <p>The stage of distance L/2 is the outer one, distance 2 of eight lanes the middle one, distance
 * 1 of four or eight lanes the inner one.
 */
final class LaneMoves {
  static final LongVector OUTER_LOW = exchange(COUNT / 2, 0);
  static final LongVector OUTER_HIGH = exchange(COUNT / 2, COUNT / 2);
  static final LongVector MIDDLE_LOW = exchange(2 % COUNT, 0);
  static final LongVector MIDDLE_HIGH = exchange(2 % COUNT, 2 % COUNT);
  static final LongVector INNER_LOW = exchange(1, 0);
  static final LongVector INNER_HIGH = exchange(1, 1);
  static final LongVector ZIP_LOW = indices(lane -> lane / 2 + COUNT * (lane % 2));
  static final LongVector ZIP_HIGH = indices(lane -> (COUNT + lane) / 2 + COUNT * (lane % 2));
  static final LongVector EVEN = indices(lane -> 2 * lane);
  static final LongVector ODD = indices(lane -> 2 * lane + 1);

  /** The factors of a stage, one a group, from the first lanes of a vector. */
  static final LongVector OUTER_SPREAD = indices(lane -> lane / (COUNT / 2));

  static final LongVector MIDDLE_SPREAD = indices(lane -> lane / 2);

  /** The same backwards from the last lanes of a vector. */
  static final LongVector OUTER_REVERSED = indices(lane -> COUNT - 1 - lane / (COUNT / 2));

  static final LongVector MIDDLE_REVERSED = indices(lane -> COUNT - 1 - lane / 2);
  static final LongVector INNER_REVERSED = indices(lane -> COUNT - 1 - lane);

  /**
   * A mask that no index exceeds. A loop's method begins with {@code INDEX.and(ALL)} for each index
   * that the loop uses: what it gets is a value that stays in a register, whereas the static vector
   * is an object, read again at every use because the loop's stores might change it, and then
   * masked.
   */
  static final long ALL = 2L * COUNT - 1;

  private LaneMoves() {}

  private static LongVector indices(IntUnaryOperator ofLane) {
    long[] values = new long[COUNT];
    for (int lane = 0; lane < COUNT; lane++) {
      values[lane] = ofLane.applyAsInt(lane);
    }
    return LongVector.fromArray(Lanes.LONGS, values, 0);
  }

  private static LongVector exchange(int bit, int kept) {
    return indices(lane -> (lane & ~bit) + kept + ((lane & bit) == 0 ? 0 : COUNT));
  }
}
