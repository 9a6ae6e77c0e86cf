package org.rotunda.paging.pager;

import java.util.Objects;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.store.LoadedKey;

/**
 * A stay of a key in memory: loading, then resident until it leaves, or failed. A key without one
 * is absent. A claim on a key that is loading becomes a lease when it is resident. Used with the
 * pager's lock held.
 */
final class Residence {
  private sealed interface State {}

  private record Loading() implements State {}

  private record Resident(LoadedKey loaded) implements State {}

  private record Failed(Throwable cause) implements State {}

  private record Gone() implements State {}

  /** Why the key is loaded. */
  enum Origin {
    DEMAND,
    PREFETCH
  }

  private final KeyLoad load;
  private final long bytes;
  private final Origin origin;
  private State state = new Loading();
  private int claims;
  private boolean used;

  Residence(KeyLoad load, long bytes, Origin origin) {
    this.load = load;
    this.bytes = bytes;
    this.origin = origin;
  }

  KeyLoad load() {
    return load;
  }

  /** The bytes it takes in memory. */
  long bytes() {
    return bytes;
  }

  boolean isLoading() {
    return state instanceof Loading;
  }

  boolean isFailed() {
    return state instanceof Failed;
  }

  /** Whether it may leave memory: it is resident and nobody holds or awaits it. */
  boolean isIdle() {
    return state instanceof Resident && claims == 0;
  }

  boolean isPrefetched() {
    return origin == Origin.PREFETCH;
  }

  /** Whether it was ever claimed. */
  boolean isUsed() {
    return used;
  }

  void claim() {
    claims++;
    used = true;
  }

  void giveBack() {
    claims--;
  }

  void arrived(LoadedKey loaded) {
    state = new Resident(loaded);
  }

  void failed(Throwable cause) {
    state = new Failed(cause);
  }

  /** The key leaves memory. */
  void leave() {
    loaded().close();
    state = new Gone();
  }

  private LoadedKey loaded() {
    return switch (state) {
      case Resident(LoadedKey loaded) -> loaded;
      case Failed(Throwable cause) -> throw notLoaded(cause);
      case Loading _ -> throw new IllegalStateException("The key is still loading.");
      case Gone _ -> throw new IllegalStateException("The key has left memory.");
    };
  }

  /**
   * The key that a claim has turned into.
   *
   * @throws KeyUnavailableException.NotLoaded if its load failed
   */
  EvaluationKey key() {
    return loaded().key();
  }

  private KeyUnavailableException.NotLoaded notLoaded(Throwable cause) {
    return new KeyUnavailableException.NotLoaded(
        load.id(), Objects.requireNonNullElse(cause.getMessage(), cause.toString()), cause);
  }
}
