package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Sums and differences modulo q < 2^61. For t in (-q, q) the unsigned minimum of t and t + q is the
 * canonical residue, because a negative number is a large unsigned one.
 */
final class ModularSums {
  private ModularSums() {}

  static void add(long[] x, long[] y, long[] out, long q) {
    LongVector modulus = LongVector.broadcast(LONGS, q);
    for (int i = 0; i < out.length; i += COUNT) {
      LongVector sum = LongVector.fromArray(LONGS, x, i).add(LongVector.fromArray(LONGS, y, i));
      sum.lanewise(VectorOperators.UMIN, sum.sub(modulus)).intoArray(out, i);
    }
  }

  static void subtract(long[] x, long[] y, long[] out, long q) {
    LongVector modulus = LongVector.broadcast(LONGS, q);
    for (int i = 0; i < out.length; i += COUNT) {
      LongVector difference =
          LongVector.fromArray(LONGS, x, i).sub(LongVector.fromArray(LONGS, y, i));
      difference.lanewise(VectorOperators.UMIN, difference.add(modulus)).intoArray(out, i);
    }
  }

  static void negate(long[] x, long[] out, long q) {
    LongVector modulus = LongVector.broadcast(LONGS, q);
    LongVector zero = LongVector.zero(LONGS);
    for (int i = 0; i < out.length; i += COUNT) {
      LongVector negated = zero.sub(LongVector.fromArray(LONGS, x, i));
      negated.lanewise(VectorOperators.UMIN, negated.add(modulus)).intoArray(out, i);
    }
  }

  static void addScalar(long[] x, long term, long[] out, long q) {
    LongVector modulus = LongVector.broadcast(LONGS, q);
    LongVector addend = LongVector.broadcast(LONGS, term);
    for (int i = 0; i < out.length; i += COUNT) {
      LongVector sum = LongVector.fromArray(LONGS, x, i).add(addend);
      sum.lanewise(VectorOperators.UMIN, sum.sub(modulus)).intoArray(out, i);
    }
  }
}
