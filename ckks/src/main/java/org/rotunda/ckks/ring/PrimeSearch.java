package org.rotunda.ckks.ring;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Searches for primes q = 1 mod 2N, whose rings have a negacyclic number-theoretic transform. */
public final class PrimeSearch {
  private PrimeSearch() {}

  /**
   * The primes closest to 2^bits, from both sides, nearest first.
   *
   * @param bits 2^bits is the number searched around, in [log2(2N), 61)
   * @param count how many
   * @param degree N
   * @param excluded primes not to be taken again
   * @throws IllegalArgumentException if there are not that many between 2^(bits-1) and 2^(bits+1)
   */
  public static List<Long> near(int bits, int count, int degree, Collection<Long> excluded) {
    long centre = 1L << bits;
    long step = 2L * degree;
    List<Long> found = new ArrayList<>();
    for (long distance = 0; found.size() < count; distance += step) {
      if (distance >= centre / 2) {
        throw notEnough(bits, count, degree);
      }
      add(centre + distance + 1, excluded, found, count);
      if (distance > 0) {
        add(centre - distance + 1, excluded, found, count);
      }
    }
    return List.copyOf(found);
  }

  /**
   * The largest primes below 2^bits, descending.
   *
   * @throws IllegalArgumentException if there are not that many above 2^(bits-1)
   */
  public static List<Long> below(int bits, int count, int degree, Collection<Long> excluded) {
    long step = 2L * degree;
    List<Long> found = new ArrayList<>();
    for (long candidate = (1L << bits) - step + 1; found.size() < count; candidate -= step) {
      if (candidate < 1L << (bits - 1)) {
        throw notEnough(bits, count, degree);
      }
      add(candidate, excluded, found, count);
    }
    return List.copyOf(found);
  }

  private static void add(long q, Collection<Long> excluded, List<Long> found, int count) {
    if (found.size() < count
        && !excluded.contains(q)
        && BigInteger.valueOf(q).isProbablePrime(40)) {
      found.add(q);
    }
  }

  private static IllegalArgumentException notEnough(int bits, int count, int degree) {
    return new IllegalArgumentException(
        "There are fewer than %d primes of about %d bits that are 1 modulo %d; ask for fewer or for larger ones."
            .formatted(count, bits, 2 * degree));
  }
}
