package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;
import static org.rotunda.ckks.ring.kernel.ShoupResidues.multiply;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The passes of the forward transform modulo q < 2^61: butterflies (x, y) -> (x + w y, x - w y +
 * 4q).
 *
 * <p><b>Ranges</b>, by {@link ShoupResidues}. Entries are in [0, 8q), unsigned. x is brought into
 * [0, 4q) by the unsigned minimum of x and x - 4q, and w y is in [0, 4q), so the results are in [0,
 * 8q) again, and 8q < 2^64.
 */
final class ShoupForward {
  private ShoupForward() {}

  /** One stage of {@code groups} groups. */
  record Radix2(ShoupRoots roots, int groups) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      long[] powers = roots.powers();
      long[] companions = roots.companions();
      LongVector q = LongVector.broadcast(LONGS, roots.q());
      LongVector q4 = LongVector.broadcast(LONGS, 4 * roots.q());
      LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
      int h = a.length / (2 * groups);
      for (int start = from; start < to; start += 2 * h) {
        int g = groups + start / (2 * h);
        LongVector w = LongVector.broadcast(LONGS, powers[g]);
        LongVector companion = LongVector.broadcast(LONGS, companions[g]);
        LongVector high = companion.lanewise(VectorOperators.LSHR, 32);
        LongVector low = companion.and(mask);
        for (int j = start; j < start + h; j += COUNT) {
          LongVector y = multiply(LongVector.fromArray(LONGS, a, j + h), w, high, low, mask, q);
          LongVector x = LongVector.fromArray(LONGS, a, j);
          LongVector u = x.lanewise(VectorOperators.UMIN, x.sub(q4));
          u.add(y).intoArray(a, j);
          u.sub(y).add(q4).intoArray(a, j + h);
        }
      }
    }
  }

  /** The stage of distance L/2. */
  record Outer(ShoupRoots roots) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      long[] powers = roots.powers();
      long[] companions = roots.companions();
      LongVector q = LongVector.broadcast(LONGS, roots.q());
      LongVector q4 = LongVector.broadcast(LONGS, 4 * roots.q());
      LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
      int groups = a.length / COUNT;
      for (int j = from; j < to; j += 2 * COUNT) {
        LongVector x = LongVector.fromArray(LONGS, a, j);
        LongVector y = LongVector.fromArray(LONGS, a, j + COUNT);
        int g = groups + j / COUNT;
        LongVector w = LaneMoves.OUTER_SPREAD.selectFrom(LongVector.fromArray(LONGS, powers, g));
        LongVector c =
            LaneMoves.OUTER_SPREAD.selectFrom(LongVector.fromArray(LONGS, companions, g));
        LongVector v = LaneMoves.OUTER_HIGH.selectFrom(x, y);
        LongVector t = multiply(v, w, c.lanewise(VectorOperators.LSHR, 32), c.and(mask), mask, q);
        LongVector s = LaneMoves.OUTER_LOW.selectFrom(x, y);
        LongVector u = s.lanewise(VectorOperators.UMIN, s.sub(q4));
        u.add(t).intoArray(a, j);
        u.sub(t).add(q4).intoArray(a, j + COUNT);
      }
    }
  }

  /** The stage of distance 2 of eight lanes. */
  record Middle(ShoupRoots roots) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      long[] powers = roots.powers();
      long[] companions = roots.companions();
      LongVector q = LongVector.broadcast(LONGS, roots.q());
      LongVector q4 = LongVector.broadcast(LONGS, 4 * roots.q());
      LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
      int groups = a.length / 4;
      for (int j = from; j < to; j += 2 * COUNT) {
        LongVector x = LongVector.fromArray(LONGS, a, j);
        LongVector y = LongVector.fromArray(LONGS, a, j + COUNT);
        int g = groups + j / 4;
        LongVector w = LaneMoves.MIDDLE_SPREAD.selectFrom(LongVector.fromArray(LONGS, powers, g));
        LongVector c =
            LaneMoves.MIDDLE_SPREAD.selectFrom(LongVector.fromArray(LONGS, companions, g));
        LongVector v = LaneMoves.MIDDLE_HIGH.selectFrom(x, y);
        LongVector t = multiply(v, w, c.lanewise(VectorOperators.LSHR, 32), c.and(mask), mask, q);
        LongVector s = LaneMoves.MIDDLE_LOW.selectFrom(x, y);
        LongVector u = s.lanewise(VectorOperators.UMIN, s.sub(q4));
        u.add(t).intoArray(a, j);
        u.sub(t).add(q4).intoArray(a, j + COUNT);
      }
    }
  }

  /** The stage of distance 1; then canonical residues in order. */
  record Last(ShoupRoots roots) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      long[] powers = roots.powers();
      long[] companions = roots.companions();
      LongVector q = LongVector.broadcast(LONGS, roots.q());
      LongVector q2 = LongVector.broadcast(LONGS, 2 * roots.q());
      LongVector q4 = LongVector.broadcast(LONGS, 4 * roots.q());
      LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
      int groups = a.length / 2;
      for (int j = from; j < to; j += 2 * COUNT) {
        LongVector x = LongVector.fromArray(LONGS, a, j);
        LongVector y = LongVector.fromArray(LONGS, a, j + COUNT);
        LongVector w = LongVector.fromArray(LONGS, powers, groups + j / 2);
        LongVector c = LongVector.fromArray(LONGS, companions, groups + j / 2);
        LongVector v = LaneMoves.INNER_HIGH.selectFrom(x, y);
        LongVector t = multiply(v, w, c.lanewise(VectorOperators.LSHR, 32), c.and(mask), mask, q);
        LongVector s = LaneMoves.INNER_LOW.selectFrom(x, y);
        LongVector u = s.lanewise(VectorOperators.UMIN, s.sub(q4));
        LongVector sum = u.add(t);
        LongVector difference = u.sub(t).add(q4);
        LongVector sum4 = sum.lanewise(VectorOperators.UMIN, sum.sub(q4));
        LongVector sum2 = sum4.lanewise(VectorOperators.UMIN, sum4.sub(q2));
        LongVector even = sum2.lanewise(VectorOperators.UMIN, sum2.sub(q));
        LongVector difference4 = difference.lanewise(VectorOperators.UMIN, difference.sub(q4));
        LongVector difference2 = difference4.lanewise(VectorOperators.UMIN, difference4.sub(q2));
        LongVector odd = difference2.lanewise(VectorOperators.UMIN, difference2.sub(q));
        LaneMoves.ZIP_LOW.selectFrom(even, odd).intoArray(a, j);
        LaneMoves.ZIP_HIGH.selectFrom(even, odd).intoArray(a, j + COUNT);
      }
    }
  }
}
