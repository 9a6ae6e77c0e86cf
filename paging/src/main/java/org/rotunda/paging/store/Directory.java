package org.rotunda.paging.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.keys.seed.KeyCode;
import org.rotunda.keys.seed.KeySeed;

/**
 * One generation of a store's directory: magic, number of keys, generation, the keys, an
 * authentication tag over header and directory, CRC32C.
 */
record Directory(long generation, SequencedMap<KeyId, StoredKey> keys) {
  private static final int MAGIC = 0x5249_444b; // KDIR in file order
  private static final int PREFIX_BYTES = 2 * Integer.BYTES + Long.BYTES;
  private static final int ENTRY_BYTES =
      2 * Long.BYTES + Integer.BYTES + KeySeed.BYTES + PageGeometry.DIGEST_BYTES;
  private static final int SUFFIX_BYTES = StoreAuthentication.TAG_BYTES + Integer.BYTES;

  static Directory empty() {
    return new Directory(0, new TreeMap<>());
  }

  /** The next generation, with a key added or replaced. */
  Directory with(StoredKey key) {
    SequencedMap<KeyId, StoredKey> next = new TreeMap<>(keys);
    next.put(key.id(), key);
    return new Directory(generation + 1, next);
  }

  /** The length of an encoded directory. */
  static long bytes(long count) {
    return PREFIX_BYTES + count * ENTRY_BYTES + SUFFIX_BYTES;
  }

  /**
   * The longest directory that a ring of degree N can need: its Galois keys and relinearisation.
   */
  static long maxBytes(PageGeometry geometry) {
    return bytes(geometry.degree());
  }

  byte[] encode(StoreHeader header, StoreAuthentication authentication) {
    byte[] body = new byte[(int) bytes(keys.size()) - SUFFIX_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(MAGIC).putInt(keys.size()).putLong(generation);
    for (StoredKey key : keys.values()) {
      buffer.putLong(KeyCode.of(key.id())).putInt(key.level()).put(key.seed().bytes());
      buffer.putLong(key.offset()).put(key.table().bytes());
    }
    byte[] whole = new byte[body.length + SUFFIX_BYTES];
    ByteBuffer out = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    out.put(body).put(authentication.tag(header.encode(), body));
    out.putInt(Checksums.of(whole, 0, whole.length - Integer.BYTES));
    return whole;
  }

  /**
   * Reads a directory.
   *
   * @throws StoreException if it is damaged, not authentic, or contradicts itself
   */
  static Directory decode(
      String file,
      StoreHeader header,
      RootSlot root,
      byte[] bytes,
      StoreAuthentication authentication)
      throws StoreException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int checksumAt = bytes.length - Integer.BYTES;
    if (buffer.getInt(checksumAt) != Checksums.of(bytes, 0, checksumAt)) {
      throw new StoreException.Corrupt(file, "the checksum of its directory does not match");
    }
    requireAuthentic(file, header, bytes, authentication);
    int magic = buffer.getInt();
    int count = buffer.getInt();
    if (magic != MAGIC
        || buffer.getLong() != root.generation()
        || count < 0
        || bytes(count) != bytes.length) {
      throw new StoreException.Corrupt(file, "its directory contradicts its root");
    }
    SequencedMap<KeyId, StoredKey> keys = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      StoredKey key = entry(file, header.geometry(), buffer, root.offset());
      if (keys.put(key.id(), key) != null) {
        throw new StoreException.Corrupt(file, "its directory has a key twice");
      }
    }
    return new Directory(root.generation(), keys);
  }

  private static void requireAuthentic(
      String file, StoreHeader header, byte[] bytes, StoreAuthentication authentication)
      throws StoreException {
    if (authentication instanceof StoreAuthentication.HmacSha256) {
      if (!header.authenticated()) {
        throw new StoreException.NotAuthentic(file, "it was written without an authentication key");
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      byte[] body = new byte[bytes.length - SUFFIX_BYTES];
      byte[] tag = new byte[StoreAuthentication.TAG_BYTES];
      buffer.get(body).get(tag);
      if (!MessageDigest.isEqual(tag, authentication.tag(header.encode(), body))) {
        throw new StoreException.NotAuthentic(
            file, "its directory was not written with the authentication key");
      }
    }
  }

  /** Reads an entry; keys lie between the roots and their directory. */
  private static StoredKey entry(String file, PageGeometry geometry, ByteBuffer buffer, long end)
      throws StoreException {
    Optional<KeyId> id = KeyCode.decode(buffer.getLong());
    int level = buffer.getInt();
    byte[] seed = new byte[KeySeed.BYTES];
    buffer.get(seed);
    long offset = buffer.getLong();
    byte[] table = new byte[PageGeometry.DIGEST_BYTES];
    buffer.get(table);
    if (id.isEmpty()
        || (id.get() instanceof KeyId.Galois(int element) && element >= 2 * geometry.degree())
        || level < 0
        || level > geometry.maxLevel()
        || offset < RootSlot.DATA_START
        || offset > end - geometry.extentBytes(level)) {
      throw new StoreException.Corrupt(file, "an entry of its directory is out of range");
    }
    return new StoredKey(id.get(), level, KeySeed.of(seed), offset, new Digest(table));
  }

  Optional<StoredKey> find(KeyId id) {
    return Optional.ofNullable(keys.get(id));
  }

  /** An unmodifiable view of the keys. */
  SequencedMap<KeyId, StoredKey> view() {
    return Collections.unmodifiableSequencedMap(keys);
  }
}
