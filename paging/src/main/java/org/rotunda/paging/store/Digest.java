package org.rotunda.paging.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 digest. */
public final class Digest {
  private final byte[] bytes;

  /**
   * Wraps 32 bytes.
   *
   * @throws IllegalArgumentException if there are not 32
   */
  public Digest(byte[] bytes) {
    if (bytes.length != PageGeometry.DIGEST_BYTES) {
      throw new IllegalArgumentException(
          "A SHA-256 digest has 32 bytes, but %d were given.".formatted(bytes.length));
    }
    this.bytes = bytes.clone();
  }

  /** The digest of a part of an array. */
  static Digest of(byte[] source, int offset, int length) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(source, offset, length);
      return new Digest(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest && MessageDigest.isEqual(bytes, digest.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
