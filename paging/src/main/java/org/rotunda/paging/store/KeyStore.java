package org.rotunda.paging.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SequencedMap;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.UniformHalf;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.keys.seed.SeededHalf;

/**
 * The evaluation keys of one key set in one file, read only. It shows the keys that were complete
 * when it was opened. Safe for use by several threads, none of which may be interrupted while it
 * loads: an interrupt closes the file for all.
 */
public final class KeyStore implements AutoCloseable {
  private final PageSource source;
  private final Parameters parameters;
  private final StoreAuthentication authentication;
  private final StoreImage image;

  private KeyStore(
      PageSource source,
      Parameters parameters,
      StoreAuthentication authentication,
      StoreImage image) {
    this.source = source;
    this.parameters = parameters;
    this.authentication = authentication;
    this.image = image;
  }

  /**
   * Opens a store, trusting it as far as its checksums go.
   *
   * @throws StoreException if the file can't be read, is damaged, or belongs to other parameters
   */
  public static KeyStore open(Path file, Parameters parameters) throws StoreException {
    return open(file, parameters, new StoreAuthentication.None());
  }

  /**
   * Opens a store and, with an authentication key, holds its directory and every page that is
   * loaded against forgery.
   *
   * @throws StoreException as {@link #open(Path, Parameters)}, and if it is not authentic
   */
  public static KeyStore open(Path file, Parameters parameters, StoreAuthentication authentication)
      throws StoreException {
    return open(FilePages.forReading(file), parameters, authentication);
  }

  /**
   * Opens a store on any source, which is closed with it, or at once if it can't be opened.
   *
   * @throws StoreException as {@link #open(Path, Parameters, StoreAuthentication)}
   */
  public static KeyStore open(
      PageSource source, Parameters parameters, StoreAuthentication authentication)
      throws StoreException {
    boolean opened = false;
    try {
      StoreImage image = StoreImage.read(source, authentication);
      image.header().requireParameters(source.name(), parameters);
      opened = true;
      return new KeyStore(source, parameters, authentication, image);
    } finally {
      if (!opened) {
        closeQuietly(source);
      }
    }
  }

  /** Closes after another failure, which is the one to tell. */
  static void closeQuietly(PageSource source) {
    try {
      source.close();
    } catch (IOException _) {
      // Nothing was written, and the caller is about to learn what is wrong with the file.
    }
  }

  /** What messages call the file. */
  public String name() {
    return source.name();
  }

  /** The parameters of the keys. */
  public Parameters parameters() {
    return parameters;
  }

  /** The key set that the keys belong to. */
  public KeySetId keySet() {
    return image.header().keySet();
  }

  /**
   * Checks that the store belongs to a key set.
   *
   * @throws StoreException.Foreign if it belongs to another
   */
  public void requireKeySet(KeySetId expected) throws StoreException {
    image.header().requireKeySet(name(), expected);
  }

  /** The keys of the store, in order; unmodifiable. */
  public SequencedMap<KeyId, StoredKey> keys() {
    return image.directory().view();
  }

  /** A key of the store. */
  public Optional<StoredKey> find(KeyId id) {
    return image.directory().find(id);
  }

  /**
   * Loads a key truncated to a level, with one read for each of its digits.
   *
   * @param level from 0 to the level that the key is stored for
   * @param uniform what to hold of the uniform half
   * @param allocator where the limbs come from; they go back when the loaded key is closed
   * @throws StoreException if the store has no such key, or its pages can't be read, are damaged or
   *     not authentic
   * @throws IllegalArgumentException if the key is stored for a lower level
   * @throws org.rotunda.ckks.ring.LimbBudgetException if the allocator would exceed its bound
   */
  public LoadedKey load(KeyId id, int level, UniformResidency uniform, LimbAllocator allocator)
      throws StoreException {
    StoredKey stored = find(id).orElseThrow(() -> new StoreException.Missing(name(), id));
    if (level < 0 || level > stored.level()) {
      throw new IllegalArgumentException(
          "The key %s is stored for levels 0 to %d, but level %d was asked for."
              .formatted(id, stored.level(), level));
    }
    PageGeometry geometry = image.header().geometry();
    int count = geometry.digits(level) * geometry.limbs(level);
    LimbBlock b = LimbBlock.allocate(allocator, count, geometry.degree());
    boolean loaded = false;
    try {
      LoadedKey key = fill(stored, level, b, uniform, allocator);
      loaded = true;
      return key;
    } finally {
      if (!loaded) {
        b.close();
      }
    }
  }

  private LoadedKey fill(
      StoredKey stored, int level, LimbBlock block, UniformResidency uniform, LimbAllocator limbs)
      throws StoreException {
    KeyReader reader =
        new KeyReader(
            source,
            image.header(),
            stored,
            level,
            authentication instanceof StoreAuthentication.HmacSha256
                ? KeyReader.DigestCheck.FOR_FORGERY
                : KeyReader.DigestCheck.SKIPPED);
    PageGeometry geometry = image.header().geometry();
    int special = parameters.p().size();
    long[][][] b = new long[geometry.digits(level)][geometry.limbs(level)][];
    int next = 0;
    for (int digit = 0; digit < b.length; digit++) {
      reader.readRun(digit);
      for (int position = 0; position < b[digit].length; position++) {
        long[] limb = block.get(next++);
        long prime = parameters.prime(geometry.primeIndex(position));
        reader.unpack(digit, position, prime, limb);
        // P is first in the file and last in a key.
        b[digit][position < special ? level + 1 + position : position - special] = limb;
      }
    }
    SeededHalf lean = new SeededHalf(parameters, keySet(), stored.id(), stored.seed());
    return switch (uniform) {
      case LEAN -> loaded(stored, level, b, lean, reader, block::close);
      case RESIDENT -> {
        ResidentHalf half = new ResidentHalf(lean, parameters, level, limbs);
        yield loaded(
            stored,
            level,
            b,
            half,
            reader,
            () -> {
              half.close();
              block.close();
            });
      }
    };
  }

  private LoadedKey loaded(
      StoredKey stored,
      int level,
      long[][][] b,
      UniformHalf a,
      KeyReader reader,
      Runnable release) {
    return new LoadedKey(
        new EvaluationKey(stored.id(), level, parameters, b, a), reader.bytesRead(), release);
  }

  /** Closes the file; loaded keys stay valid. */
  @Override
  public void close() throws StoreException {
    try {
      source.close();
    } catch (IOException e) {
      throw new StoreException.Io(name(), e);
    }
  }
}
