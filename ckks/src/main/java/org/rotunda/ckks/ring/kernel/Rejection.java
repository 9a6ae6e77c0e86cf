package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.BYTES;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Rejection sampling by vectors: those lanes of a vector that are kept move to its front, and the
 * next vector is stored behind them.
 */
final class Rejection {
  private Rejection() {}

  /**
   * Whole vectors of {@link org.rotunda.ckks.ring.Kernels#keepBelow}. Of k words before a vector at
   * most k are kept, so its store ends at most where an entry for each word to its end would.
   *
   * @param to from + a multiple of the bytes of a vector
   */
  static int keepBelow(byte[] words, int from, int to, long bound, long[] out, int at) {
    LongVector mask = LongVector.broadcast(LONGS, -1L >>> Long.numberOfLeadingZeros(bound));
    LongVector limit = LongVector.broadcast(LONGS, bound);
    int next = at;
    for (int i = from; i < to; i += BYTES.length()) {
      // Lanes are assembled in little-endian order on every machine.
      LongVector word = ByteVector.fromArray(BYTES, words, i).reinterpretAsLongs().and(mask);
      VectorMask<Long> below = word.compare(VectorOperators.LT, limit);
      word.compress(below).intoArray(out, next);
      next += below.trueCount();
    }
    return next;
  }
}
