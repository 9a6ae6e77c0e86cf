package org.rotunda.ckks.evaluation;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A fixed set of keys, all in memory. */
public final class ResidentKeys implements EvaluationKeys {
  private final Map<KeyId, EvaluationKey> keys;

  /** Holds the given keys, one an id. */
  public ResidentKeys(Collection<EvaluationKey> keys) {
    this.keys =
        keys.stream().collect(Collectors.toUnmodifiableMap(EvaluationKey::id, Function.identity()));
  }

  @Override
  public KeyLease acquire(KeyId id, int level) {
    EvaluationKey key = keys.get(id);
    if (key == null) {
      throw new KeyUnavailableException.Missing(id, level);
    }
    if (key.level() < level) {
      throw new KeyUnavailableException.LevelTooLow(id, level, key.level());
    }
    return new Lease(key);
  }

  private record Lease(EvaluationKey key) implements KeyLease {
    @Override
    public void close() {}
  }
}
