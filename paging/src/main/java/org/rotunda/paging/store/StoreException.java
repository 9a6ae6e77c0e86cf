package org.rotunda.paging.store;

import java.io.IOException;
import java.util.Optional;
import org.rotunda.ckks.evaluation.KeyId;

/**
 * A key store can't be used as asked. The message names the file, and the key or page if there is
 * one.
 */
public abstract sealed class StoreException extends IOException {
  private static final long serialVersionUID = 1L;
  private final String file;
  private final transient Optional<KeyId> key;
  private final transient Optional<PageId> page;

  private StoreException(String file, Optional<KeyId> key, Optional<PageId> page, String message) {
    super(message);
    this.file = file;
    this.key = key;
    this.page = page;
  }

  private StoreException(String file, String message) {
    this(file, Optional.empty(), Optional.empty(), message);
  }

  private StoreException(String file, KeyId key, String message) {
    this(file, Optional.of(key), Optional.empty(), message);
  }

  private StoreException(String file, PageId page, String message) {
    this(file, Optional.of(page.key()), Optional.of(page), message);
  }

  /** The file's name. */
  public String file() {
    return file;
  }

  /** The key concerned, if it is one. */
  public Optional<KeyId> key() {
    return key;
  }

  /** The page concerned, if it is one. */
  public Optional<PageId> page() {
    return page;
  }

  /** The file does not exist, or does not hold a key. */
  public static final class Missing extends StoreException {
    private static final long serialVersionUID = 1L;

    Missing(String file, IOException cause) {
      super(
          file,
          "The key store %s does not exist; generate the keys or name another file."
              .formatted(file));
      initCause(cause);
    }

    Missing(String file, KeyId key) {
      super(
          file,
          key,
          "The key store %s does not hold the key %s; generate it.".formatted(file, key));
    }
  }

  /** The file ends too early. */
  public static final class Truncated extends StoreException {
    private static final long serialVersionUID = 1L;

    Truncated(String file, String what, long expected, long found) {
      super(
          file,
          "The key store %s is cut off: its %s needs %d bytes, but the file has %d; restore the file or generate its keys again."
              .formatted(file, what, expected, found));
    }

    Truncated(String file, KeyId key, IOException cause) {
      super(
          file,
          key,
          "The key store %s is cut off within the key %s; restore the file or generate the key again."
              .formatted(file, key));
      initCause(cause);
    }
  }

  /** The content is damaged. */
  public static final class Corrupt extends StoreException {
    private static final long serialVersionUID = 1L;

    Corrupt(String file, String what) {
      super(
          file,
          "The key store %s is damaged: %s; restore the file or generate its keys again."
              .formatted(file, what));
    }

    Corrupt(String file, KeyId key, String what) {
      super(
          file,
          key,
          "The key store %s is damaged: %s of the key %s; restore the file or generate the key again."
              .formatted(file, what, key));
    }

    Corrupt(String file, PageId page, String what) {
      super(
          file,
          page,
          "The key store %s is damaged: %s in %s; restore the file or generate the key again."
              .formatted(file, what, page));
    }
  }

  /** The file is no key store, or belongs to other parameters or another key set. */
  public static final class Foreign extends StoreException {
    private static final long serialVersionUID = 1L;

    Foreign(String file, String what, String expected, String found) {
      super(
          file,
          "The key store %s has %s %s, but %s was expected; use the store that belongs to this %s."
              .formatted(file, what, found, expected, what));
    }
  }

  /** The file was written by a later version. */
  public static final class FutureVersion extends StoreException {
    private static final long serialVersionUID = 1L;

    FutureVersion(String file, int found, int known) {
      super(
          file,
          "The key store %s has format version %d, but this program knows versions up to %d; use a newer program."
              .formatted(file, found, known));
    }
  }

  /** The content was not made by the holder of the authentication key. */
  public static final class NotAuthentic extends StoreException {
    private static final long serialVersionUID = 1L;

    NotAuthentic(String file, String what) {
      super(
          file,
          "The key store %s is not authentic: %s; get the store from the owner of the keys again."
              .formatted(file, what));
    }

    NotAuthentic(String file, PageId page) {
      super(
          file,
          page,
          "The key store %s is not authentic: %s is not what the owner of the keys wrote; get the store from the owner again."
              .formatted(file, page));
    }

    NotAuthentic(String file, KeyId key) {
      super(
          file,
          key,
          "The key store %s is not authentic: the page digests of the key %s are not what the owner of the keys wrote; get the store from the owner again."
              .formatted(file, key));
    }
  }

  /** Somebody else is writing to the file. */
  public static final class InUse extends StoreException {
    private static final long serialVersionUID = 1L;

    InUse(String file) {
      super(
          file,
          "The key store %s is being written by another writer; wait until it has finished."
              .formatted(file));
    }
  }

  /** The platform could not read or write. */
  public static final class Io extends StoreException {
    private static final long serialVersionUID = 1L;

    Io(String file, IOException cause) {
      super(
          file,
          "The key store %s can't be read or written: %s; check the device and try again."
              .formatted(file, cause));
      initCause(cause);
    }

    Io(String file, KeyId key, IOException cause) {
      super(
          file,
          key,
          "The key %s of the key store %s can't be read or written: %s; check the device and try again."
              .formatted(key, file, cause));
      initCause(cause);
    }
  }
}
