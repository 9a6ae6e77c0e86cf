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

  /**
   * Two stages, of {@code groups} and 2 * {@code groups} groups. The product of {@link
   * ShoupResidues} is written out for the reason given at {@link DoubleProducts}.
   */
  record Radix4(ShoupRoots roots, int groups) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      long[] powers = roots.powers();
      long[] companions = roots.companions();
      LongVector q = LongVector.broadcast(LONGS, roots.q());
      LongVector q4 = LongVector.broadcast(LONGS, 4 * roots.q());
      LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
      int h = a.length / (4 * groups);
      for (int start = from; start < to; start += 4 * h) {
        int g = groups + start / (4 * h);
        LongVector w1 = LongVector.broadcast(LONGS, powers[g]);
        LongVector w2 = LongVector.broadcast(LONGS, powers[2 * g]);
        LongVector w3 = LongVector.broadcast(LONGS, powers[2 * g + 1]);
        LongVector c1 = LongVector.broadcast(LONGS, companions[g]);
        LongVector c2 = LongVector.broadcast(LONGS, companions[2 * g]);
        LongVector c3 = LongVector.broadcast(LONGS, companions[2 * g + 1]);
        LongVector high1 = c1.lanewise(VectorOperators.LSHR, 32);
        LongVector high2 = c2.lanewise(VectorOperators.LSHR, 32);
        LongVector high3 = c3.lanewise(VectorOperators.LSHR, 32);
        LongVector low1 = c1.and(mask);
        LongVector low2 = c2.and(mask);
        LongVector low3 = c3.and(mask);
        for (int j = start; j < start + h; j += COUNT) {
          LongVector a0 = LongVector.fromArray(LONGS, a, j);
          LongVector a1 = LongVector.fromArray(LONGS, a, j + h);
          LongVector a2 = LongVector.fromArray(LONGS, a, j + 2 * h);
          LongVector a3 = LongVector.fromArray(LONGS, a, j + 3 * h);
          LongVector y2High = a2.lanewise(VectorOperators.LSHR, 32);
          LongVector y2Mid = y2High.mul(low1).lanewise(VectorOperators.LSHR, 32);
          LongVector y2Low = a2.and(mask).mul(high1).lanewise(VectorOperators.LSHR, 32);
          LongVector y2Quotient = y2High.mul(high1).add(y2Mid).add(y2Low);
          LongVector y2 = a2.mul(w1).sub(y2Quotient.mul(q));
          LongVector y3High = a3.lanewise(VectorOperators.LSHR, 32);
          LongVector y3Mid = y3High.mul(low1).lanewise(VectorOperators.LSHR, 32);
          LongVector y3Low = a3.and(mask).mul(high1).lanewise(VectorOperators.LSHR, 32);
          LongVector y3Quotient = y3High.mul(high1).add(y3Mid).add(y3Low);
          LongVector y3 = a3.mul(w1).sub(y3Quotient.mul(q));
          LongVector u0 = a0.lanewise(VectorOperators.UMIN, a0.sub(q4));
          LongVector u1 = a1.lanewise(VectorOperators.UMIN, a1.sub(q4));
          LongVector b1In = u1.add(y3);
          LongVector b1High = b1In.lanewise(VectorOperators.LSHR, 32);
          LongVector b1Mid = b1High.mul(low2).lanewise(VectorOperators.LSHR, 32);
          LongVector b1Low = b1In.and(mask).mul(high2).lanewise(VectorOperators.LSHR, 32);
          LongVector b1Quotient = b1High.mul(high2).add(b1Mid).add(b1Low);
          LongVector b1 = b1In.mul(w2).sub(b1Quotient.mul(q));
          LongVector b3In = u1.sub(y3).add(q4);
          LongVector b3High = b3In.lanewise(VectorOperators.LSHR, 32);
          LongVector b3Mid = b3High.mul(low3).lanewise(VectorOperators.LSHR, 32);
          LongVector b3Low = b3In.and(mask).mul(high3).lanewise(VectorOperators.LSHR, 32);
          LongVector b3Quotient = b3High.mul(high3).add(b3Mid).add(b3Low);
          LongVector b3 = b3In.mul(w3).sub(b3Quotient.mul(q));
          LongVector s0 = u0.add(y2);
          LongVector s2 = u0.sub(y2).add(q4);
          LongVector b0 = s0.lanewise(VectorOperators.UMIN, s0.sub(q4));
          LongVector b2 = s2.lanewise(VectorOperators.UMIN, s2.sub(q4));
          b0.add(b1).intoArray(a, j);
          b0.sub(b1).add(q4).intoArray(a, j + h);
          b2.add(b3).intoArray(a, j + 2 * h);
          b2.sub(b3).add(q4).intoArray(a, j + 3 * h);
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

  /** The stages of distance L and L/2. */
  record OuterRadix4(ShoupRoots roots) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      long[] powers = roots.powers();
      long[] companions = roots.companions();
      LongVector q = LongVector.broadcast(LONGS, roots.q());
      LongVector q4 = LongVector.broadcast(LONGS, 4 * roots.q());
      LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
      int groups = a.length / COUNT;
      for (int j = from; j < to; j += 2 * COUNT) {
        int g = groups + j / COUNT;
        LongVector a0 = LongVector.fromArray(LONGS, a, j);
        LongVector a1 = LongVector.fromArray(LONGS, a, j + COUNT);
        LongVector e = LongVector.broadcast(LONGS, powers[g / 2]);
        LongVector d = LongVector.broadcast(LONGS, companions[g / 2]);
        LongVector r = multiply(a1, e, d.lanewise(VectorOperators.LSHR, 32), d.and(mask), mask, q);
        LongVector b0 = a0.lanewise(VectorOperators.UMIN, a0.sub(q4));
        LongVector x = b0.add(r);
        LongVector y = b0.sub(r).add(q4);
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

  /**
   * The stages of distance 2 and 1 that are not the outer one; then canonical residues in order.
   */
  record Last(ShoupRoots roots) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      long[] powers = roots.powers();
      long[] companions = roots.companions();
      LongVector q = LongVector.broadcast(LONGS, roots.q());
      LongVector q2 = LongVector.broadcast(LONGS, 2 * roots.q());
      LongVector q4 = LongVector.broadcast(LONGS, 4 * roots.q());
      LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
      int degree = a.length;
      for (int j = from; j < to; j += 2 * COUNT) {
        LongVector x = LongVector.fromArray(LONGS, a, j);
        LongVector y = LongVector.fromArray(LONGS, a, j + COUNT);
        if (COUNT == 8) {
          int g = (degree + j) / 4;
          LongVector w = LaneMoves.MIDDLE_SPREAD.selectFrom(LongVector.fromArray(LONGS, powers, g));
          LongVector c =
              LaneMoves.MIDDLE_SPREAD.selectFrom(LongVector.fromArray(LONGS, companions, g));
          LongVector v = LaneMoves.MIDDLE_HIGH.selectFrom(x, y);
          LongVector t = multiply(v, w, c.lanewise(VectorOperators.LSHR, 32), c.and(mask), mask, q);
          LongVector s = LaneMoves.MIDDLE_LOW.selectFrom(x, y);
          LongVector u = s.lanewise(VectorOperators.UMIN, s.sub(q4));
          x = u.add(t);
          y = u.sub(t).add(q4);
        }
        if (COUNT >= 4) {
          LongVector w = LongVector.fromArray(LONGS, powers, (degree + j) / 2);
          LongVector c = LongVector.fromArray(LONGS, companions, (degree + j) / 2);
          LongVector v = LaneMoves.INNER_HIGH.selectFrom(x, y);
          LongVector t = multiply(v, w, c.lanewise(VectorOperators.LSHR, 32), c.and(mask), mask, q);
          LongVector s = LaneMoves.INNER_LOW.selectFrom(x, y);
          LongVector u = s.lanewise(VectorOperators.UMIN, s.sub(q4));
          x = u.add(t);
          y = u.sub(t).add(q4);
        }
        LongVector x4 = x.lanewise(VectorOperators.UMIN, x.sub(q4));
        LongVector x2 = x4.lanewise(VectorOperators.UMIN, x4.sub(q2));
        LongVector even = x2.lanewise(VectorOperators.UMIN, x2.sub(q));
        LongVector y4 = y.lanewise(VectorOperators.UMIN, y.sub(q4));
        LongVector y2 = y4.lanewise(VectorOperators.UMIN, y4.sub(q2));
        LongVector odd = y2.lanewise(VectorOperators.UMIN, y2.sub(q));
        LaneMoves.ZIP_LOW.selectFrom(even, odd).intoArray(a, j);
        LaneMoves.ZIP_HIGH.selectFrom(even, odd).intoArray(a, j + COUNT);
      }
    }
  }
}
