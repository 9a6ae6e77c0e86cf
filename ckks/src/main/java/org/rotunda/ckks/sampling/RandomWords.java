package org.rotunda.ckks.sampling;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.rotunda.ckks.ring.Kernels;

/**
 * Reads a source in little-endian words through a buffer that is wiped when closed. For one thread,
 * for the time of one sampling.
 */
final class RandomWords implements AutoCloseable {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BUFFER_BYTES = 16 * 1024;

  private final RandomSource source;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position = BUFFER_BYTES;

  RandomWords(RandomSource source) {
    this.source = source;
  }

  long next() {
    if (position == BUFFER_BYTES) {
      source.fill(buffer);
      position = 0;
    }
    long word = (long) LONGS.get(buffer, position);
    position += Long.BYTES;
    return word;
  }

  /** Uniform in [0, bound), bound at least 1, by rejection from the next power of two. */
  long below(long bound) {
    // One less than the power of two; a shift by 64 would not clear the word.
    long mask = bound == 1 ? 0 : -1L >>> Long.numberOfLeadingZeros(bound - 1);
    long candidate;
    do {
      candidate = next() & mask;
    } while (candidate >= bound);
    return candidate;
  }

  /**
   * Fills an array with what as many calls of {@link #below} would give.
   *
   * @param bound from 2 to 2^62, no power of two
   */
  void fillBelow(long[] out, long bound, Kernels kernels) {
    int filled = 0;
    while (filled < out.length) {
      if (position == BUFFER_BYTES) {
        source.fill(buffer);
        position = 0;
      }
      // As many words as fit even if all are accepted.
      long room = (long) (out.length - filled) * Long.BYTES;
      int to = position + (int) Math.min(BUFFER_BYTES - position, room);
      filled = kernels.keepBelow(buffer, position, to, bound, out, filled);
      position = to;
    }
  }

  @Override
  public void close() {
    Arrays.fill(buffer, (byte) 0);
  }
}
