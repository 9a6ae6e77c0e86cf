package org.rotunda.ckks.evaluation;

/** An evaluation key that was asked for can't be had. */
public abstract sealed class KeyUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient KeyId id;

  private KeyUnavailableException(KeyId id, String message) {
    super(message);
    this.id = id;
  }

  private KeyUnavailableException(KeyId id, String message, Throwable cause) {
    super(message, cause);
    this.id = id;
  }

  /** Which key. */
  public KeyId id() {
    return id;
  }

  /** The key set does not contain the key. */
  public static final class Missing extends KeyUnavailableException {
    private static final long serialVersionUID = 1L;

    /** Names the key and the level it was needed at. */
    public Missing(KeyId id, int level) {
      super(
          id,
          "The key %s is needed at level %d, but the key set has none; generate it."
              .formatted(id, level));
    }
  }

  /** The key set's key is truncated below the level of the use. */
  public static final class LevelTooLow extends KeyUnavailableException {
    private static final long serialVersionUID = 1L;

    /** Names both levels. */
    public LevelTooLow(KeyId id, int needed, int available) {
      super(
          id,
          "The key %s is needed at level %d, but reaches only level %d; generate it for the higher level or drop the ciphertext's level first."
              .formatted(id, needed, available));
    }
  }

  /** The key exists and could not be read, or did not fit. */
  public static final class NotLoaded extends KeyUnavailableException {
    private static final long serialVersionUID = 1L;

    /** Carries what went wrong. */
    public NotLoaded(KeyId id, String why, Throwable cause) {
      super(id, "The key %s could not be loaded: %s".formatted(id, why), cause);
    }

    /** Says what went wrong. */
    public NotLoaded(KeyId id, String why) {
      super(id, "The key %s could not be loaded: %s".formatted(id, why));
    }
  }
}
