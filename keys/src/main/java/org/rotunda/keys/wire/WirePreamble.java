package org.rotunda.keys.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.rotunda.ckks.params.Parameters;

/** All of an object before its body: header and metadata. */
public final class WirePreamble {
  private final byte[] bytes;
  private final long totalBytes;

  private WirePreamble(byte[] bytes, long totalBytes) {
    this.bytes = bytes;
    this.totalBytes = totalBytes;
  }

  /**
   * The preamble of an object.
   *
   * @param bodyBytes the exact length of the body
   * @throws IllegalArgumentException if the metadata is larger than 1 MiB
   */
  public static WirePreamble of(
      WireKind kind, Parameters parameters, WireMetadata metadata, long bodyBytes) {
    byte[] encoded = MetadataCodec.encode(metadata);
    int length = WireHeader.BYTES + Integer.BYTES + encoded.length;
    long total = length + bodyBytes + WireHeader.CHECKSUM_BYTES;
    ByteBuffer buffer =
        ByteBuffer.allocate(length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(WireHeader.MAGIC)
            .putShort((short) WireHeader.VERSION)
            .putShort((short) kind.code())
            .putLong(total)
            .put(parameters.digest())
            .putInt(encoded.length)
            .put(encoded);
    return new WirePreamble(buffer.array(), total);
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  long totalBytes() {
    return totalBytes;
  }
}
