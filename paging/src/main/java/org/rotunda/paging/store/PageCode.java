package org.rotunda.paging.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.keys.seed.KeyCode;
import org.rotunda.keys.seed.KeySeed;
import org.rotunda.keys.seed.KeySetId;

/**
 * The pages of one key: packed residues, then CRC32C. The checksum covers key set, key, seed, digit
 * and prime too: a page in the wrong place, or of an earlier attempt at the same key, is seen.
 */
record PageCode(PageGeometry geometry, KeySetId keySet, KeyId key, KeySeed seed) {
  /** The bytes of a page. */
  byte[] encode(int digit, int prime, long[] limb) {
    byte[] page = new byte[geometry.pageBytes(prime)];
    PackedResidues.pack(limb, geometry.bits(prime), page);
    ByteBuffer.wrap(page)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(geometry.payloadBytes(prime), checksum(digit, prime, page, 0));
    return page;
  }

  /** Whether the checksum of the page that starts at an offset is the one it should have. */
  boolean isWhole(int digit, int prime, byte[] source, int offset) {
    int found =
        ByteBuffer.wrap(source)
            .order(ByteOrder.LITTLE_ENDIAN)
            .getInt(offset + geometry.payloadBytes(prime));
    return found == checksum(digit, prime, source, offset);
  }

  private int checksum(int digit, int prime, byte[] source, int offset) {
    CRC32C crc = new CRC32C();
    crc.update(keySet.bytes());
    crc.update(seed.bytes());
    ByteBuffer place =
        ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    crc.update(place.putLong(KeyCode.of(key)).putInt(digit).putInt(prime).flip());
    crc.update(source, offset, geometry.payloadBytes(prime));
    return (int) crc.getValue();
  }
}
