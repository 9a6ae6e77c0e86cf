package org.rotunda.compiler.plan;

import java.math.BigInteger;
import java.util.Collection;

/** The sums of given sizes, each taken any number of times, up to a bound. */
final class ReachableSums {
  /** With more multiples of the unit than this, every sum counts as reachable. */
  private static final int MOST_UNITS = 1 << 24;

  private final long unit;
  private final int[] largest;

  /**
   * The sums of positive sizes.
   *
   * @param most the bound
   */
  ReachableSums(Collection<Long> sizes, long most) {
    long divisor =
        sizes.stream()
            .map(BigInteger::valueOf)
            .reduce(BigInteger.ZERO, BigInteger::gcd)
            .longValueExact();
    unit = Math.max(1, divisor);
    largest = most / unit < MOST_UNITS ? new int[(int) (most / unit) + 1] : new int[0];
    for (int i = 1; i < largest.length; i++) {
      largest[i] = largest[i - 1];
      for (long size : sizes) {
        long rest = i - size / unit;
        if (rest >= 0 && largest[(int) rest] == rest) {
          largest[i] = i;
        }
      }
    }
  }

  /** The largest sum that is at most some bytes, which don't exceed the bound. */
  long atMost(long bytes) {
    int units = (int) Math.min(bytes / unit, largest.length - 1);
    return largest.length == 0 ? bytes : largest[units] * unit;
  }
}
