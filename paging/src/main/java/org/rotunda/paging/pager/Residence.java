package org.rotunda.paging.pager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUnavailableException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.store.LoadedKey;
import org.rotunda.paging.store.UniformResidency;

/**
 * A stay of a key in memory: loading, then resident until it leaves, or failed. A key without one
 * is absent. It is there for all {@linkplain Hold holds} on it, takes the bytes that the greatest
 * of them need, and leaves with the last. Used with the pager's lock held.
 */
final class Residence {
  private sealed interface State {}

  private record Loading() implements State {}

  private record Resident(LoadedKey loaded) implements State {}

  private record Failed(Throwable cause) implements State {}

  private record Gone() implements State {}

  private final KeyLoad load;
  private final String store;
  private final long sequence;
  private final List<Hold> holds = new ArrayList<>();
  private State state = new Loading();
  private long bytes;
  private boolean prompt;
  private boolean demanded;
  private long demandedAt;

  /**
   * A stay that begins to load.
   *
   * @param load what is loaded
   * @param store the name of the store, for messages
   * @param sequence counts stays
   */
  Residence(KeyLoad load, Parameters parameters, String store, long sequence) {
    this.load = load;
    this.store = store;
    this.sequence = sequence;
    this.bytes = load.uniform().bytes(parameters, load.level());
  }

  /** What is or was loaded. */
  KeyLoad load() {
    return load;
  }

  KeyId id() {
    return load.id();
  }

  long sequence() {
    return sequence;
  }

  /** The bytes it takes in memory. */
  long bytes() {
    return bytes;
  }

  List<Hold> holds() {
    return holds;
  }

  boolean isLoading() {
    return state instanceof Loading;
  }

  boolean isFailed() {
    return state instanceof Failed;
  }

  /** Whether it is there, or will be, with all that another load would bring. */
  boolean serves(KeyLoad other) {
    return (isLoading() || state instanceof Resident)
        && level() >= other.level()
        && (other.uniform() == UniformResidency.LEAN || residentLevel() >= other.level());
  }

  /** The highest level that a hold needs; while it loads, the level it is loaded at. */
  int level() {
    return isLoading() ? load.level() : holds.stream().mapToInt(Hold::level).max().orElse(0);
  }

  /** The highest level that the uniform half is held up to, -1 if it isn't held. */
  private int residentLevel() {
    if (isLoading()) {
      return load.uniform() == UniformResidency.RESIDENT ? load.level() : -1;
    }
    return holds.stream()
        .filter(hold -> hold.load().uniform() == UniformResidency.RESIDENT)
        .mapToInt(Hold::level)
        .max()
        .orElse(-1);
  }

  /** It is for a use at hand, rather than ahead of its use. */
  void prompt() {
    prompt = true;
  }

  /** Whether it is read ahead of its use, as far as was known when it began. */
  boolean isAhead() {
    return !prompt;
  }

  /** Whether somebody is known to need it now. */
  boolean isUrgent() {
    return prompt || demanded;
  }

  /** A use waits for it from now on. */
  void demanded(long now) {
    if (!demanded) {
      demanded = true;
      demandedAt = now;
    }
  }

  /** Whether a use waits for it. */
  boolean isDemanded() {
    return demanded;
  }

  /** For how long a use has been waiting; 0 if none is. */
  long demandedFor(long now) {
    return demanded ? now - demandedAt : 0;
  }

  void arrived(LoadedKey loaded) {
    state = new Resident(loaded);
  }

  void failed(Throwable cause) {
    state = new Failed(cause);
  }

  /** The failure of a key that doesn't come. */
  KeyArrivalException overdue(Duration waited) {
    return new KeyArrivalException(load, store, waited);
  }

  /**
   * Gives back what no hold needs any more.
   *
   * @return the bytes that have become free
   */
  long shrink() {
    LoadedKey loaded = loaded();
    loaded.shrink(level(), residentLevel());
    long freed = bytes - loaded.bytes();
    bytes = loaded.bytes();
    return freed;
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
   * The key at a level with a uniform half.
   *
   * @throws KeyUnavailableException.NotLoaded if its load failed
   */
  EvaluationKey key(KeyLoad as) {
    return loaded().key(as.level(), as.uniform());
  }

  private KeyUnavailableException.NotLoaded notLoaded(Throwable cause) {
    return new KeyUnavailableException.NotLoaded(
        load.id(), Objects.requireNonNullElse(cause.getMessage(), cause.toString()), cause);
  }
}
