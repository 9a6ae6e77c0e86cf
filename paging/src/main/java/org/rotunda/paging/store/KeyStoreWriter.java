package org.rotunda.paging.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Set;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.keys.material.KeySink;
import org.rotunda.keys.material.SeededKey;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.keys.wire.AtomicFile;

/**
 * Writes keys to a store, one after the other, and holds none of them.
 *
 * <p>A key is committed in two steps. Its pages go behind everything committed so far, and the
 * directory of the next generation behind them; both are forced to the device. Then the root that
 * points to this directory takes the place of the one before last, and is forced. Whenever the
 * writer dies, the newest whole root points to a directory whose keys are all whole; a resumed
 * writer overwrites what lies behind, unless a root is not whole: then it recovers the key that the
 * root belonged to.
 *
 * <p>Safe for use by several threads, which take turns.
 */
public final class KeyStoreWriter implements KeySink, AutoCloseable {
  private final PageSink sink;
  private final StoreHeader header;
  private final StoreAuthentication authentication;
  private Directory directory;
  private long end;
  private boolean usable = true;

  private KeyStoreWriter(PageSink sink, StoreAuthentication authentication, StoreImage image) {
    this.sink = sink;
    this.header = image.header();
    this.authentication = authentication;
    this.directory = image.directory();
    this.end = image.end();
  }

  /** The bytes of a store without keys. */
  static byte[] emptyStore(
      Parameters parameters, KeySetId keySet, StoreAuthentication authentication) {
    StoreHeader header = StoreHeader.of(parameters, keySet, authentication);
    Directory directory = Directory.empty();
    byte[] encoded = directory.encode(header, authentication);
    byte[] bytes = new byte[RootSlot.DATA_START + encoded.length];
    RootSlot root = new RootSlot(directory.generation(), RootSlot.DATA_START, encoded.length);
    System.arraycopy(header.encode(), 0, bytes, 0, StoreHeader.BYTES);
    System.arraycopy(root.encode(), 0, bytes, RootSlot.position(root.generation()), RootSlot.BYTES);
    System.arraycopy(encoded, 0, bytes, RootSlot.DATA_START, encoded.length);
    return bytes;
  }

  /**
   * Creates a store without keys and opens it. The file is there as a whole or not at all, also
   * after a crash. Of several writers that create it at the same time, one succeeds.
   *
   * @param file does not exist yet
   * @param authentication with what later readers can tell that the store is genuine
   * @throws FileAlreadyExistsException if the file exists; it is as it was, and may be resumed
   * @throws IOException if the file can't be written
   */
  public static KeyStoreWriter create(
      Path file, Parameters parameters, KeySetId keySet, StoreAuthentication authentication)
      throws IOException {
    byte[] empty = emptyStore(parameters, keySet, authentication);
    try {
      AtomicFile.create(file, out -> out.write(empty));
    } catch (FileAlreadyExistsException e) {
      FileAlreadyExistsException refusal =
          new FileAlreadyExistsException(
              file.toString(),
              "",
              "a key store is not overwritten; resume it or name another file");
      refusal.initCause(e);
      throw refusal;
    }
    return resume(file, parameters, keySet, authentication);
  }

  /**
   * Opens a store to add keys; what an interrupted writer left behind the last complete key is cut
   * off. A key whose root was torn or damaged is recovered if it is whole; if it isn't, the store
   * is refused and left as it is.
   *
   * @param authentication the same as when the store was created
   * @throws StoreException if the store can't be read, is damaged, belongs to other parameters or
   *     another key set, is not authentic, or has another writer
   */
  public static KeyStoreWriter resume(
      Path file, Parameters parameters, KeySetId keySet, StoreAuthentication authentication)
      throws StoreException {
    return resume(FilePages.forAppending(file), parameters, keySet, authentication);
  }

