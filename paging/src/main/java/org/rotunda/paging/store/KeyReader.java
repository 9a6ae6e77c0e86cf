package org.rotunda.paging.store;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.rotunda.ckks.ring.Kernels;

/**
 * Reads the runs of one key into one buffer, each with one positional read, and checks their pages.
 * Used by one thread.
 */
final class KeyReader {
  private final PageSource source;
  private final StoreHeader header;
  private final StoredKey key;
  private final DigestCheck digests;
  private final PageCode code;
  private final int runAt;
  private final byte[] buffer;
  private final int end;
  private long bytesRead;

  /** Whether pages are held against their digests. */
  enum DigestCheck {
    /** No, and the digests are not read. */
    SKIPPED,
    /** Yes, though the digests themselves are not known to be authentic. */
    FOR_DAMAGE,
    /** Yes, the digests being authentic. */
    FOR_FORGERY
  }

  /**
   * A reader of a key truncated to a level not above the stored one.
   *
   * @param space what it reads into, its own until the last page is unpacked
   */
  KeyReader(
      PageSource source,
      StoreHeader header,
      StoredKey key,
      int level,
      DigestCheck digests,
      ReadBuffer space) {
    this.source = source;
    this.header = header;
    this.key = key;
    this.digests = digests;
    this.code = new PageCode(header.geometry(), header.keySet(), key.id(), key.seed());
    this.runAt = digests == DigestCheck.SKIPPED ? 0 : header.geometry().tableBytes(key.level());
    this.end = runAt + header.geometry().runBytes(level);
    this.buffer = space.ofAtLeast(end);
  }

  /** The bytes read so far. */
  long bytesRead() {
    return bytesRead;
  }

  /**
   * Reads the run of a digit. Digit 0 comes first: the table of page digests is read with it.
   *
   * @throws StoreException if it can't be read or the table is not what the directory says
   */
  void readRun(int digit) throws StoreException {
    int start = digit == 0 ? 0 : runAt;
    long position = key.offset() + header.geometry().runOffset(key.level(), digit);
    try {
      source.read(position - (runAt - start), buffer, start, end - start);
    } catch (EOFException e) {
      throw new StoreException.Truncated(source.name(), key.id(), e);
    } catch (IOException e) {
      throw new StoreException.Io(source.name(), key.id(), e);
    }
    bytesRead += end - start;
    if (start < runAt && !Digest.of(buffer, 0, runAt).equals(key.table())) {
      throw digests == DigestCheck.FOR_FORGERY
          ? new StoreException.NotAuthentic(source.name(), key.id())
          : new StoreException.Corrupt(source.name(), key.id(), "the table of page digests");
    }
  }

  /** Where the page at a position of the run starts in the buffer. */
  private int pageAt(int position) {
    int at = runAt;
    for (int i = 0; i < position; i++) {
      at += header.geometry().pageBytes(header.geometry().primeIndex(i));
    }
    return at;
  }

  /** What is wrong with the page at a position of the run read last, if anything. */
  Optional<StoreException> damage(int digit, int position) {
    PageGeometry geometry = header.geometry();
    int prime = geometry.primeIndex(position);
    int at = pageAt(position);
    int payload = geometry.payloadBytes(prime);
    PageId page = new PageId(key.id(), digit, prime);
    if (!code.isWhole(digit, prime, buffer, at)) {
      return Optional.of(
          new StoreException.Corrupt(source.name(), page, "the checksum does not match"));
    }
    if (digests == DigestCheck.SKIPPED || digestMatches(digit, position, at, payload)) {
      return Optional.empty();
    }
    return Optional.of(
        digests == DigestCheck.FOR_FORGERY
            ? new StoreException.NotAuthentic(source.name(), page)
            : new StoreException.Corrupt(source.name(), page, "the digest does not match"));
  }

  private boolean digestMatches(int digit, int position, int at, int payload) {
    int entry =
        (digit * header.geometry().limbs(key.level()) + position) * PageGeometry.DIGEST_BYTES;
    byte[] expected = Arrays.copyOfRange(buffer, entry, entry + PageGeometry.DIGEST_BYTES);
    return Digest.of(buffer, at, payload).equals(new Digest(expected));
  }

  /**
   * Unpacks the page at a position of the run read last, after checking it.
   *
   * @throws StoreException if it is damaged, not authentic, or holds residues outside [0, prime)
   */
  void unpack(int digit, int position, long prime, long[] limb, Kernels kernels)
      throws StoreException {
    Optional<StoreException> damage = damage(digit, position);
    if (damage.isPresent()) {
      throw damage.get();
    }
    int index = header.geometry().primeIndex(position);
    int bits = header.geometry().bits(index);
    if (kernels.unpack(buffer, pageAt(position), bits, limb) >= prime) {
      throw new StoreException.Corrupt(
          source.name(),
          new PageId(key.id(), digit, index),
          "a residue is not below the prime %d".formatted(prime));
    }
  }
}
