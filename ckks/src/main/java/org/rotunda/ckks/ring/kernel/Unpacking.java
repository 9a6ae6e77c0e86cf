package org.rotunda.ckks.ring.kernel;

import static org.rotunda.ckks.ring.kernel.Lanes.BYTES;
import static org.rotunda.ckks.ring.kernel.Lanes.LONGS;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Unpacking of b-bit numbers by vectors of eight lanes. Eight numbers take b bytes, so that each
 * eight begin with a byte: number j of them at bit j b, in word floor(j b / 64) from there at bit j
 * b mod 64, and it ends in that word or the next. As j b <= 427, the words are among nine, 72
 * bytes, and which lane needs which is the same for all eights.
 */
final class Unpacking {
  /** The number of lanes that makes every vector begin with a byte. */
  static final int LANES = Byte.SIZE;

  /** The bytes that are read where a vector begins. */
  private static final int WINDOW = (LANES + 1) * Long.BYTES;

  private Unpacking() {}

  /** How many of {@code count} numbers whole vectors take without reading beyond the array. */
  static int whole(byte[] packed, int from, int bits, int count) {
    int room = packed.length - from - WINDOW;
    return room < 0 ? 0 : (int) Math.min(count & -LANES, (room / bits + 1L) * LANES);
  }

  /**
   * The first numbers of {@link org.rotunda.ckks.ring.Kernels#unpack}.
   *
   * @param whole as {@link #whole} says
   * @return the largest of them, or 0
   */
  static long unpack(byte[] packed, int from, int bits, long[] out, int whole) {
    LongVector bit = LongVector.zero(LONGS).addIndex(bits);
    LongVector word = bit.lanewise(VectorOperators.LSHR, 6);
    LongVector right = bit.and(Long.SIZE - 1);
    // A shift by 64, where a number begins with its word, is one by 1 and one by 63.
    LongVector left = right.neg().add(Long.SIZE - 1);
    LongVector mask = LongVector.broadcast(LONGS, (1L << bits) - 1);
    LongVector largest = LongVector.zero(LONGS);
    int at = from;
    for (int i = 0; i < whole; i += LANES) {
      // Little-endian words on every machine.
      LongVector words = ByteVector.fromArray(BYTES, packed, at).reinterpretAsLongs();
      LongVector next = ByteVector.fromArray(BYTES, packed, at + Long.BYTES).reinterpretAsLongs();
      LongVector low = word.selectFrom(words).lanewise(VectorOperators.LSHR, right);
      LongVector high =
          word.selectFrom(next)
              .lanewise(VectorOperators.LSHL, 1)
              .lanewise(VectorOperators.LSHL, left);
      LongVector number = low.or(high).and(mask);
      number.intoArray(out, i);
      largest = largest.max(number);
      at += bits;
    }
    return largest.reduceLanes(VectorOperators.MAX);
  }
}
