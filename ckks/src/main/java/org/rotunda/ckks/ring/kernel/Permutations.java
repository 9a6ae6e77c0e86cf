package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.COUNT;
import static org.rotunda.ckks.ring.kernel.Lanes.INTS;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Permutations of a limb. An automorphism in NTT form takes each aligned group of L = 2^k values
 * from one aligned group: bit-reversed, the low bits of an index are the top bits of the exponent's
 * number j, and j -> (2j + 1) g / 2 mod N moves numbers that differ in their top bits only to such
 * numbers. So a vector of the image is one vector of the original with its lanes permuted; other
 * permutations go entry by entry.
 */
final class Permutations {
  private static final int GROUP = -COUNT;

  private Permutations() {}

  static void permute(long[] x, int[] index, long[] out) {
    for (int i = 0; i < out.length; i += COUNT) {
      IntVector lanes = IntVector.fromArray(INTS, index, i);
      int group = index[i] & GROUP;
      if (lanes.and(GROUP).eq(group).allTrue()) {
        LongVector moves = (LongVector) lanes.convertShape(VectorOperators.I2L, LONGS, 0);
        moves.selectFrom(LongVector.fromArray(LONGS, x, group)).intoArray(out, i);
      } else {
        for (int j = i; j < i + COUNT; j++) {
          out[j] = x[index[j]];
        }
      }
    }
  }

  static void permuteAdd(long[] x, int[] index, long[] sum, long q) {
    LongVector modulus = LongVector.broadcast(LONGS, q);
    for (int i = 0; i < sum.length; i += COUNT) {
      IntVector lanes = IntVector.fromArray(INTS, index, i);
      int group = index[i] & GROUP;
      if (lanes.and(GROUP).eq(group).allTrue()) {
        LongVector moves = (LongVector) lanes.convertShape(VectorOperators.I2L, LONGS, 0);
        LongVector image = moves.selectFrom(LongVector.fromArray(LONGS, x, group));
        LongVector total = LongVector.fromArray(LONGS, sum, i).add(image);
        total.lanewise(VectorOperators.UMIN, total.sub(modulus)).intoArray(sum, i);
      } else {
        for (int j = i; j < i + COUNT; j++) {
          long total = sum[j] + x[index[j]];
          sum[j] = total >= q ? total - q : total;
        }
      }
    }
  }
}
