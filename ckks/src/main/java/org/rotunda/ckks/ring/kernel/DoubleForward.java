package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.DoubleResidues.ROUND;
import static org.rotunda.ckks.ring.kernel.DoubleResidues.TWO_TO_52;
import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.DOUBLES;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The passes of the forward transform in double precision: butterflies (x, y) -> (x + w y, x - w
 * y).
 *
 * <p><b>Ranges</b>, in units of q, by {@link DoubleResidues}. Let the entries of a radix-4
 * butterfly be at most B in magnitude. a0 is reduced to 1/2; w1 a2 and w1 a3 are at most 1/2 + B/8;
 * a1 +- w1 a3 at most 1/2 + 9B/8, and their products at most 9/16 + 9B/64; the results at most
 * 25/16 + 17B/64. This keeps B <= 2.13, and then the multiplied numbers are at most 2.9 < 4. {@link
 * First} begins with B = 1, {@link Lifted} with 1/2. {@link OuterRadix4} leaves 1/2 + 0.7663 after
 * its first stage and 1.2663 + 0.6583 < 1.925 after its second, {@link Outer} 1/2 + 0.7663, the
 * middle stage at most 1.925 + 0.741 = 2.666, the inner one 2.666 + 0.834 = 3.5, and {@link Last}
 * reduces. So does {@link Divided}, where the difference to a canonical residue is then at most 3/2
 * and its product below 11/16.
 *
 * <p>{@link Last} reduces x - (q - 1)/2, at most 4 in magnitude, to the representative nearest to
 * 0, exactly ({@link DoubleResidues}); with (q - 1)/2 added again it is in [0, q).
 *
 * <p>{@link Lifted} reduces x in [0, p) to the representative c nearest to 0: x/p is at least
 * 1/(2p) > 2^-51 away from a half-integer, its computed value less than 2^-53 from it. Likewise c
 * modulo q: |c| < 2^49, so the computed c/q is less than 2^-4/q from it, which does not reach a
 * half-integer.
 */
final class DoubleForward {
  private DoubleForward() {}

