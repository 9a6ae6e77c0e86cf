package org.rotunda.paging.pager;

import java.time.Duration;
import org.rotunda.paging.store.UniformResidency;

/**
 * How a pager works.
 *
 * @param budget the most bytes that keys take in memory at a time
 * @param uniform what keys loaded on demand hold of their uniform half
 * @param loaders how many keys are read at a time, at least 1
 * @param attempts how often a read is tried that fails because the device does, at least 1; pauses
 *     lie between, of {@link #FIRST_PAUSE} and twice as long each time
 * @param admission how long a session that is opened waits for others to give back what it needs of
 *     the budget; zero to be refused at once
 * @param arrival how long a use waits for a key that the store doesn't hold yet; zero if the store
 *     is complete
 */
public record PagerSettings(
    long budget,
    UniformResidency uniform,
    int loaders,
    int attempts,
    Duration admission,
    Duration arrival) {
  /** The pause before a read is tried again for the first time. */
  public static final Duration FIRST_PAUSE = Duration.ofMillis(5);

  private static final int ATTEMPTS = 4;
  private static final int MOST_ATTEMPTS = 16;
  private static final Duration ADMISSION = Duration.ofMinutes(10);

  /**
   * Checks ranges.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public PagerSettings {
    require("The number of loaders", loaders, 1 << 10);
    require("The number of attempts", attempts, MOST_ATTEMPTS);
    if (budget < 0 || admission.isNegative() || arrival.isNegative()) {
      throw new IllegalArgumentException(
          "Budget and times of waiting are at least 0, but %d, %s and %s were given."
              .formatted(budget, admission, arrival));
    }
  }

  private static void require(String what, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "%s is from 1 to %d, but %d was given.".formatted(what, most, value));
    }
  }

  /**
   * Settings for a complete store on this machine: as many loaders as half of its processors, at
   * least 2; four attempts; ten minutes for admission.
   */
  public static PagerSettings of(long budget, UniformResidency uniform) {
    return new PagerSettings(
        budget, uniform, loadersOfThisMachine(), ATTEMPTS, ADMISSION, Duration.ZERO);
  }

  /** Enough to keep a device busy, few enough to leave processors to who computes. */
  public static int loadersOfThisMachine() {
    return Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
  }

  /** These with another number of loaders. */
  public PagerSettings withLoaders(int number) {
    return new PagerSettings(budget, uniform, number, attempts, admission, arrival);
  }

  /** These with another number of attempts. */
  public PagerSettings withAttempts(int number) {
    return new PagerSettings(budget, uniform, loaders, number, admission, arrival);
  }

  /** These with another time to wait for admission. */
  public PagerSettings withAdmission(Duration time) {
    return new PagerSettings(budget, uniform, loaders, attempts, time, arrival);
  }

  /** These for a store that is still being filled. */
  public PagerSettings withArrival(Duration time) {
    return new PagerSettings(budget, uniform, loaders, attempts, admission, time);
  }
}
