package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.DoubleResidues.ROUND;
import static org.rotunda.ckks.ring.kernel.DoubleResidues.TWO_TO_52;
import static org.rotunda.ckks.ring.kernel.DoubleResidues.multiply;
import static org.rotunda.ckks.ring.kernel.DoubleResidues.reduce;
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
 * sums, at most 8, to 1/2; its products are at most 1/2 + 4/8 = 1. A radix-4 butterfly of entries
 * at most 1 multiplies differences of at most 2 (3/4) and of at most 4 (1) and reduces what is only
 * added (1/2): 1 again. {@link Last} multiplies sums of at most 4 instead, by N^-1, and what it
 * returns is below q by the bound for B = 4.
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
      DoubleVector two52 = DoubleVector.broadcast(DOUBLES, TWO_TO_52);
      LongVector bits = two52.reinterpretAsLongs();
      int degree = a.length;
      for (int j = from; j < to; j += 2 * COUNT) {
        LongVector first = LongVector.fromArray(LONGS, a, j).or(bits);
        LongVector second = LongVector.fromArray(LONGS, a, j + COUNT).or(bits);
        DoubleVector u = LaneMoves.EVEN.selectFrom(first, second).reinterpretAsDoubles().sub(two52);
        DoubleVector v = LaneMoves.ODD.selectFrom(first, second).reinterpretAsDoubles().sub(two52);
        if (COUNT >= 4) {
          LongVector factors =
              DoubleVector.fromArray(DOUBLES, w, degree - j / 2 - COUNT).reinterpretAsLongs();
          DoubleVector f = LaneMoves.INNER_REVERSED.selectFrom(factors).reinterpretAsDoubles();
          DoubleVector difference = v.sub(u);
          DoubleVector high = difference.mul(f);
          DoubleVector quotient = high.fma(inverse, round).sub(round);
          DoubleVector minusLow = difference.fma(f.neg(), high);
          LongVector d = quotient.fma(minusQ, high).sub(minusLow).reinterpretAsLongs();
          LongVector s = u.add(v).reinterpretAsLongs();
          u = LaneMoves.INNER_LOW.selectFrom(s, d).reinterpretAsDoubles();
          v = LaneMoves.INNER_HIGH.selectFrom(s, d).reinterpretAsDoubles();
        }
        if (COUNT == 8) {
          LongVector factors =
              DoubleVector.fromArray(DOUBLES, w, (degree - j / 2) / 2 - COUNT).reinterpretAsLongs();
          DoubleVector f = LaneMoves.MIDDLE_REVERSED.selectFrom(factors).reinterpretAsDoubles();
          DoubleVector difference = v.sub(u);
          DoubleVector high = difference.mul(f);
          DoubleVector quotient = high.fma(inverse, round).sub(round);
          DoubleVector minusLow = difference.fma(f.neg(), high);
          LongVector d = quotient.fma(minusQ, high).sub(minusLow).reinterpretAsLongs();
          LongVector s = u.add(v).reinterpretAsLongs();
          u = LaneMoves.MIDDLE_LOW.selectFrom(s, d).reinterpretAsDoubles();
          v = LaneMoves.MIDDLE_HIGH.selectFrom(s, d).reinterpretAsDoubles();
        }
        u.reinterpretAsLongs().intoArray(a, j);
        v.reinterpretAsLongs().intoArray(a, j + COUNT);
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
        DoubleVector u = LongVector.fromArray(LONGS, a, j).reinterpretAsDoubles();
        DoubleVector v = LongVector.fromArray(LONGS, a, j + COUNT).reinterpretAsDoubles();
        LongVector factors =
            DoubleVector.fromArray(DOUBLES, w, 2 * groups - j / COUNT - COUNT).reinterpretAsLongs();
        DoubleVector f = LaneMoves.OUTER_REVERSED.selectFrom(factors).reinterpretAsDoubles();
        LongVector s = reduce(u.add(v), minusQ, inverse, round).reinterpretAsLongs();
        LongVector d = multiply(v.sub(u), f, minusQ, inverse, round).reinterpretAsLongs();
        LaneMoves.OUTER_LOW.selectFrom(s, d).intoArray(a, j);
        LaneMoves.OUTER_HIGH.selectFrom(s, d).intoArray(a, j + COUNT);
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
      int groups = a.length / COUNT;
      for (int j = from; j < to; j += 2 * COUNT) {
        DoubleVector u = LongVector.fromArray(LONGS, a, j).reinterpretAsDoubles();
        DoubleVector v = LongVector.fromArray(LONGS, a, j + COUNT).reinterpretAsDoubles();
        LongVector factors =
            DoubleVector.fromArray(DOUBLES, w, 2 * groups - j / COUNT - COUNT).reinterpretAsLongs();
        DoubleVector f = LaneMoves.OUTER_REVERSED.selectFrom(factors).reinterpretAsDoubles();
        LongVector s = reduce(u.add(v), minusQ, inverse, round).reinterpretAsLongs();
        LongVector d = multiply(v.sub(u), f, minusQ, inverse, round).reinterpretAsLongs();
        DoubleVector x = LaneMoves.OUTER_LOW.selectFrom(s, d).reinterpretAsDoubles();
        DoubleVector y = LaneMoves.OUTER_HIGH.selectFrom(s, d).reinterpretAsDoubles();
        DoubleVector e = DoubleVector.broadcast(DOUBLES, w[groups - 1 - j / (2 * COUNT)]);
        DoubleVector difference = multiply(y.sub(x), e, minusQ, inverse, round);
        DoubleVector sum = x.add(y);
        DoubleVector reduced = sum.fma(inverse, round).sub(round).fma(minusQ, sum);
        reduced.reinterpretAsLongs().intoArray(a, j);
        difference.reinterpretAsLongs().intoArray(a, j + COUNT);
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
      for (int start = from; start < to; start += 4 * h) {
        int g = 2 * groups - 1 - start / (4 * h);
        DoubleVector w1 = DoubleVector.broadcast(DOUBLES, w[g]);
        DoubleVector w2 = DoubleVector.broadcast(DOUBLES, w[2 * g + 1]);
        DoubleVector w3 = DoubleVector.broadcast(DOUBLES, w[2 * g]);
        for (int j = start; j < start + h; j += COUNT) {
          DoubleVector a0 = LongVector.fromArray(LONGS, a, j).reinterpretAsDoubles();
          DoubleVector a1 = LongVector.fromArray(LONGS, a, j + h).reinterpretAsDoubles();
          DoubleVector a2 = LongVector.fromArray(LONGS, a, j + 2 * h).reinterpretAsDoubles();
          DoubleVector a3 = LongVector.fromArray(LONGS, a, j + 3 * h).reinterpretAsDoubles();
          DoubleVector d0 = multiply(a1.sub(a0), w2, minusQ, inverse, round);
          DoubleVector d1 = multiply(a3.sub(a2), w3, minusQ, inverse, round);
          DoubleVector s0 = a0.add(a1);
          DoubleVector s1 = a2.add(a3);
          DoubleVector b2 = multiply(s1.sub(s0), w1, minusQ, inverse, round);
          DoubleVector b3 = multiply(d1.sub(d0), w1, minusQ, inverse, round);
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
      long root = field.multiply(field.reduceSigned((long) w[1]), scale);
      DoubleVector minusQ = DoubleVector.broadcast(DOUBLES, -q);
      DoubleVector inverse = DoubleVector.broadcast(DOUBLES, 1 / q);
      DoubleVector round = DoubleVector.broadcast(DOUBLES, ROUND);
      LongVector bits = round.reinterpretAsLongs();
      LongVector modulus = LongVector.broadcast(LONGS, (long) q);
      DoubleVector f0 = DoubleVector.broadcast(DOUBLES, (double) field.centered(scale));
      DoubleVector f1 = DoubleVector.broadcast(DOUBLES, (double) field.centered(root));
      DoubleVector f2 = DoubleVector.broadcast(DOUBLES, w[3]);
      DoubleVector f3 = DoubleVector.broadcast(DOUBLES, w[2]);
      DoubleVector minus0 = f0.neg();
      DoubleVector minus1 = f1.neg();
      int h = a.length / 4;
      for (int j = 0; j < h; j += COUNT) {
        DoubleVector a0 = LongVector.fromArray(LONGS, a, j).reinterpretAsDoubles();
        DoubleVector a1 = LongVector.fromArray(LONGS, a, j + h).reinterpretAsDoubles();
        DoubleVector a2 = LongVector.fromArray(LONGS, a, j + 2 * h).reinterpretAsDoubles();
        DoubleVector a3 = LongVector.fromArray(LONGS, a, j + 3 * h).reinterpretAsDoubles();
        DoubleVector d0 = multiply(a1.sub(a0), f2, minusQ, inverse, round);
        DoubleVector d1 = multiply(a3.sub(a2), f3, minusQ, inverse, round);
        DoubleVector s0 = a0.add(a1);
        DoubleVector s1 = a2.add(a3);

        DoubleVector x0 = s0.add(s1);
        DoubleVector h0 = x0.mul(f0);
        DoubleVector c0 = h0.fma(inverse, round).sub(round);
        DoubleVector r0 = c0.fma(minusQ, h0).sub(x0.fma(minus0, h0));
        LongVector b0 = r0.add(round).reinterpretAsLongs().sub(bits);
        b0.lanewise(VectorOperators.UMIN, b0.add(modulus)).intoArray(a, j);

        DoubleVector x1 = d0.add(d1);
        DoubleVector h1 = x1.mul(f0);
        DoubleVector c1 = h1.fma(inverse, round).sub(round);
        DoubleVector r1 = c1.fma(minusQ, h1).sub(x1.fma(minus0, h1));
        LongVector b1 = r1.add(round).reinterpretAsLongs().sub(bits);
        b1.lanewise(VectorOperators.UMIN, b1.add(modulus)).intoArray(a, j + h);

        DoubleVector x2 = s1.sub(s0);
        DoubleVector h2 = x2.mul(f1);
        DoubleVector c2 = h2.fma(inverse, round).sub(round);
        DoubleVector r2 = c2.fma(minusQ, h2).sub(x2.fma(minus1, h2));
        LongVector b2 = r2.add(round).reinterpretAsLongs().sub(bits);
        b2.lanewise(VectorOperators.UMIN, b2.add(modulus)).intoArray(a, j + 2 * h);

        DoubleVector x3 = d1.sub(d0);
        DoubleVector h3 = x3.mul(f1);
        DoubleVector c3 = h3.fma(inverse, round).sub(round);
        DoubleVector r3 = c3.fma(minusQ, h3).sub(x3.fma(minus1, h3));
        LongVector b3 = r3.add(round).reinterpretAsLongs().sub(bits);
        b3.lanewise(VectorOperators.UMIN, b3.add(modulus)).intoArray(a, j + 3 * h);
      }
    }
  }
}