  /** The first two stages, from canonical residues. */
  record First(CenteredRoots roots) {
    void run(long[] x, long[] out) {
      double[] w = roots.powers();
      double q = roots.q();
      DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
      DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1 / q);
      DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
      DoubleVector two52 = DoubleVector.broadcast(DOUBLES, TWO_TO_52);
      LongVector bits = two52.reinterpretAsLongs();
      DoubleVector w1 = DoubleVector.broadcast(DOUBLES, w[1]);
      DoubleVector w2 = DoubleVector.broadcast(DOUBLES, w[2]);
      DoubleVector w3 = DoubleVector.broadcast(DOUBLES, w[3]);
      int h = out.length / 4;
      for (int j = 0; j < h; j += COUNT) {
        DoubleVector a2 =
            LongVector.fromArray(LONGS, x, j + 2 * h).or(bits).reinterpretAsDoubles().sub(two52);
        DoubleVector a3 =
            LongVector.fromArray(LONGS, x, j + 3 * h).or(bits).reinterpretAsDoubles().sub(two52);
        DoubleVector y2High = a2.mul(w1);
        DoubleVector y2Quotient = y2High.fma(inverse, round).sub(round);
        DoubleVector y2 = y2Quotient.fma(minusQ, y2High).sub(a2.fma(w1.neg(), y2High));
        DoubleVector y3High = a3.mul(w1);
        DoubleVector y3Quotient = y3High.fma(inverse, round).sub(round);
        DoubleVector y3 = y3Quotient.fma(minusQ, y3High).sub(a3.fma(w1.neg(), y3High));
        DoubleVector a1 =
            LongVector.fromArray(LONGS, x, j + h).or(bits).reinterpretAsDoubles().sub(two52);
        DoubleVector b1In = a1.add(y3);
        DoubleVector b1High = b1In.mul(w2);
        DoubleVector b1Quotient = b1High.fma(inverse, round).sub(round);
        DoubleVector b1 = b1Quotient.fma(minusQ, b1High).sub(b1In.fma(w2.neg(), b1High));
        DoubleVector b3In = a1.sub(y3);
        DoubleVector b3High = b3In.mul(w3);
        DoubleVector b3Quotient = b3High.fma(inverse, round).sub(round);
        DoubleVector b3 = b3Quotient.fma(minusQ, b3High).sub(b3In.fma(w3.neg(), b3High));
        DoubleVector a0 =
            LongVector.fromArray(LONGS, x, j).or(bits).reinterpretAsDoubles().sub(two52);
        DoubleVector r0 = a0.fma(inverse, round).sub(round).fma(minusQ, a0);
        DoubleVector b0 = r0.add(y2);
        DoubleVector b2 = r0.sub(y2);
        b0.add(b1).reinterpretAsLongs().intoArray(out, j);
        b0.sub(b1).reinterpretAsLongs().intoArray(out, j + h);
        b2.add(b3).reinterpretAsLongs().intoArray(out, j + 2 * h);
        b2.sub(b3).reinterpretAsLongs().intoArray(out, j + 3 * h);
      }
    }
  }

  /**
   * The first two stages, from the centered representatives of residues modulo another prime p <
   * 2^50.
   */
  record Lifted(CenteredRoots roots) {
    void run(long[] x, double p, long[] out) {
      double[] w = roots.powers();
      double q = roots.q();
      DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
      DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1 / q);
      DoubleVector minusP = DoubleVector.broadcast(DOUBLES, -p);
      DoubleVector inverseP = DoubleVector.broadcast(DOUBLES, 1 / p);
      DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
      DoubleVector two52 = DoubleVector.broadcast(DOUBLES, TWO_TO_52);
      LongVector bits = two52.reinterpretAsLongs();
      DoubleVector w1 = DoubleVector.broadcast(DOUBLES, w[1]);
      DoubleVector w2 = DoubleVector.broadcast(DOUBLES, w[2]);
      DoubleVector w3 = DoubleVector.broadcast(DOUBLES, w[3]);
      DoubleVector minus1 = w1.neg();
      DoubleVector minus2 = w2.neg();
      DoubleVector minus3 = w3.neg();
      int h = out.length / 4;
      for (int j = 0; j < h; j += COUNT) {
        DoubleVector u2 =
            LongVector.fromArray(LONGS, x, j + 2 * h).or(bits).reinterpretAsDoubles().sub(two52);
        DoubleVector c2 = u2.fma(inverseP, round).sub(round).fma(minusP, u2);
        DoubleVector a2 = c2.fma(inverse, round).sub(round).fma(minusQ, c2);
        DoubleVector u3 =
            LongVector.fromArray(LONGS, x, j + 3 * h).or(bits).reinterpretAsDoubles().sub(two52);
        DoubleVector c3 = u3.fma(inverseP, round).sub(round).fma(minusP, u3);
        DoubleVector a3 = c3.fma(inverse, round).sub(round).fma(minusQ, c3);
        DoubleVector h2 = a2.mul(w1);
        DoubleVector k2 = h2.fma(inverse, round).sub(round);
        DoubleVector y2 = k2.fma(minusQ, h2).sub(a2.fma(minus1, h2));
        DoubleVector h3 = a3.mul(w1);
        DoubleVector k3 = h3.fma(inverse, round).sub(round);
        DoubleVector y3 = k3.fma(minusQ, h3).sub(a3.fma(minus1, h3));
        DoubleVector u1 =
            LongVector.fromArray(LONGS, x, j + h).or(bits).reinterpretAsDoubles().sub(two52);
        DoubleVector c1 = u1.fma(inverseP, round).sub(round).fma(minusP, u1);
        DoubleVector a1 = c1.fma(inverse, round).sub(round).fma(minusQ, c1);
        DoubleVector s = a1.add(y3);
        DoubleVector hS = s.mul(w2);
        DoubleVector kS = hS.fma(inverse, round).sub(round);
        DoubleVector b1 = kS.fma(minusQ, hS).sub(s.fma(minus2, hS));
        DoubleVector d = a1.sub(y3);
        DoubleVector hD = d.mul(w3);
        DoubleVector kD = hD.fma(inverse, round).sub(round);
        DoubleVector b3 = kD.fma(minusQ, hD).sub(d.fma(minus3, hD));
        DoubleVector u0 =
            LongVector.fromArray(LONGS, x, j).or(bits).reinterpretAsDoubles().sub(two52);
        DoubleVector c0 = u0.fma(inverseP, round).sub(round).fma(minusP, u0);
        DoubleVector a0 = c0.fma(inverse, round).sub(round).fma(minusQ, c0);
        DoubleVector b0 = a0.add(y2);
        DoubleVector b2 = a0.sub(y2);
        b0.add(b1).reinterpretAsLongs().intoArray(out, j);
        b0.sub(b1).reinterpretAsLongs().intoArray(out, j + h);
        b2.add(b3).reinterpretAsLongs().intoArray(out, j + 2 * h);
        b2.sub(b3).reinterpretAsLongs().intoArray(out, j + 3 * h);
      }
    }
  }

  /** Two stages, of {@code groups} and 2 * {@code groups} groups. */
  record Radix4(CenteredRoots roots, int groups) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      double[] w = roots.powers();
      double q = roots.q();
      DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
      DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1 / q);
      DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
      int h = a.length / (4 * groups);
      int g = groups + from / (4 * h);
      for (int start = from; start < to; start += 4 * h, g++) {
        DoubleVector w1 = DoubleVector.broadcast(DOUBLES, w[g]);
        DoubleVector w2 = DoubleVector.broadcast(DOUBLES, w[2 * g]);
        DoubleVector w3 = DoubleVector.broadcast(DOUBLES, w[2 * g + 1]);
        for (int j = start; j < start + h; j += COUNT) {
          DoubleVector a0 = LongVector.fromArray(LONGS, a, j).reinterpretAsDoubles();
          DoubleVector a1 = LongVector.fromArray(LONGS, a, j + h).reinterpretAsDoubles();
          DoubleVector a2 = LongVector.fromArray(LONGS, a, j + 2 * h).reinterpretAsDoubles();
          DoubleVector a3 = LongVector.fromArray(LONGS, a, j + 3 * h).reinterpretAsDoubles();
          DoubleVector x0 = a0.fma(inverse, round).sub(round).fma(minusQ, a0);
          DoubleVector y2High = a2.mul(w1);
          DoubleVector y2Quotient = y2High.fma(inverse, round).sub(round);
          DoubleVector y2 = y2Quotient.fma(minusQ, y2High).sub(a2.fma(w1.neg(), y2High));
          DoubleVector y3High = a3.mul(w1);
          DoubleVector y3Quotient = y3High.fma(inverse, round).sub(round);
          DoubleVector y3 = y3Quotient.fma(minusQ, y3High).sub(a3.fma(w1.neg(), y3High));
          DoubleVector b1In = a1.add(y3);
          DoubleVector b1High = b1In.mul(w2);
          DoubleVector b1Quotient = b1High.fma(inverse, round).sub(round);
          DoubleVector b1 = b1Quotient.fma(minusQ, b1High).sub(b1In.fma(w2.neg(), b1High));
          DoubleVector b3In = a1.sub(y3);
          DoubleVector b3High = b3In.mul(w3);
          DoubleVector b3Quotient = b3High.fma(inverse, round).sub(round);
          DoubleVector b3 = b3Quotient.fma(minusQ, b3High).sub(b3In.fma(w3.neg(), b3High));
          DoubleVector b0 = x0.add(y2);
          DoubleVector b2 = x0.sub(y2);
          b0.add(b1).reinterpretAsLongs().intoArray(a, j);
          b0.sub(b1).reinterpretAsLongs().intoArray(a, j + h);
          b2.add(b3).reinterpretAsLongs().intoArray(a, j + 2 * h);
          b2.sub(b3).reinterpretAsLongs().intoArray(a, j + 3 * h);
        }
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
      LongVector spread = LaneMoves.OUTER_SPREAD.and(LaneMoves.ALL);
      LongVector low = LaneMoves.OUTER_LOW.and(LaneMoves.ALL);
      LongVector high = LaneMoves.OUTER_HIGH.and(LaneMoves.ALL);
      int outer = a.length / COUNT;
      int last = to / (2 * COUNT);
      for (int i = from / (2 * COUNT); i < last; i++) {
        LongVector x = LongVector.fromArray(LONGS, a, 2 * COUNT * i);
        LongVector y = LongVector.fromArray(LONGS, a, 2 * COUNT * i + COUNT);
        LongVector factors = DoubleVector.fromArray(DOUBLES, w, outer + 2 * i).reinterpretAsLongs();
        DoubleVector f = spread.selectFrom(factors).reinterpretAsDoubles();
        DoubleVector v = high.selectFrom(x, y).reinterpretAsDoubles();
        DoubleVector tHigh = v.mul(f);
        DoubleVector tQuotient = tHigh.fma(inverse, round).sub(round);
        DoubleVector t = tQuotient.fma(minusQ, tHigh).sub(v.fma(f.neg(), tHigh));
        DoubleVector s = low.selectFrom(x, y).reinterpretAsDoubles();
        DoubleVector u = s.fma(inverse, round).sub(round).fma(minusQ, s);
        u.add(t).reinterpretAsLongs().intoArray(a, 2 * COUNT * i);
        u.sub(t).reinterpretAsLongs().intoArray(a, 2 * COUNT * i + COUNT);
      }
    }
  }

  /** The stages of distance L and L/2. */
  record OuterRadix4(CenteredRoots roots) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      double[] w = roots.powers();
      double q = roots.q();
      DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
      DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1 / q);
      DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
      LongVector spread = LaneMoves.OUTER_SPREAD.and(LaneMoves.ALL);
      LongVector low = LaneMoves.OUTER_LOW.and(LaneMoves.ALL);
      LongVector high = LaneMoves.OUTER_HIGH.and(LaneMoves.ALL);
      int outer = a.length / COUNT;
      int last = to / (2 * COUNT);
      for (int i = from / (2 * COUNT); i < last; i++) {
        DoubleVector a0 = LongVector.fromArray(LONGS, a, 2 * COUNT * i).reinterpretAsDoubles();
        DoubleVector a1 =
            LongVector.fromArray(LONGS, a, 2 * COUNT * i + COUNT).reinterpretAsDoubles();
        DoubleVector e = DoubleVector.broadcast(DOUBLES, w[outer / 2 + i]);
        DoubleVector x0 = a0.fma(inverse, round).sub(round).fma(minusQ, a0);
        DoubleVector y1High = a1.mul(e);
        DoubleVector y1Quotient = y1High.fma(inverse, round).sub(round);
        DoubleVector y1 = y1Quotient.fma(minusQ, y1High).sub(a1.fma(e.neg(), y1High));
        LongVector x = x0.add(y1).reinterpretAsLongs();
        LongVector y = x0.sub(y1).reinterpretAsLongs();
        LongVector factors = DoubleVector.fromArray(DOUBLES, w, outer + 2 * i).reinterpretAsLongs();
        DoubleVector f = spread.selectFrom(factors).reinterpretAsDoubles();
        DoubleVector v = high.selectFrom(x, y).reinterpretAsDoubles();
        DoubleVector tHigh = v.mul(f);
        DoubleVector tQuotient = tHigh.fma(inverse, round).sub(round);
        DoubleVector t = tQuotient.fma(minusQ, tHigh).sub(v.fma(f.neg(), tHigh));
        DoubleVector u = low.selectFrom(x, y).reinterpretAsDoubles();
        u.add(t).reinterpretAsLongs().intoArray(a, 2 * COUNT * i);
        u.sub(t).reinterpretAsLongs().intoArray(a, 2 * COUNT * i + COUNT);
      }
    }
  }

  /**
   * The stages of distance 2 and 1 that are not the outer one; then canonical residues in order.
   */
  record Last(CenteredRoots roots) implements Pass {
    @Override
    public void run(long[] a, int from, int to) {
      double[] w = roots.powers();
      double q = roots.q();
      DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
      DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1 / q);
      DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
      DoubleVector half = DoubleVector.broadcast(DOUBLES, (q - 1) / 2);
      DoubleVector shift = DoubleVector.broadcast(DOUBLES, TWO_TO_52 + (q - 1) / 2);
      LongVector bits = DoubleVector.broadcast(DOUBLES, TWO_TO_52).reinterpretAsLongs();
      LongVector middleSpread = LaneMoves.MIDDLE_SPREAD.and(LaneMoves.ALL);
      LongVector middleLow = LaneMoves.MIDDLE_LOW.and(LaneMoves.ALL);
      LongVector middleHigh = LaneMoves.MIDDLE_HIGH.and(LaneMoves.ALL);
      LongVector innerLow = LaneMoves.INNER_LOW.and(LaneMoves.ALL);
      LongVector innerHigh = LaneMoves.INNER_HIGH.and(LaneMoves.ALL);
      LongVector zipLow = LaneMoves.ZIP_LOW.and(LaneMoves.ALL);
      LongVector zipHigh = LaneMoves.ZIP_HIGH.and(LaneMoves.ALL);
      int inner = a.length / 2;
      int middle = a.length / 4;
      int last = to / 4;
      for (int i = from / 4; i < last; i += COUNT / 2) {
        LongVector x = LongVector.fromArray(LONGS, a, 4 * i);
        LongVector y = LongVector.fromArray(LONGS, a, 4 * i + COUNT);
        if (COUNT == 8) {
          LongVector factors = DoubleVector.fromArray(DOUBLES, w, middle + i).reinterpretAsLongs();
          DoubleVector f = middleSpread.selectFrom(factors).reinterpretAsDoubles();
          DoubleVector u = middleLow.selectFrom(x, y).reinterpretAsDoubles();
          DoubleVector v = middleHigh.selectFrom(x, y).reinterpretAsDoubles();
          DoubleVector tHigh = v.mul(f);
          DoubleVector tQuotient = tHigh.fma(inverse, round).sub(round);
          DoubleVector t = tQuotient.fma(minusQ, tHigh).sub(v.fma(f.neg(), tHigh));
          x = u.add(t).reinterpretAsLongs();
          y = u.sub(t).reinterpretAsLongs();
        }
        DoubleVector u = innerLow.selectFrom(x, y).reinterpretAsDoubles().sub(half);
        DoubleVector v = innerHigh.selectFrom(x, y).reinterpretAsDoubles();
        DoubleVector f = DoubleVector.fromArray(DOUBLES, w, inner + 2 * i);
        DoubleVector high = v.mul(f);
        DoubleVector quotient = high.fma(inverse, round).sub(round);
        DoubleVector t = quotient.fma(minusQ, high).sub(v.fma(f.neg(), high));
        DoubleVector r = u.add(t);
        DoubleVector s = u.sub(t);
        DoubleVector r0 = r.fma(inverse, round).sub(round).fma(minusQ, r);
        DoubleVector s0 = s.fma(inverse, round).sub(round).fma(minusQ, s);
        LongVector even = r0.add(shift).reinterpretAsLongs().sub(bits);
        LongVector odd = s0.add(shift).reinterpretAsLongs().sub(bits);
        zipLow.selectFrom(even, odd).intoArray(a, 4 * i);
        zipHigh.selectFrom(even, odd).intoArray(a, 4 * i + COUNT);
      }
    }
  }

  /**
   * As {@link Last}, but out = (x - the values) * factor with |factor| <= q/2; the values are not
   * kept.
   */
  record Divided(CenteredRoots roots) {
    void run(long[] a, long[] x, double factor, long[] out, int from, int to) {
      double[] w = roots.powers();
      double q = roots.q();
      DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
      DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1 / q);
      DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
      DoubleVector two52 = DoubleVector.broadcast(DOUBLES, TWO_TO_52);
      LongVector bits = two52.reinterpretAsLongs();
      LongVector roundBits = round.reinterpretAsLongs();
      LongVector modulus = LongVector.broadcast(LONGS, (long) q);
      DoubleVector e = DoubleVector.broadcast(DOUBLES, factor);
      DoubleVector minusE = e.neg();
      LongVector middleSpread = LaneMoves.MIDDLE_SPREAD.and(LaneMoves.ALL);
      LongVector middleLow = LaneMoves.MIDDLE_LOW.and(LaneMoves.ALL);
      LongVector middleHigh = LaneMoves.MIDDLE_HIGH.and(LaneMoves.ALL);
      LongVector innerLow = LaneMoves.INNER_LOW.and(LaneMoves.ALL);
      LongVector innerHigh = LaneMoves.INNER_HIGH.and(LaneMoves.ALL);
      LongVector zipLow = LaneMoves.ZIP_LOW.and(LaneMoves.ALL);
      LongVector zipHigh = LaneMoves.ZIP_HIGH.and(LaneMoves.ALL);
      int inner = a.length / 2;
      int middle = a.length / 4;
      int last = to / 4;
      for (int i = from / 4; i < last; i += COUNT / 2) {
        LongVector v0 = LongVector.fromArray(LONGS, a, 4 * i);
        LongVector v1 = LongVector.fromArray(LONGS, a, 4 * i + COUNT);
        if (COUNT == 8) {
          LongVector factors = DoubleVector.fromArray(DOUBLES, w, middle + i).reinterpretAsLongs();
          DoubleVector f = middleSpread.selectFrom(factors).reinterpretAsDoubles();
          DoubleVector u = middleLow.selectFrom(v0, v1).reinterpretAsDoubles();
          DoubleVector v = middleHigh.selectFrom(v0, v1).reinterpretAsDoubles();
          DoubleVector high = v.mul(f);
          DoubleVector quotient = high.fma(inverse, round).sub(round);
          DoubleVector t = quotient.fma(minusQ, high).sub(v.fma(f.neg(), high));
          v0 = u.add(t).reinterpretAsLongs();
          v1 = u.sub(t).reinterpretAsLongs();
        }
        if (COUNT >= 4) {
          DoubleVector f = DoubleVector.fromArray(DOUBLES, w, inner + 2 * i);
          DoubleVector u = innerLow.selectFrom(v0, v1).reinterpretAsDoubles();
          DoubleVector v = innerHigh.selectFrom(v0, v1).reinterpretAsDoubles();
          DoubleVector high = v.mul(f);
          DoubleVector quotient = high.fma(inverse, round).sub(round);
          DoubleVector t = quotient.fma(minusQ, high).sub(v.fma(f.neg(), high));
          v0 = u.add(t).reinterpretAsLongs();
          v1 = u.sub(t).reinterpretAsLongs();
        }
        DoubleVector r = zipLow.selectFrom(v0, v1).reinterpretAsDoubles();
        DoubleVector s = zipHigh.selectFrom(v0, v1).reinterpretAsDoubles();
        DoubleVector r0 = r.fma(inverse, round).sub(round).fma(minusQ, r);
        DoubleVector s0 = s.fma(inverse, round).sub(round).fma(minusQ, s);
        DoubleVector x0 =
            LongVector.fromArray(LONGS, x, 4 * i)
                .or(bits)
                .reinterpretAsDoubles()
                .sub(two52)
                .sub(r0);
        DoubleVector x1 =
            LongVector.fromArray(LONGS, x, 4 * i + COUNT)
                .or(bits)
                .reinterpretAsDoubles()
                .sub(two52)
                .sub(s0);
        DoubleVector h0 = x0.mul(e);
        DoubleVector h1 = x1.mul(e);
        DoubleVector k0 = h0.fma(inverse, round).sub(round);
        DoubleVector k1 = h1.fma(inverse, round).sub(round);
        DoubleVector d0 = k0.fma(minusQ, h0).sub(x0.fma(minusE, h0));
        DoubleVector d1 = k1.fma(minusQ, h1).sub(x1.fma(minusE, h1));
        LongVector t0 = d0.add(round).reinterpretAsLongs().sub(roundBits);
        LongVector t1 = d1.add(round).reinterpretAsLongs().sub(roundBits);
        t0.lanewise(VectorOperators.UMIN, t0.add(modulus)).intoArray(out, 4 * i);
        t1.lanewise(VectorOperators.UMIN, t1.add(modulus)).intoArray(out, 4 * i + COUNT);
      }
    }
  }
}
