package org.rotunda.paging.pager;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.paging.store.UniformResidency;

/**
 * What to do with keys at every position of a program's trace of key uses. A run follows it
 * exactly.
 *
 * @param steps one for each use, in order
 */
public record ResidencySchedule(List<Step> steps) {
  /** Copies the list. */
  public ResidencySchedule {
    steps = List.copyOf(steps);
  }

  /**
   * A key to be brought into memory.
   *
   * @param id which key
   * @param level the level it is truncated to
   * @param uniform what is held of its uniform half
   */
  public record KeyLoad(KeyId id, int level, UniformResidency uniform) {}

  /**
   * One use and what happens around it, in the order of the components: evictions, the load that
   * the use waits for, the start of loads that later uses need, the use itself, the truncation of
   * the used key, evictions.
   *
   * @param use the key and the level it is used at
   * @param evictBefore resident keys to drop before anything is loaded
   * @param load the load of the used key; empty if it is resident or has been prefetched
   * @param prefetch loads that start now and are waited for at the next use of their key; their
   *     bytes count from here on
   * @param shrinkAfter the level that the used key is truncated to when the use is over, in place,
   *     its other limbs being given back; empty if it stays as it is
   * @param evictAfter resident keys to drop when the use is over
   */
  public record Step(
      KeyUse use,
      List<KeyId> evictBefore,
      Optional<KeyLoad> load,
      List<KeyLoad> prefetch,
      OptionalInt shrinkAfter,
      List<KeyId> evictAfter) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the load is of another key or for a lower level than the
     *     use, the used key is truncated and evicted, or a key is evicted twice at one place
     */
    public Step {
      evictBefore = List.copyOf(evictBefore);
      prefetch = List.copyOf(prefetch);
      evictAfter = List.copyOf(evictAfter);
      for (KeyLoad own : load.stream().toList()) {
        if (!own.id().equals(use.id()) || own.level() < use.level()) {
          throw new IllegalArgumentException(
              "The load before a use brings the used key, %s at level %d or above, but %s at level %d was given."
                  .formatted(use.id(), use.level(), own.id(), own.level()));
        }
      }
      if (shrinkAfter.isPresent()
          && (shrinkAfter.getAsInt() < 0 || evictAfter.contains(use.id()))) {
        throw new IllegalArgumentException(
            "A key that stays after its use may be truncated to a level of at least 0, but %s to level %d was given."
                .formatted(use.id(), shrinkAfter.getAsInt()));
      }
      requireDistinct(evictBefore);
      requireDistinct(evictAfter);
    }

    /** A use after which its key stays as it is, or is evicted. */
    public Step(
        KeyUse use,
        List<KeyId> evictBefore,
        Optional<KeyLoad> load,
        List<KeyLoad> prefetch,
        List<KeyId> evictAfter) {
      this(use, evictBefore, load, prefetch, OptionalInt.empty(), evictAfter);
    }

    private static void requireDistinct(List<KeyId> keys) {
      if (new HashSet<>(keys).size() < keys.size()) {
        throw new IllegalArgumentException(
            "Each key is evicted once at a place, but the list is %s.".formatted(keys));
      }
    }

    /** A use of a key that is resident or prefetched by then, and nothing else. */
    public static Step hit(KeyUse use) {
      return new Step(use, List.of(), Optional.empty(), List.of(), List.of());
    }
  }
}
