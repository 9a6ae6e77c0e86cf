package org.rotunda.paging.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * A root of the store: where the directory of a generation lies. Even generations are written to
 * one slot, odd ones to the other; the slots lie in different 4 KiB blocks, so that a torn write
 * spoils one.
 *
 * @param generation counts commits, from 0
 * @param offset of the directory in the file
 * @param length of the directory in bytes
 */
record RootSlot(long generation, long offset, long length) {
  static final int BYTES = 3 * Long.BYTES + Integer.BYTES;
  static final int COUNT = 2;
  private static final int BLOCK = 4096;
  private static final int CHECKSUM_AT = 3 * Long.BYTES;

  /** Everything before this is header and roots. */
  static final int DATA_START = BLOCK * (1 + COUNT);

  /** Where a generation's slot lies in the file. */
  static int position(long generation) {
    return BLOCK * (1 + (int) (generation % COUNT));
  }

  byte[] encode() {
    byte[] bytes = new byte[BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(generation).putLong(offset).putLong(length);
    buffer.putInt(Checksums.of(bytes, 0, CHECKSUM_AT));
    return bytes;
  }

  /** Whether a slot was never written. */
  static boolean isEmpty(byte[] bytes, int position) {
    return Arrays.equals(bytes, position, position + BYTES, new byte[BYTES], 0, BYTES);
  }

  /** Reads a slot, or nothing if it was never written or is torn. */
  static Optional<RootSlot> decode(byte[] bytes, int position) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(position);
    RootSlot slot = new RootSlot(buffer.getLong(), buffer.getLong(), buffer.getLong());
    boolean whole = buffer.getInt() == Checksums.of(bytes, position, CHECKSUM_AT);
    return whole && slot.generation >= 0 && position(slot.generation) == position
        ? Optional.of(slot)
        : Optional.empty();
  }
}
