package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.DoubleResidues.ROUND;
import static org.rotunda.ckks.ring.kernel.DoubleResidues.TWO_TO_52;
import static org.rotunda.ckks.ring.kernel.DoubleResidues.load;
import static org.rotunda.ckks.ring.kernel.DoubleResidues.multiply;
import static org.rotunda.ckks.ring.kernel.DoubleResidues.reduce;
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
 * First} begins with B = 1, {@link Lifted} with 1/2. The two stages of {@link OuterRadix4} are such
 * a butterfly's; {@link Outer} makes 2.13 + 0.77 < 2.91 of it, the middle stage 2.91 + 0.87 < 3.78,
 * the inner one 3.78 + 0.98 < 4.8 < 8, and {@link Last} reduces. So does {@link Divided}, where the
 * difference to a canonical residue is then at most 3/2 and its product below 11/16.
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
        DoubleVector a2 = load(x, j + 2 * h, bits, two52);
        DoubleVector a3 = load(x, j + 3 * h, bits, two52);
        DoubleVector y2 = multiply(a2, w1, minusQ, inverse, round);
        DoubleVector y3 = multiply(a3, w1, minusQ, inverse, round);
        DoubleVector a1 = load(x, j + h, bits, two52);
        DoubleVector b1 = multiply(a1.add(y3), w2, minusQ, inverse, round);
        DoubleVector b3 = multiply(a1.sub(y3), w3, minusQ, inverse, round);
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
   * 2^50. Formulas are written out for the reason given at {@link DoubleProducts}.
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
      for (int start = from; start < to; start += 4 * h) {
        int g = groups + start / (4 * h);
        DoubleVector w1 = DoubleVector.broadcast(DOUBLES, w[g]);
        DoubleVector w2 = DoubleVector.broadcast(DOUBLES, w[2 * g]);
        DoubleVector w3 = DoubleVector.broadcast(DOUBLES, w[2 * g + 1]);
        for (int j = start; j < start + h; j += COUNT) {
          DoubleVector a0 = LongVector.fromArray(LONGS, a, j).reinterpretAsDoubles();
          DoubleVector a1 = LongVector.fromArray(LONGS, a, j + h).reinterpretAsDoubles();
          DoubleVector a2 = LongVector.fromArray(LONGS, a, j + 2 * h).reinterpretAsDoubles();
          DoubleVector a3 = LongVector.fromArray(LONGS, a, j + 3 * h).reinterpretAsDoubles();
          DoubleVector x0 = reduce(a0, minusQ, inverse, round);
          DoubleVector y2 = multiply(a2, w1, minusQ, inverse, round);
          DoubleVector y3 = multiply(a3, w1, minusQ, inverse, round);
          DoubleVector b1 = multiply(a1.add(y3), w2, minusQ, inverse, round);
          DoubleVector b3 = multiply(a1.sub(y3), w3, minusQ, inverse, round);
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
      int groups = a.length / COUNT;
      for (int j = from; j < to; j += 2 * COUNT) {
        LongVector x = LongVector.fromArray(LONGS, a, j);
        LongVector y = LongVector.fromArray(LONGS, a, j + COUNT);
        LongVector factors =
            DoubleVector.fromArray(DOUBLES, w, groups + j / COUNT).reinterpretAsLongs();
        DoubleVector f = LaneMoves.OUTER_SPREAD.selectFrom(factors).reinterpretAsDoubles();
        DoubleVector u = LaneMoves.OUTER_LOW.selectFrom(x, y).reinterpretAsDoubles();
        DoubleVector v = LaneMoves.OUTER_HIGH.selectFrom(x, y).reinterpretAsDoubles();
        DoubleVector t = multiply(v, f, minusQ, inverse, round);
        u.add(t).reinterpretAsLongs().intoArray(a, j);
        u.sub(t).reinterpretAsLongs().intoArray(a, j + COUNT);
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
      int groups = a.length / COUNT;
      for (int j = from; j < to; j += 2 * COUNT) {
        DoubleVector a0 = LongVector.fromArray(LONGS, a, j).reinterpretAsDoubles();
        DoubleVector a1 = LongVector.fromArray(LONGS, a, j + COUNT).reinterpretAsDoubles();
        DoubleVector e = DoubleVector.broadcast(DOUBLES, w[(groups + j / COUNT) / 2]);
        DoubleVector x0 = reduce(a0, minusQ, inverse, round);
        DoubleVector y1 = multiply(a1, e, minusQ, inverse, round);
        LongVector x = x0.add(y1).reinterpretAsLongs();
        LongVector y = x0.sub(y1).reinterpretAsLongs();
        LongVector factors =
            DoubleVector.fromArray(DOUBLES, w, groups + j / COUNT).reinterpretAsLongs();
        DoubleVector f = LaneMoves.OUTER_SPREAD.selectFrom(factors).reinterpretAsDoubles();
        DoubleVector v = LaneMoves.OUTER_HIGH.selectFrom(x, y).reinterpretAsDoubles();
        DoubleVector t = multiply(v, f, minusQ, inverse, round);
        DoubleVector u = LaneMoves.OUTER_LOW.selectFrom(x, y).reinterpretAsDoubles();
        u.add(t).reinterpretAsLongs().intoArray(a, j);
        u.sub(t).reinterpretAsLongs().intoArray(a, j + COUNT);
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
      LongVector roundBits = round.reinterpretAsLongs();
      LongVector modulus = LongVector.broadcast(LONGS, (long) q);
      int degree = a.length;
      for (int j = from; j < to; j += 2 * COUNT) {
        LongVector x = LongVector.fromArray(LONGS, a, j);
        LongVector y = LongVector.fromArray(LONGS, a, j + COUNT);
        if (COUNT == 8) {
          LongVector factors =
              DoubleVector.fromArray(DOUBLES, w, (degree + j) / 4).reinterpretAsLongs();
          DoubleVector f = LaneMoves.MIDDLE_SPREAD.selectFrom(factors).reinterpretAsDoubles();
          DoubleVector u = LaneMoves.MIDDLE_LOW.selectFrom(x, y).reinterpretAsDoubles();
          DoubleVector v = LaneMoves.MIDDLE_HIGH.selectFrom(x, y).reinterpretAsDoubles();
          DoubleVector t = multiply(v, f, minusQ, inverse, round);
          x = u.add(t).reinterpretAsLongs();
          y = u.sub(t).reinterpretAsLongs();
        }
        if (COUNT >= 4) {
          DoubleVector f = DoubleVector.fromArray(DOUBLES, w, (degree + j) / 2);
          DoubleVector u = LaneMoves.INNER_LOW.selectFrom(x, y).reinterpretAsDoubles();
          DoubleVector v = LaneMoves.INNER_HIGH.selectFrom(x, y).reinterpretAsDoubles();
          DoubleVector high = v.mul(f);
          DoubleVector quotient = high.fma(inverse, round).sub(round);
          DoubleVector t = quotient.fma(minusQ, high).sub(v.fma(f.neg(), high));
          x = u.add(t).reinterpretAsLongs();
          y = u.sub(t).reinterpretAsLongs();
        }
        DoubleVector r = x.reinterpretAsDoubles();
        DoubleVector s = y.reinterpretAsDoubles();
        DoubleVector r0 = r.fma(inverse, round).sub(round).fma(minusQ, r);
        DoubleVector s0 = s.fma(inverse, round).sub(round).fma(minusQ, s);
        LongVector r1 = r0.add(round).reinterpretAsLongs().sub(roundBits);
        LongVector s1 = s0.add(round).reinterpretAsLongs().sub(roundBits);
        LongVector even = r1.lanewise(VectorOperators.UMIN, r1.add(modulus));
        LongVector odd = s1.lanewise(VectorOperators.UMIN, s1.add(modulus));
        LaneMoves.ZIP_LOW.selectFrom(even, odd).intoArray(a, j);
        LaneMoves.ZIP_HIGH.selectFrom(even, odd).intoArray(a, j + COUNT);
      }
    }
  }

  /**
   * As {@link Last}, but out = (x - the values) * factor with |factor| <= q/2; the values are not
   * kept. Formulas are written out for the reason given at {@link DoubleProducts}.
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
      int degree = a.length;
      for (int j = from; j < to; j += 2 * COUNT) {
        LongVector v0 = LongVector.fromArray(LONGS, a, j);
        LongVector v1 = LongVector.fromArray(LONGS, a, j + COUNT);
        if (COUNT == 8) {
          LongVector factors =
              DoubleVector.fromArray(DOUBLES, w, (degree + j) / 4).reinterpretAsLongs();
          DoubleVector f = LaneMoves.MIDDLE_SPREAD.selectFrom(factors).reinterpretAsDoubles();
          DoubleVector u = LaneMoves.MIDDLE_LOW.selectFrom(v0, v1).reinterpretAsDoubles();
          DoubleVector v = LaneMoves.MIDDLE_HIGH.selectFrom(v0, v1).reinterpretAsDoubles();
          DoubleVector high = v.mul(f);
          DoubleVector quotient = high.fma(inverse, round).sub(round);
          DoubleVector t = quotient.fma(minusQ, high).sub(v.fma(f.neg(), high));
          v0 = u.add(t).reinterpretAsLongs();
          v1 = u.sub(t).reinterpretAsLongs();
        }
        if (COUNT >= 4) {
          DoubleVector f = DoubleVector.fromArray(DOUBLES, w, (degree + j) / 2);
          DoubleVector u = LaneMoves.INNER_LOW.selectFrom(v0, v1).reinterpretAsDoubles();
          DoubleVector v = LaneMoves.INNER_HIGH.selectFrom(v0, v1).reinterpretAsDoubles();
          DoubleVector high = v.mul(f);
          DoubleVector quotient = high.fma(inverse, round).sub(round);
          DoubleVector t = quotient.fma(minusQ, high).sub(v.fma(f.neg(), high));
          v0 = u.add(t).reinterpretAsLongs();
          v1 = u.sub(t).reinterpretAsLongs();
        }
        DoubleVector r = LaneMoves.ZIP_LOW.selectFrom(v0, v1).reinterpretAsDoubles();
        DoubleVector s = LaneMoves.ZIP_HIGH.selectFrom(v0, v1).reinterpretAsDoubles();
        DoubleVector r0 = r.fma(inverse, round).sub(round).fma(minusQ, r);
        DoubleVector s0 = s.fma(inverse, round).sub(round).fma(minusQ, s);
        DoubleVector x0 =
            LongVector.fromArray(LONGS, x, j).or(bits).reinterpretAsDoubles().sub(two52).sub(r0);
        DoubleVector x1 =
            LongVector.fromArray(LONGS, x, j + COUNT)
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
        t0.lanewise(VectorOperators.UMIN, t0.add(modulus)).intoArray(out, j);
        t1.lanewise(VectorOperators.UMIN, t1.add(modulus)).intoArray(out, j + COUNT);
      }
    }
  }
}
