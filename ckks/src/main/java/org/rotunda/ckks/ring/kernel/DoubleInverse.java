package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.DoubleResidues.ROUND;
import static org.rotunda.ckks.ring.kernel.DoubleResidues.TWO_TO_52;
import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.DOUBLES;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;

/**
 * The passes of the inverse transform in double precision: butterflies (x, y) -> (x + y, (y - x)
 * w), w the negated inverse factor ({@link DoubleTransform}).
 *
 * <p><b>Ranges</b>, in units of q, by {@link DoubleResidues}. {@link First} adds without reducing:
 * from [0, 1), sums lie in [0, 2), then in [0, 4), so that differences of sums are at most 2, then
 * 4 in magnitude; entries that were multiplied are smaller throughout. {@link Outer} reduces its
 * sums, at most 8, to 1/2 (here and below plus 1/(2q) at most); its products are at most 1/2 + 4/8
 * = 1. {@link OuterRadix4} goes on with these: differences of at most 2 are multiplied (3/4), sums
 * of at most 2 reduced (1/2). A radix-4 butterfly of entries at most 1 multiplies differences of at
 * most 2 (3/4) and of at most 4 (1) and reduces what is only added (1/2): 1 again. {@link Last}
 * multiplies sums and differences of at most 4, and what it returns is below q by the bound for B =
 * 4. One of its results needs no product, because the factors of its first stage have N^-1 in them
 * already: the sum of two products of at most 3/4, which is reduced as in {@link
 * DoubleForward.Last}.
 *
 * <p>{@link First} computes on numbers u and v as 2^52 + u and 2^52 + v: their difference is v - u,
 * and 2^52 + v - 2^53 is exact, as is its sum with 2^52 + u.
 */
final class DoubleInverse {
  private DoubleInverse() {}

