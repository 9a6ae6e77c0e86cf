package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;

/**
 * The passes of the inverse transform modulo q < 2^61: butterflies (x, y) -> (x + y, (y - x + 4q)
 * w), w the negated inverse factor ({@link PrimeRing}).
 *
 * <p><b>Ranges</b>, by {@link ShoupResidues}. Entries are in [0, 4q). x + y < 8q is brought below
 * 4q by the unsigned minimum of it and it less 4q; y - x + 4q is in (0, 8q), its product in [0,
 * 4q). {@link Last} multiplies sums below 8q as well; one of its results needs no product, because
 * the factors of its first stage have N^-1 in them already: the sum of two products, below 8q.
 */
final class ShoupInverse {
  private ShoupInverse() {}

  /** The stage of distance 1, from canonical residues. */
  record First(ShoupRoots roots) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      long[] powers = roots.powers();
      long[] companions = roots.companions();
      LongVector q = LongVector.broadcast(LONGS, roots.q());
      LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
      LongVector even = LaneMoves.EVEN.and(LaneMoves.ALL);
      LongVector odd = LaneMoves.ODD.and(LaneMoves.ALL);
      LongVector reversed = LaneMoves.INNER_REVERSED.and(LaneMoves.ALL);
      LongVector low = LaneMoves.INNER_LOW.and(LaneMoves.ALL);
      LongVector high = LaneMoves.INNER_HIGH.and(LaneMoves.ALL);
      int inner = a.length - COUNT;
      int last = to / 2;
      for (int i = from / 2; i < last; i += COUNT) {
        LongVector x = LongVector.fromArray(LONGS, a, 2 * i);
        LongVector y = LongVector.fromArray(LONGS, a, 2 * i + COUNT);
        LongVector u = even.selectFrom(x, y);
        LongVector v = odd.selectFrom(x, y);
        LongVector w = reversed.selectFrom(LongVector.fromArray(LONGS, powers, inner - i));
        LongVector c = reversed.selectFrom(LongVector.fromArray(LONGS, companions, inner - i));
        LongVector top = c.lanewise(VectorOperators.LSHR, 32);
        LongVector dIn = v.sub(u).add(q);
        LongVector dHigh = dIn.lanewise(VectorOperators.LSHR, 32);
        LongVector dMid = dHigh.mul(c.and(mask)).lanewise(VectorOperators.LSHR, 32);
        LongVector dLow = dIn.and(mask).mul(top).lanewise(VectorOperators.LSHR, 32);
        LongVector dQuotient = dHigh.mul(top).add(dMid).add(dLow);
        LongVector d = dIn.mul(w).sub(dQuotient.mul(q));
        LongVector s = u.add(v);
        low.selectFrom(s, d).intoArray(a, 2 * i);
        high.selectFrom(s, d).intoArray(a, 2 * i + COUNT);
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
      LongVector reversed = LaneMoves.MIDDLE_REVERSED.and(LaneMoves.ALL);
      LongVector low = LaneMoves.MIDDLE_LOW.and(LaneMoves.ALL);
      LongVector high = LaneMoves.MIDDLE_HIGH.and(LaneMoves.ALL);
      int middle = a.length / 2 - COUNT;
      int last = to / 4;
      for (int i = from / 4; i < last; i += COUNT / 2) {
        LongVector u = LongVector.fromArray(LONGS, a, 4 * i);
        LongVector v = LongVector.fromArray(LONGS, a, 4 * i + COUNT);
        LongVector w = reversed.selectFrom(LongVector.fromArray(LONGS, powers, middle - i));
        LongVector c = reversed.selectFrom(LongVector.fromArray(LONGS, companions, middle - i));
        LongVector top = c.lanewise(VectorOperators.LSHR, 32);
        LongVector dIn = v.sub(u).add(q4);
        LongVector dHigh = dIn.lanewise(VectorOperators.LSHR, 32);
        LongVector dMid = dHigh.mul(c.and(mask)).lanewise(VectorOperators.LSHR, 32);
        LongVector dLow = dIn.and(mask).mul(top).lanewise(VectorOperators.LSHR, 32);
        LongVector dQuotient = dHigh.mul(top).add(dMid).add(dLow);
        LongVector d = dIn.mul(w).sub(dQuotient.mul(q));
        LongVector sum = u.add(v);
        LongVector s = sum.lanewise(VectorOperators.UMIN, sum.sub(q4));
        low.selectFrom(s, d).intoArray(a, 4 * i);
        high.selectFrom(s, d).intoArray(a, 4 * i + COUNT);
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
      LongVector reversed = LaneMoves.OUTER_REVERSED.and(LaneMoves.ALL);
      LongVector low = LaneMoves.OUTER_LOW.and(LaneMoves.ALL);
      LongVector high = LaneMoves.OUTER_HIGH.and(LaneMoves.ALL);
      int outer = 2 * (a.length / COUNT) - COUNT;
      int last = to / (2 * COUNT);
      for (int i = from / (2 * COUNT); i < last; i++) {
        LongVector u = LongVector.fromArray(LONGS, a, 2 * COUNT * i);
        LongVector v = LongVector.fromArray(LONGS, a, 2 * COUNT * i + COUNT);
        LongVector w = reversed.selectFrom(LongVector.fromArray(LONGS, powers, outer - 2 * i));
        LongVector c = reversed.selectFrom(LongVector.fromArray(LONGS, companions, outer - 2 * i));
        LongVector top = c.lanewise(VectorOperators.LSHR, 32);
        LongVector dIn = v.sub(u).add(q4);
        LongVector dHigh = dIn.lanewise(VectorOperators.LSHR, 32);
        LongVector dMid = dHigh.mul(c.and(mask)).lanewise(VectorOperators.LSHR, 32);
        LongVector dLow = dIn.and(mask).mul(top).lanewise(VectorOperators.LSHR, 32);
        LongVector dQuotient = dHigh.mul(top).add(dMid).add(dLow);
        LongVector d = dIn.mul(w).sub(dQuotient.mul(q));
        LongVector sum = u.add(v);
        LongVector s = sum.lanewise(VectorOperators.UMIN, sum.sub(q4));
        low.selectFrom(s, d).intoArray(a, 2 * COUNT * i);
        high.selectFrom(s, d).intoArray(a, 2 * COUNT * i + COUNT);
      }
    }
  }

