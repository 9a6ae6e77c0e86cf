package org.rotunda.keys.wire;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.keys.seed.KeySetId;

/**
 * Reads one object, front to back: header on opening, then metadata, body and checksum. What was
 * read is to be trusted only after {@link #finish}. For one thread.
 */
public final class WireReader implements Closeable {
  private static final int PIECE_BYTES = 64 * 1024;

  private final String origin;
  private final InputStream in;
  private final Closeable resource;
  private final MessageDigest checksum = Checksums.sha256();
  private final ByteArrayOutputStream preamble = new ByteArrayOutputStream();
  private final WireHeader header;
  private long consumed;

  /**
   * Reads and checks the header.
   *
   * @param origin where the object is from, for messages
   * @param resource closed with this reader
   * @param most the largest total length accepted
   */
  WireReader(String origin, InputStream in, Closeable resource, long most) throws IOException {
    this.origin = origin;
    this.in = in;
    this.resource = resource;
    this.header = readHeader(most);
  }

  private WireHeader readHeader(long most) throws IOException {
    byte[] magic = in.readNBytes(WireHeader.MAGIC.length);
    if (!Arrays.equals(magic, Arrays.copyOf(WireHeader.MAGIC, magic.length))) {
      throw new WireException.NotOurs(origin);
    }
    if (magic.length < WireHeader.MAGIC.length) {
      throw new WireException.Truncated(origin, WireHeader.BYTES, magic.length);
    }
    consume(magic, magic.length);
    preamble.writeBytes(magic);
    ByteBuffer fields = preambleFields(WireHeader.BYTES - magic.length);
    int version = Short.toUnsignedInt(fields.getShort());
    if (version > WireHeader.VERSION) {
      throw new WireException.FutureVersion(origin, WireHeader.VERSION, version);
    }
    if (version == 0) {
      throw malformed("There is no version 0.");
    }
    int code = Short.toUnsignedInt(fields.getShort());
    WireKind kind =
        WireKind.of(code)
            .orElseThrow(() -> malformed("There is no kind of object %d.".formatted(code)));
    long total = fields.getLong();
    if (total < 0 || total > most) {
      throw new WireException.TooLarge(origin, most, total);
    }
    if (total < WireHeader.BYTES + Integer.BYTES + WireHeader.CHECKSUM_BYTES) {
      throw malformed("A length of %d bytes is stated, which is too short.".formatted(total));
    }
    byte[] digest = new byte[WireHeader.DIGEST_BYTES];
    fields.get(digest);
    return new WireHeader(version, kind, total, HexFormat.of().formatHex(digest));
  }

  /** The header. */
  public WireHeader header() {
    return header;
  }

  /** Where the object is from, for messages. */
  public String origin() {
    return origin;
  }

  /** The exception for content that breaks a rule of the format. */
  public WireException.Malformed malformed(String what) {
    return new WireException.Malformed(origin, what);
  }

  /**
   * Checks the kind.
   *
   * @throws WireException.WrongKind if it is another
   */
  public void expect(WireKind kind) throws WireException {
    if (header.kind() != kind) {
      throw new WireException.WrongKind(origin, kind, header.kind());
    }
  }

  /**
   * Checks the parameters.
   *
   * @throws WireException.WrongParameters if the object was made under others
   */
  public void expect(Parameters parameters) throws WireException {
    if (!header.parameterDigest().equals(HexFormat.of().formatHex(parameters.digest()))) {
      throw new WireException.WrongParameters(
          origin, parameters.shortDigest(), header.shortDigest());
    }
  }

  /**
   * Checks the key set.
   *
   * @throws WireException.WrongKeySet if the two differ
   */
  public void expect(KeySetId expected, KeySetId found) throws WireException {
    if (!expected.equals(found)) {
      throw new WireException.WrongKeySet(origin, expected, found);
    }
  }

  /** Checks a shape against the parameters. */
  void expectFitting(PolynomialShape shape, Parameters parameters) throws WireException {
    try {
      shape.check(parameters);
    } catch (MalformedMetadataException e) {
      throw malformed(e.sentence());
    }
  }

  /** Reads the metadata. */
  public <T extends WireMetadata> T metadata(Class<T> type) throws IOException {
    int length = preambleFields(Integer.BYTES).getInt();
    if (length < 0 || length > MetadataCodec.MAX_BYTES || length > bodyBytes()) {
      throw malformed(
          "Metadata has at most %d bytes within the object, but %s are stated."
              .formatted(MetadataCodec.MAX_BYTES, Integer.toUnsignedString(length)));
    }
    byte[] encoded = preambleFields(length).array();
    try {
      return MetadataCodec.decode(type, encoded);
    } catch (MalformedMetadataException e) {
      throw malformed(e.sentence());
    }
  }

  /** Header and metadata as they were read. */
  public byte[] preamble() {
    return preamble.toByteArray();
  }

  /** The bytes of the body that are still to be read. */
  public long bodyBytes() {
    return header.totalBytes() - WireHeader.CHECKSUM_BYTES - consumed;
  }

  /**
   * Checks the length of the body before any of it is read.
   *
   * @throws WireException.Malformed if it is another
   */
  public void expectBodyBytes(long expected) throws WireException {
    if (bodyBytes() != expected) {
      throw malformed(
          "A body of %d bytes follows from the metadata, but %d are stated."
              .formatted(expected, bodyBytes()));
    }
  }

  /** Reads bytes of the body, no more than it has. */
  public byte[] bytes(int length) throws IOException {
    byte[] bytes = new byte[length];
    fill(bytes, length);
    return bytes;
  }

  /**
   * Reads a limb of the body.
   *
   * @throws WireException.Malformed if an entry is not a residue in [0, prime)
   */
  public void limb(long[] limb, long prime) throws IOException {
    ByteBuffer piece =
        ByteBuffer.allocate(Math.min(PIECE_BYTES, limb.length * Long.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < limb.length; ) {
      int count = Math.min(piece.capacity() / Long.BYTES, limb.length - from);
      fill(piece.array(), count * Long.BYTES);
      piece.clear().asLongBuffer().get(limb, from, count);
      for (int end = from + count; from < end; from++) {
        if (Long.compareUnsigned(limb[from], prime) >= 0) {
          throw malformed(
              "Residues are below the prime %d, but %s was found."
                  .formatted(prime, Long.toUnsignedString(limb[from])));
        }
      }
    }
  }

  /** Reads the rest of the body and forgets it. */
  public void skipBody() throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    while (bodyBytes() > 0) {
      fill(piece, (int) Math.min(PIECE_BYTES, bodyBytes()));
    }
  }

  /**
   * Reads and checks the checksum, after all of the body.
   *
   * @throws WireException.Corrupt if it doesn't match
   */
  public void finish() throws IOException {
    byte[] expected = checksum.digest();
    byte[] found = new byte[WireHeader.CHECKSUM_BYTES];
    fill(found, found.length);
    if (!Arrays.equals(expected, found)) {
      throw new WireException.Corrupt(origin);
    }
  }

  private ByteBuffer preambleFields(int length) throws IOException {
    byte[] bytes = bytes(length);
    preamble.writeBytes(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void fill(byte[] bytes, int length) throws IOException {
    int found = in.readNBytes(bytes, 0, length);
    if (found < length) {
      throw new WireException.Truncated(origin, consumed + length, consumed + found);
    }
    consume(bytes, length);
  }

  private void consume(byte[] bytes, int length) {
    checksum.update(bytes, 0, length);
    consumed += length;
  }

  @Override
  public void close() throws IOException {
    resource.close();
  }
}