  /** The stages of distance 1 and 2 that are not the outer one, from canonical residues. */
  record First(CenteredRoots roots) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      double[] w = roots.powers();
      double q = roots.q();
      DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
      DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1 / q);
      DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
      DoubleVector two53 = DoubleVector.broadcast(DOUBLES, 2 * TWO_TO_52);
      LongVector bits = DoubleVector.broadcast(DOUBLES, TWO_TO_52).reinterpretAsLongs();
      LongVector evenLanes = LaneMoves.EVEN.and(LaneMoves.ALL);
      LongVector oddLanes = LaneMoves.ODD.and(LaneMoves.ALL);
      LongVector innerReversed = LaneMoves.INNER_REVERSED.and(LaneMoves.ALL);
      LongVector innerLow = LaneMoves.INNER_LOW.and(LaneMoves.ALL);
      LongVector innerHigh = LaneMoves.INNER_HIGH.and(LaneMoves.ALL);
      LongVector middleReversed = LaneMoves.MIDDLE_REVERSED.and(LaneMoves.ALL);
      LongVector middleLow = LaneMoves.MIDDLE_LOW.and(LaneMoves.ALL);
      LongVector middleHigh = LaneMoves.MIDDLE_HIGH.and(LaneMoves.ALL);
      int inner = a.length - COUNT;
      int middle = a.length / 2 - COUNT;
      int last = to / 4;
      for (int i = from / 4; i < last; i += COUNT / 2) {
        LongVector x = LongVector.fromArray(LONGS, a, 4 * i).or(bits);
        LongVector y = LongVector.fromArray(LONGS, a, 4 * i + COUNT).or(bits);
        DoubleVector even = evenLanes.selectFrom(x, y).reinterpretAsDoubles();
        DoubleVector odd = oddLanes.selectFrom(x, y).reinterpretAsDoubles();
        LongVector table = DoubleVector.fromArray(DOUBLES, w, inner - 2 * i).reinterpretAsLongs();
        DoubleVector f = innerReversed.selectFrom(table).reinterpretAsDoubles();
        LongVector s = odd.sub(two53).add(even).reinterpretAsLongs();
        DoubleVector dIn = odd.sub(even);
        DoubleVector dHigh = dIn.mul(f);
        DoubleVector dQuotient = dHigh.fma(inverse, round).sub(round);
        LongVector d =
            dQuotient.fma(minusQ, dHigh).sub(dIn.fma(f.neg(), dHigh)).reinterpretAsLongs();
        LongVector u = innerLow.selectFrom(s, d);
        LongVector v = innerHigh.selectFrom(s, d);
        if (COUNT == 8) {
          LongVector factors = DoubleVector.fromArray(DOUBLES, w, middle - i).reinterpretAsLongs();
          DoubleVector e = middleReversed.selectFrom(factors).reinterpretAsDoubles();
          DoubleVector difference = v.reinterpretAsDoubles().sub(u.reinterpretAsDoubles());
          DoubleVector high = difference.mul(e);
          DoubleVector quotient = high.fma(inverse, round).sub(round);
          DoubleVector minusLow = difference.fma(e.neg(), high);
          LongVector z = quotient.fma(minusQ, high).sub(minusLow).reinterpretAsLongs();
          LongVector t =
              u.reinterpretAsDoubles().add(v.reinterpretAsDoubles()).reinterpretAsLongs();
          u = middleLow.selectFrom(t, z);
          v = middleHigh.selectFrom(t, z);
        }
        u.intoArray(a, 4 * i);
        v.intoArray(a, 4 * i + COUNT);
      }
    }
  }

  /** The stage of distance L/2. */
  record Outer(CenteredRoots roots) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      double[] w = roots.powers();
      double q = roots.q();
      DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
      DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1 / q);
      DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
      LongVector reversed = LaneMoves.OUTER_REVERSED.and(LaneMoves.ALL);
      LongVector low = LaneMoves.OUTER_LOW.and(LaneMoves.ALL);
      LongVector high = LaneMoves.OUTER_HIGH.and(LaneMoves.ALL);
      int outer = 2 * (a.length / COUNT) - COUNT;
      int last = to / (2 * COUNT);
      for (int i = from / (2 * COUNT); i < last; i++) {
        DoubleVector u = LongVector.fromArray(LONGS, a, 2 * COUNT * i).reinterpretAsDoubles();
        DoubleVector v =
            LongVector.fromArray(LONGS, a, 2 * COUNT * i + COUNT).reinterpretAsDoubles();
        LongVector factors = DoubleVector.fromArray(DOUBLES, w, outer - 2 * i).reinterpretAsLongs();
        DoubleVector f = reversed.selectFrom(factors).reinterpretAsDoubles();
        DoubleVector sIn = u.add(v);
        LongVector s = sIn.fma(inverse, round).sub(round).fma(minusQ, sIn).reinterpretAsLongs();
        DoubleVector dIn = v.sub(u);
        DoubleVector dHigh = dIn.mul(f);
        DoubleVector dQuotient = dHigh.fma(inverse, round).sub(round);
        LongVector d =
            dQuotient.fma(minusQ, dHigh).sub(dIn.fma(f.neg(), dHigh)).reinterpretAsLongs();
        low.selectFrom(s, d).intoArray(a, 2 * COUNT * i);
        high.selectFrom(s, d).intoArray(a, 2 * COUNT * i + COUNT);
      }
    }
  }

  /** The stages of distance L/2 and L. */
  record OuterRadix4(CenteredRoots roots) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      double[] w = roots.powers();
      double q = roots.q();
      DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
      DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1 / q);
      DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
      LongVector reversed = LaneMoves.OUTER_REVERSED.and(LaneMoves.ALL);
      LongVector low = LaneMoves.OUTER_LOW.and(LaneMoves.ALL);
      LongVector high = LaneMoves.OUTER_HIGH.and(LaneMoves.ALL);
      int groups = a.length / COUNT;
      int outer = 2 * groups - COUNT;
      int last = to / (2 * COUNT);
      for (int i = from / (2 * COUNT); i < last; i++) {
        DoubleVector u = LongVector.fromArray(LONGS, a, 2 * COUNT * i).reinterpretAsDoubles();
        DoubleVector v =
            LongVector.fromArray(LONGS, a, 2 * COUNT * i + COUNT).reinterpretAsDoubles();
        LongVector factors = DoubleVector.fromArray(DOUBLES, w, outer - 2 * i).reinterpretAsLongs();
        DoubleVector f = reversed.selectFrom(factors).reinterpretAsDoubles();
        DoubleVector sIn = u.add(v);
        LongVector s = sIn.fma(inverse, round).sub(round).fma(minusQ, sIn).reinterpretAsLongs();
        DoubleVector dIn = v.sub(u);
        DoubleVector dHigh = dIn.mul(f);
        DoubleVector dQuotient = dHigh.fma(inverse, round).sub(round);
        LongVector d =
            dQuotient.fma(minusQ, dHigh).sub(dIn.fma(f.neg(), dHigh)).reinterpretAsLongs();
        DoubleVector x = low.selectFrom(s, d).reinterpretAsDoubles();
        DoubleVector y = high.selectFrom(s, d).reinterpretAsDoubles();
        DoubleVector e = DoubleVector.broadcast(DOUBLES, w[groups - 1 - i]);
        DoubleVector differenceIn = y.sub(x);
        DoubleVector differenceHigh = differenceIn.mul(e);
        DoubleVector differenceQuotient = differenceHigh.fma(inverse, round).sub(round);
        DoubleVector difference =
            differenceQuotient
                .fma(minusQ, differenceHigh)
                .sub(differenceIn.fma(e.neg(), differenceHigh));
        DoubleVector sumIn = x.add(y);
        DoubleVector sum = sumIn.fma(inverse, round).sub(round).fma(minusQ, sumIn);
        sum.reinterpretAsLongs().intoArray(a, 2 * COUNT * i);
        difference.reinterpretAsLongs().intoArray(a, 2 * COUNT * i + COUNT);
      }
    }
  }

  /** Two stages, of 2 * {@code groups} and {@code groups} groups. */
  record Radix4(CenteredRoots roots, int groups) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      double[] w = roots.powers();
      double q = roots.q();
      DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
      DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1 / q);
      DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
      int h = a.length / (4 * groups);
      int g = 2 * groups - 1 - from / (4 * h);
      for (int start = from; start < to; start += 4 * h, g--) {
        DoubleVector w1 = DoubleVector.broadcast(DOUBLES, w[g]);
        DoubleVector w2 = DoubleVector.broadcast(DOUBLES, w[2 * g + 1]);
        DoubleVector w3 = DoubleVector.broadcast(DOUBLES, w[2 * g]);
        for (int j = start; j < start + h; j += COUNT) {
          DoubleVector a0 = LongVector.fromArray(LONGS, a, j).reinterpretAsDoubles();
          DoubleVector a1 = LongVector.fromArray(LONGS, a, j + h).reinterpretAsDoubles();
          DoubleVector a2 = LongVector.fromArray(LONGS, a, j + 2 * h).reinterpretAsDoubles();
          DoubleVector a3 = LongVector.fromArray(LONGS, a, j + 3 * h).reinterpretAsDoubles();
          DoubleVector d0In = a1.sub(a0);
          DoubleVector d0High = d0In.mul(w2);
          DoubleVector d0Quotient = d0High.fma(inverse, round).sub(round);
          DoubleVector d0 = d0Quotient.fma(minusQ, d0High).sub(d0In.fma(w2.neg(), d0High));
          DoubleVector d1In = a3.sub(a2);
          DoubleVector d1High = d1In.mul(w3);
          DoubleVector d1Quotient = d1High.fma(inverse, round).sub(round);
          DoubleVector d1 = d1Quotient.fma(minusQ, d1High).sub(d1In.fma(w3.neg(), d1High));
          DoubleVector s0 = a0.add(a1);
          DoubleVector s1 = a2.add(a3);
          DoubleVector b2In = s1.sub(s0);
          DoubleVector b2High = b2In.mul(w1);
          DoubleVector b2Quotient = b2High.fma(inverse, round).sub(round);
          DoubleVector b2 = b2Quotient.fma(minusQ, b2High).sub(b2In.fma(w1.neg(), b2High));
          DoubleVector b3In = d1.sub(d0);
          DoubleVector b3High = b3In.mul(w1);
          DoubleVector b3Quotient = b3High.fma(inverse, round).sub(round);
          DoubleVector b3 = b3Quotient.fma(minusQ, b3High).sub(b3In.fma(w1.neg(), b3High));
          DoubleVector s = s0.add(s1);
          DoubleVector d = d0.add(d1);
          DoubleVector b0 = s.fma(inverse, round).sub(round).fma(minusQ, s);
          DoubleVector b1 = d.fma(inverse, round).sub(round).fma(minusQ, d);
          b0.reinterpretAsLongs().intoArray(a, j);
          b1.reinterpretAsLongs().intoArray(a, j + h);
          b2.reinterpretAsLongs().intoArray(a, j + 2 * h);
          b3.reinterpretAsLongs().intoArray(a, j + 3 * h);
        }
      }
    }
  }

  /** The last two stages, with the factor N^-1 and another one, to canonical residues. */
  record Last(CenteredRoots roots, PrimeRing ring) {
    void run(long[] a, long factor) {
      Modulus field = ring.modulus();
      double[] w = roots.powers();
      double q = roots.q();
      long scale = field.multiply(ring.inverseDegree(), factor);
      long root1 = field.multiply(field.reduceSigned((long) w[1]), scale);
      long root2 = field.multiply(field.reduceSigned((long) w[3]), scale);
      long root3 = field.multiply(field.reduceSigned((long) w[2]), scale);
      DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
      DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1 / q);
      DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
      LongVector bits = round.reinterpretAsLongs();
      LongVector modulus = LongVector.broadcast(LONGS, (long) q);
      DoubleVector half = DoubleVector.broadcast(DOUBLES, (q - 1) / 2);
      DoubleVector shift = DoubleVector.broadcast(DOUBLES, TWO_TO_52 + (q - 1) / 2);
      LongVector offset = DoubleVector.broadcast(DOUBLES, TWO_TO_52).reinterpretAsLongs();
      DoubleVector f0 = DoubleVector.broadcast(DOUBLES, (double) field.centered(scale));
      DoubleVector f1 = DoubleVector.broadcast(DOUBLES, (double) field.centered(root1));
      DoubleVector f2 = DoubleVector.broadcast(DOUBLES, (double) field.centered(root2));
      DoubleVector f3 = DoubleVector.broadcast(DOUBLES, (double) field.centered(root3));
      DoubleVector f4 = DoubleVector.broadcast(DOUBLES, w[1]);
      DoubleVector minus0 = f0.neg();
      DoubleVector minus1 = f1.neg();
      DoubleVector minus4 = f4.neg();
      int h = a.length / 4;
      for (int j = 0; j < h; j += COUNT) {
        DoubleVector a0 = LongVector.fromArray(LONGS, a, j).reinterpretAsDoubles();
        DoubleVector a1 = LongVector.fromArray(LONGS, a, j + h).reinterpretAsDoubles();
        DoubleVector a2 = LongVector.fromArray(LONGS, a, j + 2 * h).reinterpretAsDoubles();
        DoubleVector a3 = LongVector.fromArray(LONGS, a, j + 3 * h).reinterpretAsDoubles();
        DoubleVector d0In = a1.sub(a0);
        DoubleVector d0High = d0In.mul(f2);
        DoubleVector d0Quotient = d0High.fma(inverse, round).sub(round);
        DoubleVector d0 = d0Quotient.fma(minusQ, d0High).sub(d0In.fma(f2.neg(), d0High));
        DoubleVector d1In = a3.sub(a2);
        DoubleVector d1High = d1In.mul(f3);
        DoubleVector d1Quotient = d1High.fma(inverse, round).sub(round);
        DoubleVector d1 = d1Quotient.fma(minusQ, d1High).sub(d1In.fma(f3.neg(), d1High));
        DoubleVector s0 = a0.add(a1);
        DoubleVector s1 = a2.add(a3);

        DoubleVector x0 = s0.add(s1);
        DoubleVector h0 = x0.mul(f0);
        DoubleVector c0 = h0.fma(inverse, round).sub(round);
        DoubleVector r0 = c0.fma(minusQ, h0).sub(x0.fma(minus0, h0));
        LongVector b0 = r0.add(round).reinterpretAsLongs().sub(bits);
        b0.lanewise(VectorOperators.UMIN, b0.add(modulus)).intoArray(a, j);

        DoubleVector x1 = d0.sub(half).add(d1);
        DoubleVector r1 = x1.fma(inverse, round).sub(round).fma(minusQ, x1);
        r1.add(shift).reinterpretAsLongs().sub(offset).intoArray(a, j + h);

        DoubleVector x2 = s1.sub(s0);
        DoubleVector h2 = x2.mul(f1);
        DoubleVector c2 = h2.fma(inverse, round).sub(round);
        DoubleVector r2 = c2.fma(minusQ, h2).sub(x2.fma(minus1, h2));
        LongVector b2 = r2.add(round).reinterpretAsLongs().sub(bits);
        b2.lanewise(VectorOperators.UMIN, b2.add(modulus)).intoArray(a, j + 2 * h);

        DoubleVector x3 = d1.sub(d0);
        DoubleVector h3 = x3.mul(f4);
        DoubleVector c3 = h3.fma(inverse, round).sub(round);
        DoubleVector r3 = c3.fma(minusQ, h3).sub(x3.fma(minus4, h3));
        LongVector b3 = r3.add(round).reinterpretAsLongs().sub(bits);
        b3.lanewise(VectorOperators.UMIN, b3.add(modulus)).intoArray(a, j + 3 * h);
      }
    }
  }
}
