package org.rotunda.paging.pager;

import java.util.List;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.UniformResidency;

/** How a session decides which keys are in memory. */
public sealed interface ResidencyPolicy {
  /**
   * Given keys are loaded when the session is opened and stay until it is closed.
   *
   * @param keys each key once, with the level it is loaded at
   * @param uniform what is held of the uniform halves
   */
  record Resident(List<KeyUse> keys, UniformResidency uniform) implements ResidencyPolicy {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if a key occurs twice
     */
    public Resident {
      keys = List.copyOf(keys);
      if (keys.stream().map(KeyUse::id).distinct().count() < keys.size()) {
        throw new IllegalArgumentException(
            "Each resident key is given once, at its highest level, but the list is %s."
                .formatted(keys));
      }
    }

    /** All keys of a store at the levels they are stored for. */
    public static Resident everything(KeyStore store, UniformResidency uniform) {
      return new Resident(
          store.keys().values().stream().map(key -> new KeyUse(key.id(), key.level())).toList(),
          uniform);
    }
  }

  /** Keys are loaded when they are asked for; the least recently used are dropped for them. */
  record OnDemand() implements ResidencyPolicy {}

  /**
   * Keys come and go as a schedule says.
   *
   * @param schedule the events along the trace of key uses
   */
  record Planned(ResidencySchedule schedule) implements ResidencyPolicy {}
}
