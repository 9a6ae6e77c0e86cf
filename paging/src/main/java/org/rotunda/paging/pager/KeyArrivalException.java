package org.rotunda.paging.pager;

import java.time.Duration;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;

/** A key did not come into its store within the time that was given. */
public final class KeyArrivalException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient KeyId key;

  /** Names key, level, store and time. */
  KeyArrivalException(KeyLoad load, String store, Duration waited) {
    super(
        "it did not come into the key store %s at level %d or above within %s; see whether its generation or upload goes on, or wait longer"
            .formatted(store, load.level(), seconds(waited)));
    this.key = load.id();
  }

  private static String seconds(Duration time) {
    return time.toNanosPart() == 0
        ? "%d s".formatted(time.toSeconds())
        : "%s s".formatted(time.toMillis() / 1e3);
  }

  /** The key. */
  public KeyId key() {
    return key;
  }
}
