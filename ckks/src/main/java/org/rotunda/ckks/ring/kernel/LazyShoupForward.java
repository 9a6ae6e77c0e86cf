package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The passes of the forward transform modulo q < 2^58 before its last stages: those of {@link
 * ShoupForward}, without bringing entries down between them.
 *
 * <p><b>Ranges</b>, unsigned, in units of q. A product is in [0, 4) whatever is multiplied ({@link
 * ShoupResidues}), so entries below B make sums and differences below B + 4, and {@link Radix4}
 * makes B + 8 of it. From 1, seven such passes, as many as N = 2^17 has, make 57 < 64, and 64 q <
 * 2^64. {@link Outer} and {@link OuterRadix4} bring what they don't multiply below 4 by four
 * unsigned minima and leave entries below 8, as {@link ShoupForward} takes them.
 *
 * <p>What differs from {@link ShoupForward} are those minima alone: four fewer a butterfly of radix
 * 4, three more before the last stages. Both are written out, because one method has one compiled
 * form: minima that some moduli don't need would be carried out for all of them, and methods shared
 * between passes are not always inlined ({@link DoubleProducts}).
 */
final class LazyShoupForward {
  /** Moduli have at most this many bits. */
  static final int MAX_BITS = 58;

  private LazyShoupForward() {}

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
          LongVector b1In = a1.add(y3);
          LongVector b1High = b1In.lanewise(VectorOperators.LSHR, 32);
          LongVector b1Mid = b1High.mul(low2).lanewise(VectorOperators.LSHR, 32);
          LongVector b1Low = b1In.and(mask).mul(high2).lanewise(VectorOperators.LSHR, 32);
          LongVector b1Quotient = b1High.mul(high2).add(b1Mid).add(b1Low);
          LongVector b1 = b1In.mul(w2).sub(b1Quotient.mul(q));
          LongVector b3In = a1.sub(y3).add(q4);
          LongVector b3High = b3In.lanewise(VectorOperators.LSHR, 32);
          LongVector b3Mid = b3High.mul(low3).lanewise(VectorOperators.LSHR, 32);
          LongVector b3Low = b3In.and(mask).mul(high3).lanewise(VectorOperators.LSHR, 32);
          LongVector b3Quotient = b3High.mul(high3).add(b3Mid).add(b3Low);
          LongVector b3 = b3In.mul(w3).sub(b3Quotient.mul(q));
          LongVector b0 = a0.add(y2);
          LongVector b2 = a0.sub(y2).add(q4);
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
      LongVector q32 = LongVector.broadcast(LONGS, 32 * roots.q());
      LongVector q16 = LongVector.broadcast(LONGS, 16 * roots.q());
      LongVector q8 = LongVector.broadcast(LONGS, 8 * roots.q());
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
        LongVector s32 = s.lanewise(VectorOperators.UMIN, s.sub(q32));
        LongVector s16 = s32.lanewise(VectorOperators.UMIN, s32.sub(q16));
        LongVector s8 = s16.lanewise(VectorOperators.UMIN, s16.sub(q8));
        LongVector u = s8.lanewise(VectorOperators.UMIN, s8.sub(q4));
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
      LongVector q32 = LongVector.broadcast(LONGS, 32 * roots.q());
      LongVector q16 = LongVector.broadcast(LONGS, 16 * roots.q());
      LongVector q8 = LongVector.broadcast(LONGS, 8 * roots.q());
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
        LongVector a32 = a0.lanewise(VectorOperators.UMIN, a0.sub(q32));
        LongVector a16 = a32.lanewise(VectorOperators.UMIN, a32.sub(q16));
        LongVector a8 = a16.lanewise(VectorOperators.UMIN, a16.sub(q8));
        LongVector b0 = a8.lanewise(VectorOperators.UMIN, a8.sub(q4));
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
}
