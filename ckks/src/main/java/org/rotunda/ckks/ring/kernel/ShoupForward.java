package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The passes of the forward transform modulo q < 2^61: butterflies (x, y) -> (x + w y, x - w y +
 * 4q).
 *
 * <p><b>Ranges</b>, by {@link ShoupResidues}. Entries are in [0, 8q), unsigned. x is brought into
 * [0, 4q) by the unsigned minimum of x and x - 4q, and w y is in [0, 4q), so the results are in [0,
 * 8q) again, and 8q < 2^64. A difference x - w y in (-4q, 4q) is brought into [0, 4q) by the
 * unsigned minimum of it and it plus 4q.
 */
final class ShoupForward {
  private ShoupForward() {}

  /** Two stages, of {@code groups} and 2 * {@code groups} groups. */
  record Radix4(ShoupRoots roots, int groups) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      long[] powers = roots.powers();
      long[] companions = roots.companions();
      LongVector q = LongVector.broadcast(LONGS, roots.q());
      LongVector q4 = LongVector.broadcast(LONGS, 4 * roots.q());
      LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
      int h = a.length / (4 * groups);
      int g = groups + from / (4 * h);
      for (int start = from; start < to; start += 4 * h, g++) {
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
          LongVector s2 = u0.sub(y2);
          LongVector b0 = s0.lanewise(VectorOperators.UMIN, s0.sub(q4));
          LongVector b2 = s2.lanewise(VectorOperators.UMIN, s2.add(q4));
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
      LongVector spread = LaneMoves.OUTER_SPREAD.and(LaneMoves.ALL);
      LongVector low = LaneMoves.OUTER_LOW.and(LaneMoves.ALL);
      LongVector high = LaneMoves.OUTER_HIGH.and(LaneMoves.ALL);
      int outer = a.length / COUNT;
      int last = to / (2 * COUNT);
      for (int i = from / (2 * COUNT); i < last; i++) {
        LongVector x = LongVector.fromArray(LONGS, a, 2 * COUNT * i);
        LongVector y = LongVector.fromArray(LONGS, a, 2 * COUNT * i + COUNT);
        LongVector w = spread.selectFrom(LongVector.fromArray(LONGS, powers, outer + 2 * i));
        LongVector c = spread.selectFrom(LongVector.fromArray(LONGS, companions, outer + 2 * i));
        LongVector v = high.selectFrom(x, y);
        LongVector tTop = c.lanewise(VectorOperators.LSHR, 32);
        LongVector tHigh = v.lanewise(VectorOperators.LSHR, 32);
        LongVector tMid = tHigh.mul(c.and(mask)).lanewise(VectorOperators.LSHR, 32);
        LongVector tLow = v.and(mask).mul(tTop).lanewise(VectorOperators.LSHR, 32);
        LongVector tQuotient = tHigh.mul(tTop).add(tMid).add(tLow);
        LongVector t = v.mul(w).sub(tQuotient.mul(q));
        LongVector s = low.selectFrom(x, y);
        LongVector u = s.lanewise(VectorOperators.UMIN, s.sub(q4));
        u.add(t).intoArray(a, 2 * COUNT * i);
        u.sub(t).add(q4).intoArray(a, 2 * COUNT * i + COUNT);
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
      LongVector spread = LaneMoves.OUTER_SPREAD.and(LaneMoves.ALL);
      LongVector low = LaneMoves.OUTER_LOW.and(LaneMoves.ALL);
      LongVector high = LaneMoves.OUTER_HIGH.and(LaneMoves.ALL);
      int outer = a.length / COUNT;
      int last = to / (2 * COUNT);
      for (int i = from / (2 * COUNT); i < last; i++) {
        LongVector a0 = LongVector.fromArray(LONGS, a, 2 * COUNT * i);
        LongVector a1 = LongVector.fromArray(LONGS, a, 2 * COUNT * i + COUNT);
        LongVector e = LongVector.broadcast(LONGS, powers[outer / 2 + i]);
        LongVector d = LongVector.broadcast(LONGS, companions[outer / 2 + i]);
        LongVector rTop = d.lanewise(VectorOperators.LSHR, 32);
        LongVector rHigh = a1.lanewise(VectorOperators.LSHR, 32);
        LongVector rMid = rHigh.mul(d.and(mask)).lanewise(VectorOperators.LSHR, 32);
        LongVector rLow = a1.and(mask).mul(rTop).lanewise(VectorOperators.LSHR, 32);
        LongVector rQuotient = rHigh.mul(rTop).add(rMid).add(rLow);
        LongVector r = a1.mul(e).sub(rQuotient.mul(q));
        LongVector b0 = a0.lanewise(VectorOperators.UMIN, a0.sub(q4));
        LongVector x = b0.add(r);
        LongVector y = b0.sub(r).add(q4);
        LongVector w = spread.selectFrom(LongVector.fromArray(LONGS, powers, outer + 2 * i));
        LongVector c = spread.selectFrom(LongVector.fromArray(LONGS, companions, outer + 2 * i));
        LongVector v = high.selectFrom(x, y);
        LongVector tTop = c.lanewise(VectorOperators.LSHR, 32);
        LongVector tHigh = v.lanewise(VectorOperators.LSHR, 32);
        LongVector tMid = tHigh.mul(c.and(mask)).lanewise(VectorOperators.LSHR, 32);
        LongVector tLow = v.and(mask).mul(tTop).lanewise(VectorOperators.LSHR, 32);
        LongVector tQuotient = tHigh.mul(tTop).add(tMid).add(tLow);
        LongVector t = v.mul(w).sub(tQuotient.mul(q));
        LongVector s = low.selectFrom(x, y);
        LongVector u = s.lanewise(VectorOperators.UMIN, s.sub(q4));
        u.add(t).intoArray(a, 2 * COUNT * i);
        u.sub(t).add(q4).intoArray(a, 2 * COUNT * i + COUNT);
      }
    }
  }

