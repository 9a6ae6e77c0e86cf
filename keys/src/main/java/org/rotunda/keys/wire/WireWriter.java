package org.rotunda.keys.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.security.MessageDigest;

/** Writes the body and the checksum of one object behind its preamble. For one thread. */
public final class WireWriter {
  private static final int PIECE_LONGS = 8 * 1024;

  private final OutputStream out;
  private final long totalBytes;
  private final MessageDigest checksum = Checksums.sha256();
  private final ByteBuffer piece =
      ByteBuffer.allocate(PIECE_LONGS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long written;

  /** Writes the preamble. */
  public WireWriter(OutputStream out, WirePreamble preamble) throws IOException {
    this.out = out;
    this.totalBytes = preamble.totalBytes();
    bytes(preamble.bytes());
  }

  /** Appends bytes to the body. */
  public void bytes(byte[] bytes) throws IOException {
    append(bytes, bytes.length);
  }

  /** Appends a limb to the body. */
  public void limb(long[] limb) throws IOException {
    LongBuffer longs = piece.asLongBuffer();
    for (int from = 0; from < limb.length; from += PIECE_LONGS) {
      int count = Math.min(PIECE_LONGS, limb.length - from);
      longs.clear();
      longs.put(limb, from, count);
      append(piece.array(), count * Long.BYTES);
    }
  }

  private void append(byte[] bytes, int length) throws IOException {
    checksum.update(bytes, 0, length);
    out.write(bytes, 0, length);
    written += length;
  }

  /**
   * Appends the checksum.
   *
   * @throws IllegalStateException if the body hasn't the announced length
   */
  public void finish() throws IOException {
    long expected = totalBytes - WireHeader.CHECKSUM_BYTES;
    if (written != expected) {
      throw new IllegalStateException(
          "%d bytes before the checksum were announced, but %d were written."
              .formatted(expected, written));
    }
    out.write(checksum.digest());
  }
}
