package org.rotunda.ckks.ring;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Searches for primes q = 1 mod 2N, whose rings have a negacyclic number-theoretic transform. */
public final class PrimeSearch {
  private PrimeSearch() {}

  /**
   * The unused prime closest to a number, the larger of two equally close ones.
   *
   * @param centre the number searched around, below 2^61
   * @param degree N
   * @param excluded primes not to be taken again
   * @throws IllegalArgumentException if there is none between half and twice the number
   */
  public static long nearest(long centre, int degree, Collection<Long> excluded) {
    long step = 2L * degree;
    long middle = centre - Math.floorMod(centre - 1, step);
    for (long distance = 0; distance <= centre / 2; distance += step) {
      long above = middle + step + distance;
      long below = middle - distance;
      boolean belowFirst = centre - below < above - centre;
      for (long candidate : belowFirst ? new long[] {below, above} : new long[] {above, below}) {
        if (fits(candidate, excluded)) {
          return candidate;
        }
      }
    }
    throw new IllegalArgumentException(
        "There is no unused prime about %d that is 1 modulo %d; ask for a larger one."
            .formatted(centre, step));
  }

  /**
   * The largest primes below 2^bits, descending.
   *
   * @param bits 1 to 61
   * @throws IllegalArgumentException if the size is out of range, or there are not that many above
   *     2^(bits-1)
   */
  public static List<Long> below(int bits, int count, int degree, Collection<Long> excluded) {
    if (bits < 1 || bits > Modulus.MAX_BITS) {
      throw new IllegalArgumentException(
          "Moduli have 1 to %d bits, but %d were asked for.".formatted(Modulus.MAX_BITS, bits));
    }
    long step = 2L * degree;
    List<Long> found = new ArrayList<>();
    for (long candidate = (1L << bits) - step + 1; found.size() < count; candidate -= step) {
      if (candidate < 1L << (bits - 1)) {
        throw new IllegalArgumentException(
            "There are fewer than %d primes of %d bits that are 1 modulo %d; ask for fewer or for larger ones."
                .formatted(count, bits, step));
      }
      if (fits(candidate, excluded)) {
        found.add(candidate);
      }
    }
    return List.copyOf(found);
  }

  private static boolean fits(long q, Collection<Long> excluded) {
    return q > 2 && !excluded.contains(q) && BigInteger.valueOf(q).isProbablePrime(40);
  }
}