  /** The stages of distance L/2 and L. */
  record OuterRadix4(ShoupRoots roots) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      long[] powers = roots.powers();
      long[] companions = roots.companions();
      LongVector q = LongVector.broadcast(LONGS, roots.q());
      LongVector q4 = LongVector.broadcast(LONGS, 4 * roots.q());
      LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
      LongVector reversed = LaneMoves.OUTER_REVERSED.and(LaneMoves.ALL);
      LongVector low = LaneMoves.OUTER_LOW.and(LaneMoves.ALL);
      LongVector high = LaneMoves.OUTER_HIGH.and(LaneMoves.ALL);
      int groups = a.length / COUNT;
      int outer = 2 * groups - COUNT;
      int last = to / (2 * COUNT);
      for (int i = from / (2 * COUNT); i < last; i++) {
        LongVector u = LongVector.fromArray(LONGS, a, 2 * COUNT * i);
        LongVector v = LongVector.fromArray(LONGS, a, 2 * COUNT * i + COUNT);
        LongVector w = reversed.selectFrom(LongVector.fromArray(LONGS, powers, outer - 2 * i));
        LongVector c = reversed.selectFrom(LongVector.fromArray(LONGS, companions, outer - 2 * i));
        LongVector top = c.lanewise(VectorOperators.LSHR, 32);
        LongVector dIn = v.sub(u).add(q4);
        LongVector dHigh = dIn.lanewise(VectorOperators.LSHR, 32);
        LongVector dMid = dHigh.mul(c.and(mask)).lanewise(VectorOperators.LSHR, 32);
        LongVector dLow = dIn.and(mask).mul(top).lanewise(VectorOperators.LSHR, 32);
        LongVector dQuotient = dHigh.mul(top).add(dMid).add(dLow);
        LongVector d = dIn.mul(w).sub(dQuotient.mul(q));
        LongVector sum = u.add(v);
        LongVector s = sum.lanewise(VectorOperators.UMIN, sum.sub(q4));
        LongVector x = low.selectFrom(s, d);
        LongVector y = high.selectFrom(s, d);
        LongVector f = LongVector.broadcast(LONGS, powers[groups - 1 - i]);
        LongVector e = LongVector.broadcast(LONGS, companions[groups - 1 - i]);
        LongVector z = y.sub(x).add(q4);
        LongVector t = x.add(y);
        t.lanewise(VectorOperators.UMIN, t.sub(q4)).intoArray(a, 2 * COUNT * i);
        LongVector zProductTop = e.lanewise(VectorOperators.LSHR, 32);
        LongVector zProductHigh = z.lanewise(VectorOperators.LSHR, 32);
        LongVector zProductMid = zProductHigh.mul(e.and(mask)).lanewise(VectorOperators.LSHR, 32);
        LongVector zProductLow = z.and(mask).mul(zProductTop).lanewise(VectorOperators.LSHR, 32);
        LongVector zProductQuotient =
            zProductHigh.mul(zProductTop).add(zProductMid).add(zProductLow);
        z.mul(f).sub(zProductQuotient.mul(q)).intoArray(a, 2 * COUNT * i + COUNT);
      }
    }
  }

  /** Two stages, of 2 * {@code groups} and {@code groups} groups. */
  record Radix4(ShoupRoots roots, int groups) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      long[] powers = roots.powers();
      long[] companions = roots.companions();
      LongVector q = LongVector.broadcast(LONGS, roots.q());
      LongVector q4 = LongVector.broadcast(LONGS, 4 * roots.q());
      LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
      int h = a.length / (4 * groups);
      int g = 2 * groups - 1 - from / (4 * h);
      for (int start = from; start < to; start += 4 * h, g--) {
        LongVector w1 = LongVector.broadcast(LONGS, powers[g]);
        LongVector w2 = LongVector.broadcast(LONGS, powers[2 * g + 1]);
        LongVector w3 = LongVector.broadcast(LONGS, powers[2 * g]);
        LongVector c1 = LongVector.broadcast(LONGS, companions[g]);
        LongVector c2 = LongVector.broadcast(LONGS, companions[2 * g + 1]);
        LongVector c3 = LongVector.broadcast(LONGS, companions[2 * g]);
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
          LongVector d0In = a1.sub(a0).add(q4);
          LongVector d0High = d0In.lanewise(VectorOperators.LSHR, 32);
          LongVector d0Mid = d0High.mul(low2).lanewise(VectorOperators.LSHR, 32);
          LongVector d0Low = d0In.and(mask).mul(high2).lanewise(VectorOperators.LSHR, 32);
          LongVector d0Quotient = d0High.mul(high2).add(d0Mid).add(d0Low);
          LongVector d0 = d0In.mul(w2).sub(d0Quotient.mul(q));
          LongVector d1In = a3.sub(a2).add(q4);
          LongVector d1High = d1In.lanewise(VectorOperators.LSHR, 32);
          LongVector d1Mid = d1High.mul(low3).lanewise(VectorOperators.LSHR, 32);
          LongVector d1Low = d1In.and(mask).mul(high3).lanewise(VectorOperators.LSHR, 32);
          LongVector d1Quotient = d1High.mul(high3).add(d1Mid).add(d1Low);
          LongVector d1 = d1In.mul(w3).sub(d1Quotient.mul(q));
          LongVector t0 = a0.add(a1);
          LongVector t1 = a2.add(a3);
          LongVector s0 = t0.lanewise(VectorOperators.UMIN, t0.sub(q4));
          LongVector s1 = t1.lanewise(VectorOperators.UMIN, t1.sub(q4));
          LongVector b2In = s1.sub(s0).add(q4);
          LongVector b2High = b2In.lanewise(VectorOperators.LSHR, 32);
          LongVector b2Mid = b2High.mul(low1).lanewise(VectorOperators.LSHR, 32);
          LongVector b2Low = b2In.and(mask).mul(high1).lanewise(VectorOperators.LSHR, 32);
          LongVector b2Quotient = b2High.mul(high1).add(b2Mid).add(b2Low);
          LongVector b2 = b2In.mul(w1).sub(b2Quotient.mul(q));
          LongVector b3In = d1.sub(d0).add(q4);
          LongVector b3High = b3In.lanewise(VectorOperators.LSHR, 32);
          LongVector b3Mid = b3High.mul(low1).lanewise(VectorOperators.LSHR, 32);
          LongVector b3Low = b3In.and(mask).mul(high1).lanewise(VectorOperators.LSHR, 32);
          LongVector b3Quotient = b3High.mul(high1).add(b3Mid).add(b3Low);
          LongVector b3 = b3In.mul(w1).sub(b3Quotient.mul(q));
          LongVector s = s0.add(s1);
          LongVector d = d0.add(d1);
          s.lanewise(VectorOperators.UMIN, s.sub(q4)).intoArray(a, j);
          d.lanewise(VectorOperators.UMIN, d.sub(q4)).intoArray(a, j + h);
          b2.intoArray(a, j + 2 * h);
          b3.intoArray(a, j + 3 * h);
        }
      }
    }
  }

  /** The last two stages, with the factor N^-1 and another one, to canonical residues. */
  record Last(PrimeRing ring) {
    void run(long[] a, long factor) {
      Modulus modulus = ring.modulus();
      long scale = modulus.multiply(ring.inverseDegree(), factor);
      long root1 = modulus.multiply(ring.roots()[1], scale);
      long root2 = modulus.multiply(ring.roots()[3], scale);
      long root3 = modulus.multiply(ring.roots()[2], scale);
      LongVector q = LongVector.broadcast(LONGS, modulus.value());
      LongVector q2 = LongVector.broadcast(LONGS, 2 * modulus.value());
      LongVector q4 = LongVector.broadcast(LONGS, 4 * modulus.value());
      LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
      LongVector w0 = LongVector.broadcast(LONGS, scale);
      LongVector w1 = LongVector.broadcast(LONGS, root1);
      LongVector w2 = LongVector.broadcast(LONGS, root2);
      LongVector w3 = LongVector.broadcast(LONGS, root3);
      LongVector w4 = LongVector.broadcast(LONGS, ring.roots()[1]);
      LongVector c0 = LongVector.broadcast(LONGS, modulus.shoup(scale));
      LongVector c1 = LongVector.broadcast(LONGS, modulus.shoup(root1));
      LongVector c2 = LongVector.broadcast(LONGS, modulus.shoup(root2));
      LongVector c3 = LongVector.broadcast(LONGS, modulus.shoup(root3));
      LongVector c4 = LongVector.broadcast(LONGS, ring.rootsShoup()[1]);
      LongVector high0 = c0.lanewise(VectorOperators.LSHR, 32);
      LongVector high1 = c1.lanewise(VectorOperators.LSHR, 32);
      LongVector high2 = c2.lanewise(VectorOperators.LSHR, 32);
      LongVector high3 = c3.lanewise(VectorOperators.LSHR, 32);
      LongVector high4 = c4.lanewise(VectorOperators.LSHR, 32);
      LongVector low0 = c0.and(mask);
      LongVector low1 = c1.and(mask);
      LongVector low2 = c2.and(mask);
      LongVector low3 = c3.and(mask);
      LongVector low4 = c4.and(mask);
      int h = a.length / 4;
      for (int j = 0; j < h; j += COUNT) {
        LongVector a0 = LongVector.fromArray(LONGS, a, j);
        LongVector a1 = LongVector.fromArray(LONGS, a, j + h);
        LongVector a2 = LongVector.fromArray(LONGS, a, j + 2 * h);
        LongVector a3 = LongVector.fromArray(LONGS, a, j + 3 * h);
        LongVector d0In = a1.sub(a0).add(q4);
        LongVector d0High = d0In.lanewise(VectorOperators.LSHR, 32);
        LongVector d0Mid = d0High.mul(low2).lanewise(VectorOperators.LSHR, 32);
        LongVector d0Low = d0In.and(mask).mul(high2).lanewise(VectorOperators.LSHR, 32);
        LongVector d0Quotient = d0High.mul(high2).add(d0Mid).add(d0Low);
        LongVector d0 = d0In.mul(w2).sub(d0Quotient.mul(q));
        LongVector d1In = a3.sub(a2).add(q4);
        LongVector d1High = d1In.lanewise(VectorOperators.LSHR, 32);
        LongVector d1Mid = d1High.mul(low3).lanewise(VectorOperators.LSHR, 32);
        LongVector d1Low = d1In.and(mask).mul(high3).lanewise(VectorOperators.LSHR, 32);
        LongVector d1Quotient = d1High.mul(high3).add(d1Mid).add(d1Low);
        LongVector d1 = d1In.mul(w3).sub(d1Quotient.mul(q));
        LongVector t0 = a0.add(a1);
        LongVector t1 = a2.add(a3);
        LongVector s0 = t0.lanewise(VectorOperators.UMIN, t0.sub(q4));
        LongVector s1 = t1.lanewise(VectorOperators.UMIN, t1.sub(q4));

        LongVector x0In = s0.add(s1);
        LongVector x0High = x0In.lanewise(VectorOperators.LSHR, 32);
        LongVector x0Mid = x0High.mul(low0).lanewise(VectorOperators.LSHR, 32);
        LongVector x0Low = x0In.and(mask).mul(high0).lanewise(VectorOperators.LSHR, 32);
        LongVector x0Quotient = x0High.mul(high0).add(x0Mid).add(x0Low);
        LongVector x0 = x0In.mul(w0).sub(x0Quotient.mul(q));
        LongVector r0 = x0.lanewise(VectorOperators.UMIN, x0.sub(q2));
        r0.lanewise(VectorOperators.UMIN, r0.sub(q)).intoArray(a, j);

        LongVector x1 = d0.add(d1);
        LongVector m1 = x1.lanewise(VectorOperators.UMIN, x1.sub(q4));
        LongVector r1 = m1.lanewise(VectorOperators.UMIN, m1.sub(q2));
        r1.lanewise(VectorOperators.UMIN, r1.sub(q)).intoArray(a, j + h);

        LongVector x2In = s1.sub(s0).add(q4);
        LongVector x2High = x2In.lanewise(VectorOperators.LSHR, 32);
        LongVector x2Mid = x2High.mul(low1).lanewise(VectorOperators.LSHR, 32);
        LongVector x2Low = x2In.and(mask).mul(high1).lanewise(VectorOperators.LSHR, 32);
        LongVector x2Quotient = x2High.mul(high1).add(x2Mid).add(x2Low);
        LongVector x2 = x2In.mul(w1).sub(x2Quotient.mul(q));
        LongVector r2 = x2.lanewise(VectorOperators.UMIN, x2.sub(q2));
        r2.lanewise(VectorOperators.UMIN, r2.sub(q)).intoArray(a, j + 2 * h);

        LongVector x3In = d1.sub(d0).add(q4);
        LongVector x3High = x3In.lanewise(VectorOperators.LSHR, 32);
        LongVector x3Mid = x3High.mul(low4).lanewise(VectorOperators.LSHR, 32);
        LongVector x3Low = x3In.and(mask).mul(high4).lanewise(VectorOperators.LSHR, 32);
        LongVector x3Quotient = x3High.mul(high4).add(x3Mid).add(x3Low);
        LongVector x3 = x3In.mul(w4).sub(x3Quotient.mul(q));
        LongVector r3 = x3.lanewise(VectorOperators.UMIN, x3.sub(q2));
        r3.lanewise(VectorOperators.UMIN, r3.sub(q)).intoArray(a, j + 3 * h);
      }
    }
  }
}
