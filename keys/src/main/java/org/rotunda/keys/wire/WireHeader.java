package org.rotunda.keys.wire;

/**
 * The fixed beginning of every object.
 *
 * @param version of the format
 * @param kind what the object is
 * @param totalBytes its whole length
 * @param parameterDigest the digest of its parameters in hexadecimal, 64 digits
 */
public record WireHeader(int version, WireKind kind, long totalBytes, String parameterDigest) {
  static final byte[] MAGIC = {(byte) 0x89, 'R', 'o', 't', 'u', 'n', 'd', 'a'};
  static final int VERSION = 1;
  static final int DIGEST_BYTES = 32;
  static final int BYTES = MAGIC.length + Short.BYTES + Short.BYTES + Long.BYTES + DIGEST_BYTES;
  static final int CHECKSUM_BYTES = 32;
  private static final int SHORT_DIGITS = 16;

  /** The beginning of the digest, as in {@code Parameters.shortDigest}. */
  public String shortDigest() {
    return parameterDigest.substring(0, SHORT_DIGITS);
  }
}
