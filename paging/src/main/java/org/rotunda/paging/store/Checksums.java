package org.rotunda.paging.store;

import java.util.zip.CRC32C;

/** CRC32C of header, roots and directory. */
final class Checksums {
  private Checksums() {}

  /** The checksum of a part of an array. */
  static int of(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
