package org.rotunda.ckks.sampling;

import java.util.Arrays;

/** Polynomials with coefficients in {-1, 0, 1}. */
public final class TernarySampler {
  private TernarySampler() {}

  /** Each coefficient uniform and independent: from pairs of bits, of which 3 is rejected. */
  public static long[] uniform(int degree, RandomSource random) {
    long[] coefficients = new long[degree];
    uniform(coefficients, random);
    return coefficients;
  }

  /** The same into an array. */
  public static void uniform(long[] coefficients, RandomSource random) {
    try (RandomWords words = new RandomWords(random)) {
      for (int filled = 0; filled < coefficients.length; ) {
        long word = words.next();
        for (int shift = 0; shift < Long.SIZE && filled < coefficients.length; shift += 2) {
          long pair = word >>> shift & 3;
          coefficients[filled] = pair - 1;
          // One more exactly when pair < 3, without a branch on a random bit.
          filled += (int) ((pair - 3) >>> (Long.SIZE - 1));
        }
      }
    }
  }

  /**
   * Exactly {@code weight} coefficients are 1 or -1, each set of places and signs equally likely: a
   * partial Fisher-Yates shuffle.
   *
   * @throws IllegalArgumentException if the weight is not in [0, degree]
   */
  public static long[] fixedWeight(int degree, int weight, RandomSource random) {
    if (weight < 0 || weight > degree) {
      throw new IllegalArgumentException(
          "The weight of a secret is between 0 and N = %d, but %d was given."
              .formatted(degree, weight));
    }
    long[] coefficients = new long[degree];
    int[] places = new int[degree];
    for (int i = 0; i < degree; i++) {
      places[i] = i;
    }
    try (RandomWords words = new RandomWords(random)) {
      for (int i = 0; i < weight; i++) {
        int chosen = i + (int) words.below(degree - i);
        int place = places[chosen];
        places[chosen] = places[i];
        places[i] = 0;
        coefficients[place] = 1 - 2 * (words.next() & 1);
      }
    }
    Arrays.fill(places, 0);
    return coefficients;
  }
}
