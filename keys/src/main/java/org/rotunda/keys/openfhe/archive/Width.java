package org.rotunda.keys.openfhe.archive;

/** The size of an unsigned integer in a binary archive. */
enum Width {
  U8(Byte.BYTES),
  U32(Integer.BYTES),
  U64(Long.BYTES);

  private final int bytes;

  Width(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  /** Whether a number, unsigned if it is a word, fits. */
  boolean holds(long value) {
    return this == U64 || value >>> (bytes * Byte.SIZE) == 0;
  }
}
