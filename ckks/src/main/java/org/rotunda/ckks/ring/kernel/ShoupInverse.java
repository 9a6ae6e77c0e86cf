package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;
import static org.rotunda.ckks.ring.kernel.ShoupResidues.multiply;

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
 * 4q).
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
      int degree = a.length;
      for (int j = from; j < to; j += 2 * COUNT) {
        LongVector x = LongVector.fromArray(LONGS, a, j);
        LongVector y = LongVector.fromArray(LONGS, a, j + COUNT);
        LongVector u = LaneMoves.EVEN.selectFrom(x, y);
        LongVector v = LaneMoves.ODD.selectFrom(x, y);
        int g = degree - j / 2 - COUNT;
        LongVector w = LaneMoves.INNER_REVERSED.selectFrom(LongVector.fromArray(LONGS, powers, g));
        LongVector c =
            LaneMoves.INNER_REVERSED.selectFrom(LongVector.fromArray(LONGS, companions, g));
        LongVector d =
            multiply(
                v.sub(u).add(q), w, c.lanewise(VectorOperators.LSHR, 32), c.and(mask), mask, q);
        LongVector s = u.add(v);
        LaneMoves.INNER_LOW.selectFrom(s, d).intoArray(a, j);
        LaneMoves.INNER_HIGH.selectFrom(s, d).intoArray(a, j + COUNT);
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
      int degree = a.length;
      for (int j = from; j < to; j += 2 * COUNT) {
        LongVector u = LongVector.fromArray(LONGS, a, j);
        LongVector v = LongVector.fromArray(LONGS, a, j + COUNT);
        int g = (degree - j / 2) / 2 - COUNT;
        LongVector w = LaneMoves.MIDDLE_REVERSED.selectFrom(LongVector.fromArray(LONGS, powers, g));
        LongVector c =
            LaneMoves.MIDDLE_REVERSED.selectFrom(LongVector.fromArray(LONGS, companions, g));
        LongVector d =
            multiply(
                v.sub(u).add(q4), w, c.lanewise(VectorOperators.LSHR, 32), c.and(mask), mask, q);
        LongVector sum = u.add(v);
        LongVector s = sum.lanewise(VectorOperators.UMIN, sum.sub(q4));
        LaneMoves.MIDDLE_LOW.selectFrom(s, d).intoArray(a, j);
        LaneMoves.MIDDLE_HIGH.selectFrom(s, d).intoArray(a, j + COUNT);
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
        LongVector u = LongVector.fromArray(LONGS, a, j);
        LongVector v = LongVector.fromArray(LONGS, a, j + COUNT);
        int g = 2 * groups - j / COUNT - COUNT;
        LongVector w = LaneMoves.OUTER_REVERSED.selectFrom(LongVector.fromArray(LONGS, powers, g));
        LongVector c =
            LaneMoves.OUTER_REVERSED.selectFrom(LongVector.fromArray(LONGS, companions, g));
        LongVector d =
            multiply(
                v.sub(u).add(q4), w, c.lanewise(VectorOperators.LSHR, 32), c.and(mask), mask, q);
        LongVector sum = u.add(v);
        LongVector s = sum.lanewise(VectorOperators.UMIN, sum.sub(q4));
        LaneMoves.OUTER_LOW.selectFrom(s, d).intoArray(a, j);
        LaneMoves.OUTER_HIGH.selectFrom(s, d).intoArray(a, j + COUNT);
      }
    }
  }

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
        int g = 2 * groups - 1 - start / (2 * h);
        LongVector w = LongVector.broadcast(LONGS, powers[g]);
        LongVector companion = LongVector.broadcast(LONGS, companions[g]);
        LongVector high = companion.lanewise(VectorOperators.LSHR, 32);
        LongVector low = companion.and(mask);
        for (int j = start; j < start + h; j += COUNT) {
          LongVector x = LongVector.fromArray(LONGS, a, j);
          LongVector y = LongVector.fromArray(LONGS, a, j + h);
          LongVector d = multiply(y.sub(x).add(q4), w, high, low, mask, q);
          LongVector s = x.add(y);
          s.lanewise(VectorOperators.UMIN, s.sub(q4)).intoArray(a, j);
          d.intoArray(a, j + h);
        }
      }
    }
  }

  /**
   * Two stages, of 2 * {@code groups} and {@code groups} groups. The product of {@link
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
        int g = 2 * groups - 1 - start / (4 * h);
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

  /** The last stage, with the factor N^-1 and another one, to canonical residues. */
  record Last(PrimeRing ring) {
    void run(long[] a, long factor) {
      Modulus modulus = ring.modulus();
      long scale = modulus.multiply(ring.inverseDegree(), factor);
      long root = modulus.multiply(ring.roots()[1], scale);
      LongVector q = LongVector.broadcast(LONGS, modulus.value());
      LongVector q2 = LongVector.broadcast(LONGS, 2 * modulus.value());
      LongVector q4 = LongVector.broadcast(LONGS, 4 * modulus.value());
      LongVector mask = LongVector.broadcast(LONGS, ShoupResidues.LOW);
      LongVector w0 = LongVector.broadcast(LONGS, scale);
      LongVector w1 = LongVector.broadcast(LONGS, root);
      LongVector c0 = LongVector.broadcast(LONGS, modulus.shoup(scale));
      LongVector c1 = LongVector.broadcast(LONGS, modulus.shoup(root));
      LongVector high0 = c0.lanewise(VectorOperators.LSHR, 32);
      LongVector high1 = c1.lanewise(VectorOperators.LSHR, 32);
      LongVector low0 = c0.and(mask);
      LongVector low1 = c1.and(mask);
      int h = a.length / 2;
      for (int j = 0; j < h; j += COUNT) {
        LongVector x = LongVector.fromArray(LONGS, a, j);
        LongVector y = LongVector.fromArray(LONGS, a, j + h);
        LongVector s = multiply(x.add(y), w0, high0, low0, mask, q);
        LongVector d = multiply(y.sub(x).add(q4), w1, high1, low1, mask, q);
        LongVector s2 = s.lanewise(VectorOperators.UMIN, s.sub(q2));
        LongVector d2 = d.lanewise(VectorOperators.UMIN, d.sub(q2));
        s2.lanewise(VectorOperators.UMIN, s2.sub(q)).intoArray(a, j);
        d2.lanewise(VectorOperators.UMIN, d2.sub(q)).intoArray(a, j + h);
      }
    }
  }
}
