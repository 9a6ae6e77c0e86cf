package org.rotunda.paging.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SequencedMap;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.LocalEngine;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.keys.seed.SeededHalf;

/**
 * The evaluation keys of one key set in one file, read only. It shows the keys that were complete
 * when it was opened or last {@linkplain #refresh refreshed}; another thread or process may go on
 * writing. Safe for use by several threads, none of which may be interrupted while it loads: an
 * interrupt closes the file for all.
 */
public final class KeyStore implements AutoCloseable {
  private static final int LOOK_MILLIS = 50;

  private final PageSource source;
  private final Parameters parameters;
  private final StoreAuthentication authentication;
  private final Kernels kernels;
  private volatile StoreImage image;

  private KeyStore(
      PageSource source,
      Parameters parameters,
      StoreAuthentication authentication,
      Kernels kernels,
      StoreImage image) {
    this.source = source;
    this.parameters = parameters;
    this.authentication = authentication;
    this.kernels = kernels;
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
    return open(source, parameters, authentication, LocalEngine.serial().kernels());
  }

  /**
   * Opens a store on any source, as {@link #open(PageSource, Parameters, StoreAuthentication)} does
   * with the fastest kernels of this machine.
   *
   * @param kernels unpack pages and regenerate uniform halves
   * @throws StoreException as the other
   */
  public static KeyStore open(
      PageSource source, Parameters parameters, StoreAuthentication authentication, Kernels kernels)
      throws StoreException {
    boolean opened = false;
    try {
      StoreImage image = StoreImage.read(source, authentication);
      image.header().requireParameters(source.name(), parameters);
      opened = true;
      return new KeyStore(source, parameters, authentication, kernels, image);
    } finally {
      if (!opened) {
        closeQuietly(source);
      }
    }
  }

  /**
   * Opens a store that may not be there yet, or not as far as its directory: its generation has not
   * begun, or its upload has not come so far.
   *
   * @param time how long to wait for it
   * @throws StoreException as {@link #open(Path, Parameters, StoreAuthentication)}, when the time
   *     is over
   */
  public static KeyStore await(
      Path file, Parameters parameters, StoreAuthentication authentication, Duration time)
      throws StoreException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (true) {
      try {
        return open(file, parameters, authentication);
      } catch (StoreException.Missing | StoreException.Truncated e) {
        if (System.nanoTime() - end >= 0) {
          throw e;
        }
      }
      // Nobody tells when another process has written.
      Thread.sleep(LOOK_MILLIS);
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
   * Looks for keys that were completed since the store was opened or last looked at. They are there
   * for every call from then on. A file that has taken the place of this one is not seen.
   *
   * @return whether there are any
   * @throws StoreException if the file can't be read, is damaged, or has become another store; what
   *     was known before stays good
   */
  public boolean refresh() throws StoreException {
    StoreImage known = image;
    StoreImage found = StoreImage.read(source, authentication);
    found.header().requireParameters(name(), parameters);
    found.header().requireKeySet(name(), keySet());
    boolean newer = found.directory().generation() > known.directory().generation();
    if (newer) {
      image = found;
    }
    return newer;
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
    return load(id, level, uniform, allocator, new ReadBuffer());
  }

  /**
   * Loads a key as {@link #load(KeyId, int, UniformResidency, LimbAllocator)} does.
   *
   * @param space what is read into, for this call
   * @throws StoreException as the other
   */
  public LoadedKey load(
      KeyId id, int level, UniformResidency uniform, LimbAllocator allocator, ReadBuffer space)
      throws StoreException {
    StoredKey stored = find(id).orElseThrow(() -> new StoreException.Missing(name(), id));
    if (level < 0 || level > stored.level()) {
      throw new IllegalArgumentException(
          "The key %s is stored for levels 0 to %d, but level %d was asked for."
              .formatted(id, stored.level(), level));
    }
    KeyReader reader =
        new KeyReader(
            source,
            image.header(),
            stored,
            level,
            authentication instanceof StoreAuthentication.HmacSha256
                ? KeyReader.DigestCheck.FOR_FORGERY
                : KeyReader.DigestCheck.SKIPPED,
            space);
    SeededHalf lean = new SeededHalf(parameters, keySet(), stored.id(), stored.seed());
    HalfLimbs b = HalfLimbs.allocate(parameters, level, allocator);
    HalfLimbs a = HalfLimbs.none(parameters, allocator);
    boolean loaded = false;
    try {
      fill(b.view(level), reader);
      if (uniform == UniformResidency.RESIDENT) {
        a = HalfLimbs.allocate(parameters, level, allocator);
        regenerate(lean, level, a.view(level));
      }
      loaded = true;
      return new LoadedKey(stored.id(), level, parameters, b, a, lean, reader.bytesRead());
    } finally {
      if (!loaded) {
        b.close();
        a.close();
      }
    }
  }

  /** P is first in the file and last in a key. */
  private void fill(long[][][] limbs, KeyReader reader) throws StoreException {
    PageGeometry geometry = image.header().geometry();
    int special = parameters.p().size();
    for (int digit = 0; digit < limbs.length; digit++) {
      int level = limbs[digit].length - special - 1;
      reader.readRun(digit);
      for (int position = 0; position < limbs[digit].length; position++) {
        long prime = parameters.prime(geometry.primeIndex(position));
        int place = position < special ? level + 1 + position : position - special;
        reader.unpack(digit, position, prime, limbs[digit][place], kernels);
      }
    }
  }

  private void regenerate(SeededHalf half, int level, long[][][] limbs) {
    int[] primes = parameters.keyPrimeIndices(level).toArray();
    for (int position = 0; position < primes.length; position++) {
      long[][] column = new long[limbs.length][];
      for (int digit = 0; digit < limbs.length; digit++) {
        column[digit] = limbs[digit][position];
      }
      half.fill(column, primes[position], kernels);
    }
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
