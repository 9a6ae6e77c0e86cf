package org.rotunda.keys.wire;

/**
 * The cost of turning a passphrase into a key with Argon2id (RFC 9106).
 *
 * @param memoryKib memory in KiB, from 8 for each lane to 1 GiB
 * @param passes passes over the memory, 1 to 16
 * @param lanes parallelism, 1 to 16
 */
public record Argon2Cost(int memoryKib, int passes, int lanes) {
  private static final int LEAST_KIB_PER_LANE = 8;
  private static final int MOST_KIB = 1 << 20;
  private static final int MOST_PASSES = 16;
  private static final int MOST_LANES = 16;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public Argon2Cost {
    if (!isAllowed(memoryKib, passes, lanes)) {
      throw new IllegalArgumentException(
          "Argon2id takes %d KiB for each lane up to %d KiB, 1 to %d passes and 1 to %d lanes, but %d KiB, %d passes and %d lanes were given."
              .formatted(
                  LEAST_KIB_PER_LANE, MOST_KIB, MOST_PASSES, MOST_LANES, memoryKib, passes, lanes));
    }
  }

  /** 64 MiB, 3 passes, one lane: the second recommendation of RFC 9106, section 4, on one lane. */
  public static Argon2Cost standard() {
    return new Argon2Cost(64 * 1024, 3, 1);
  }

  static boolean isAllowed(int memoryKib, int passes, int lanes) {
    return lanes >= 1
        && lanes <= MOST_LANES
        && passes >= 1
        && passes <= MOST_PASSES
        && memoryKib >= LEAST_KIB_PER_LANE * lanes
        && memoryKib <= MOST_KIB;
  }
}
