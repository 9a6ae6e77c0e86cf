package org.rotunda.paging.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.keys.seed.KeySetId;

/**
 * The first 512 bytes of a store, never changed after its creation: magic, version, page geometry,
 * parameter digest, key set, kind of authentication, CRC32C.
 */
record StoreHeader(
    PageGeometry geometry, Digest parameters, KeySetId keySet, boolean authenticated) {
  static final int BYTES = 512;
  static final int VERSION = 1;
  private static final long MAGIC = 0x5359_454b_4e55_5452L; // RTUNKEYS in file order
  private static final int CHECKSUM_AT = BYTES - Integer.BYTES;

  static StoreHeader of(
      Parameters parameters, KeySetId keySet, StoreAuthentication authentication) {
    return new StoreHeader(
        PageGeometry.of(parameters),
        new Digest(parameters.digest()),
        keySet,
        authentication instanceof StoreAuthentication.HmacSha256);
  }

  byte[] encode() {
    byte[] bytes = new byte[BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(MAGIC).putInt(VERSION);
    buffer.put((byte) geometry.logDegree()).put((byte) geometry.digitSize());
    buffer.put((byte) geometry.qBits().size()).put((byte) geometry.pBits().size());
    buffer.put(parameters.bytes()).put(keySet.bytes());
    buffer.putInt(authenticated ? 1 : 0);
    geometry.qBits().forEach(bits -> buffer.put(bits.byteValue()));
    geometry.pBits().forEach(bits -> buffer.put(bits.byteValue()));
    buffer.putInt(CHECKSUM_AT, Checksums.of(bytes, 0, CHECKSUM_AT));
    return bytes;
  }

  /**
   * Reads a header.
   *
   * @throws StoreException if it isn't one of a store of this version
   */
  static StoreHeader decode(String file, byte[] bytes) throws StoreException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long magic = buffer.getLong();
    if (magic != MAGIC) {
      throw new StoreException.Foreign(
          file, "magic number", "%016x".formatted(MAGIC), "%016x".formatted(magic));
    }
    int version = buffer.getInt();
    if (version > VERSION) {
      throw new StoreException.FutureVersion(file, version, VERSION);
    }
    if (version < 1 || buffer.getInt(CHECKSUM_AT) != Checksums.of(bytes, 0, CHECKSUM_AT)) {
      throw new StoreException.Corrupt(file, "the checksum of its header does not match");
    }
    int logDegree = buffer.get();
    int digitSize = Byte.toUnsignedInt(buffer.get());
    int qCount = Byte.toUnsignedInt(buffer.get());
    int pCount = Byte.toUnsignedInt(buffer.get());
    byte[] digest = new byte[PageGeometry.DIGEST_BYTES];
    byte[] keySet = new byte[KeySetId.BYTES];
    buffer.get(digest).get(keySet);
    int authentication = buffer.getInt();
    if (qCount + pCount > buffer.remaining() - Integer.BYTES || authentication >>> 1 != 0) {
      throw new StoreException.Corrupt(file, "its header contradicts itself");
    }
    try {
      PageGeometry geometry =
          new PageGeometry(logDegree, digitSize, bits(buffer, qCount), bits(buffer, pCount));
      return new StoreHeader(
          geometry, new Digest(digest), KeySetId.of(keySet), authentication == 1);
    } catch (ParameterException e) {
      throw new StoreException.Corrupt(file, "its header contradicts itself: " + e.getMessage());
    }
  }

  private static List<Integer> bits(ByteBuffer buffer, int count) {
    List<Integer> bits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bits.add((int) buffer.get());
    }
    return bits;
  }

  /**
   * Checks that the store belongs to parameters.
   *
   * @throws StoreException.Foreign if it doesn't
   */
  void requireParameters(String file, Parameters expected) throws StoreException {
    Digest digest = new Digest(expected.digest());
    if (!parameters.equals(digest) || !geometry.equals(PageGeometry.of(expected))) {
      throw new StoreException.Foreign(
          file, "parameter digest", digest.toString(), parameters.toString());
    }
  }

  /**
   * Checks that the store belongs to a key set.
   *
   * @throws StoreException.Foreign if it doesn't
   */
  void requireKeySet(String file, KeySetId expected) throws StoreException {
    if (!keySet.equals(expected)) {
      throw new StoreException.Foreign(file, "key set", expected.toString(), keySet.toString());
    }
  }

  /**
   * Checks that a writer tags directories exactly if the store's first writer did.
   *
   * @throws StoreException.NotAuthentic if it doesn't
   */
  void requireSameAuthentication(String file, StoreAuthentication authentication)
      throws StoreException {
    if (authenticated != authentication instanceof StoreAuthentication.HmacSha256) {
      throw new StoreException.NotAuthentic(
          file,
          authenticated
              ? "it continues only with its authentication key, and none was given"
              : "it was begun without an authentication key, and one was given");
    }
  }
}