  /**
   * The stage of distance 2 of eight lanes. In one pass with the last stage it is slower: one
   * butterfly would wait for the other longer than the processor looks ahead.
   */
  record Middle(ShoupRoots roots) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      long[] powers = roots.powers();
      long[] companions = roots.companions();
      LongVector q = LongVector.broadcast(LONGS, roots.q());
      LongVector q4 = LongVector.broadcast(LONGS, 4 * roots.q());
      LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
      LongVector spread = LaneMoves.MIDDLE_SPREAD.and(LaneMoves.ALL);
      LongVector low = LaneMoves.MIDDLE_LOW.and(LaneMoves.ALL);
      LongVector high = LaneMoves.MIDDLE_HIGH.and(LaneMoves.ALL);
      int middle = a.length / 4;
      int last = to / 4;
      for (int i = from / 4; i < last; i += COUNT / 2) {
        LongVector x = LongVector.fromArray(LONGS, a, 4 * i);
        LongVector y = LongVector.fromArray(LONGS, a, 4 * i + COUNT);
        LongVector w = spread.selectFrom(LongVector.fromArray(LONGS, powers, middle + i));
        LongVector c = spread.selectFrom(LongVector.fromArray(LONGS, companions, middle + i));
        LongVector v = high.selectFrom(x, y);
        LongVector tTop = c.lanewise(VectorOperators.LSHR, 32);
        LongVector tHigh = v.lanewise(VectorOperators.LSHR, 32);
        LongVector tMid = tHigh.mul(c.and(mask)).lanewise(VectorOperators.LSHR, 32);
        LongVector tLow = v.and(mask).mul(tTop).lanewise(VectorOperators.LSHR, 32);
        LongVector tQuotient = tHigh.mul(tTop).add(tMid).add(tLow);
        LongVector t = v.mul(w).sub(tQuotient.mul(q));
        LongVector s = low.selectFrom(x, y);
        LongVector u = s.lanewise(VectorOperators.UMIN, s.sub(q4));
        u.add(t).intoArray(a, 4 * i);
        u.sub(t).add(q4).intoArray(a, 4 * i + COUNT);
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
      LongVector low = LaneMoves.INNER_LOW.and(LaneMoves.ALL);
      LongVector high = LaneMoves.INNER_HIGH.and(LaneMoves.ALL);
      LongVector zipLow = LaneMoves.ZIP_LOW.and(LaneMoves.ALL);
      LongVector zipHigh = LaneMoves.ZIP_HIGH.and(LaneMoves.ALL);
      int inner = a.length / 2;
      int last = to / 2;
      for (int i = from / 2; i < last; i += COUNT) {
        LongVector x = LongVector.fromArray(LONGS, a, 2 * i);
        LongVector y = LongVector.fromArray(LONGS, a, 2 * i + COUNT);
        LongVector w = LongVector.fromArray(LONGS, powers, inner + i);
        LongVector c = LongVector.fromArray(LONGS, companions, inner + i);
        LongVector v = high.selectFrom(x, y);
        LongVector tTop = c.lanewise(VectorOperators.LSHR, 32);
        LongVector tHigh = v.lanewise(VectorOperators.LSHR, 32);
        LongVector tMid = tHigh.mul(c.and(mask)).lanewise(VectorOperators.LSHR, 32);
        LongVector tLow = v.and(mask).mul(tTop).lanewise(VectorOperators.LSHR, 32);
        LongVector tQuotient = tHigh.mul(tTop).add(tMid).add(tLow);
        LongVector t = v.mul(w).sub(tQuotient.mul(q));
        LongVector s = low.selectFrom(x, y);
        LongVector u = s.lanewise(VectorOperators.UMIN, s.sub(q4));
        LongVector p = u.add(t);
        LongVector p4 = p.lanewise(VectorOperators.UMIN, p.sub(q4));
        LongVector p2 = p4.lanewise(VectorOperators.UMIN, p4.sub(q2));
        LongVector even = p2.lanewise(VectorOperators.UMIN, p2.sub(q));
        LongVector m = u.sub(t);
        LongVector m4 = m.lanewise(VectorOperators.UMIN, m.add(q4));
        LongVector m2 = m4.lanewise(VectorOperators.UMIN, m4.sub(q2));
        LongVector odd = m2.lanewise(VectorOperators.UMIN, m2.sub(q));
        zipLow.selectFrom(even, odd).intoArray(a, 2 * i);
        zipHigh.selectFrom(even, odd).intoArray(a, 2 * i + COUNT);
      }
    }
  }
}
