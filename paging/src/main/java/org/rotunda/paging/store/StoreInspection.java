package org.rotunda.paging.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.keys.seed.KeySetId;

/**
 * What a store file is, told from the file alone.
 *
 * @param version the format version
 * @param geometry ring degree, digits and bit lengths of the primes
 * @param parameters the digest of the parameters
 * @param keySet the key set
 * @param authenticated whether it was written with an authentication key
 * @param generation how many keys were committed
 * @param keys the keys, in order
 */
public record StoreInspection(
    int version,
    PageGeometry geometry,
    Digest parameters,
    KeySetId keySet,
    boolean authenticated,
    long generation,
    SequencedMap<KeyId, StoredKey> keys) {

  /**
   * The result of reading every page of a store.
   *
   * @param pages how many were read
   * @param damage what was found, one for each damaged page, unreadable key or damaged root; empty
   *     if all is well
   */
  public record Verification(long pages, List<StoreException> damage) {}

  /**
   * Reads header and directory.
   *
   * @throws StoreException if the file can't be read, is damaged or no store
   * @throws IOException if it can't be closed
   */
  public static StoreInspection of(Path file) throws IOException {
    try (PageSource source = FilePages.forReading(file)) {
      return of(source);
    }
  }

  /**
   * Reads header and directory from any source.
   *
   * @throws StoreException as {@link #of(Path)}
   */
  public static StoreInspection of(PageSource source) throws StoreException {
    StoreImage image = StoreImage.read(source, new StoreAuthentication.None());
    StoreHeader header = image.header();
    return new StoreInspection(
        StoreHeader.VERSION,
        header.geometry(),
        header.parameters(),
        header.keySet(),
        header.authenticated(),
        image.directory().generation(),
        image.directory().view());
  }

  /**
   * Reads every page and holds it against its checksum and digest, and checks that both roots are
   * what they should be: with a damaged one, the store may show one key less than it holds.
   *
   * @throws StoreException if header or directory can't be read
   * @throws IOException if it can't be closed
   */
  public static Verification verify(Path file) throws IOException {
    try (PageSource source = FilePages.forReading(file)) {
      return verify(source);
    }
  }

  /**
   * Reads every page from any source.
   *
   * @throws StoreException as {@link #verify(Path)}
   */
  public static Verification verify(PageSource source) throws StoreException {
    StoreImage image = StoreImage.read(source, new StoreAuthentication.None());
    List<StoreException> damage = new ArrayList<>(image.rootDamage().stream().toList());
    long pages = 0;
    for (StoredKey key : image.directory().keys().values()) {
      try {
        pages += verify(source, image.header(), key, damage);
      } catch (StoreException e) {
        damage.add(e);
      }
    }
    return new Verification(pages, List.copyOf(damage));
  }

  /**
   * Reads every page of a key.
   *
   * @param damage where damaged pages are added
   * @return how many pages were read
   * @throws StoreException if the key can't be read
   */
  static long verify(
      PageSource source, StoreHeader header, StoredKey key, List<StoreException> damage)
      throws StoreException {
    KeyReader reader =
        new KeyReader(
            source,
            header,
            key,
            key.level(),
            KeyReader.DigestCheck.FOR_DAMAGE,
            new ReadBuffer());
    int digits = header.geometry().digits(key.level());
    int limbs = header.geometry().limbs(key.level());
    for (int digit = 0; digit < digits; digit++) {
      reader.readRun(digit);
      for (int position = 0; position < limbs; position++) {
        reader.damage(digit, position).ifPresent(damage::add);
      }
    }
    return (long) digits * limbs;
  }
}