  /**
   * Opens a store on any sink, which is closed with the writer, or at once if it can't be opened.
   *
   * @throws StoreException as {@link #resume(Path, Parameters, KeySetId, StoreAuthentication)}
   */
  public static KeyStoreWriter resume(
      PageSink sink, Parameters parameters, KeySetId keySet, StoreAuthentication authentication)
      throws StoreException {
    boolean opened = false;
    try {
      StoreImage found = StoreImage.read(sink, authentication);
      found.header().requireParameters(sink.name(), parameters);
      found.header().requireKeySet(sink.name(), keySet);
      found.header().requireSameAuthentication(sink.name(), authentication);
      StoreImage image = new RootRepair(sink, authentication).repair(found);
      if (sink.size() > image.end()) {
        sink.truncate(image.end());
      }
      opened = true;
      return new KeyStoreWriter(sink, authentication, image);
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException.Io(sink.name(), e);
    } finally {
      if (!opened) {
        KeyStore.closeQuietly(sink);
      }
    }
  }

  /** The keys that are complete. */
  public synchronized Set<KeyId> complete() {
    return Set.copyOf(directory.keys().keySet());
  }

  @Override
  public synchronized boolean isComplete(KeyRequest request) {
    return directory.find(request.id()).filter(key -> key.level() >= request.level()).isPresent();
  }

  /**
   * Adds a key, or replaces one that serves fewer levels. If it fails, the key counts as never made
   * and the writer is of no further use: what reached the file is known when it is resumed.
   *
   * @throws StoreException if the key belongs to another key set or can't be written
   * @throws IllegalArgumentException if a key is complete that serves the same levels
   * @throws IllegalStateException after {@link #close} or a failure
   */
  @Override
  public synchronized void accept(SeededKey key) throws StoreException {
    if (!usable) {
      throw new IllegalStateException(
          "The writer of %s was closed or has failed; resume the store.".formatted(sink.name()));
    }
    header.requireKeySet(sink.name(), key.keySet());
    if (isComplete(new KeyRequest(key.id(), key.level()))) {
      throw new IllegalArgumentException(
          "The key store %s has a complete key %s for level %d or above; don't make it again."
              .formatted(sink.name(), key.id(), key.level()));
    }
    usable = false;
    try {
      Directory next = directory.with(writePages(key));
      byte[] encoded = next.encode(header, authentication);
      RootSlot root =
          new RootSlot(
              next.generation(), end + header.geometry().extentBytes(key.level()), encoded.length);
      sink.write(root.offset(), encoded);
      sink.force();
      sink.write(RootSlot.position(root.generation()), root.encode());
      sink.force();
      directory = next;
      end = root.offset() + root.length();
      usable = true;
    } catch (IOException e) {
      throw new StoreException.Io(sink.name(), key.id(), e);
    }
  }

  /** Writes pages in order, then the table of their digests before them. */
  private StoredKey writePages(SeededKey key) throws IOException {
    PageGeometry geometry = header.geometry();
    int level = key.level();
    int digits = geometry.digits(level);
    int limbs = geometry.limbs(level);
    PageCode code = new PageCode(geometry, header.keySet(), key.id(), key.seed());
    byte[] table = new byte[geometry.tableBytes(level)];
    long position = end + table.length;
    for (int page = 0; page < digits * limbs; page++) {
      int digit = page / limbs;
      int prime = geometry.primeIndex(page % limbs);
      byte[] bytes = code.encode(digit, prime, key.key().b(digit, prime));
      sink.write(position, bytes);
      byte[] digest = Digest.of(bytes, 0, geometry.payloadBytes(prime)).bytes();
      System.arraycopy(digest, 0, table, page * digest.length, digest.length);
      position += bytes.length;
    }
    sink.write(end, table);
    return new StoredKey(key.id(), level, key.seed(), end, Digest.of(table, 0, table.length));
  }

  /** Closes the file. */
  @Override
  public synchronized void close() throws StoreException {
    usable = false;
    try {
      sink.close();
    } catch (IOException e) {
      throw new StoreException.Io(sink.name(), e);
    }
  }
}
