package org.rotunda.ckks.ring.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.PrimeRing;
import org.rotunda.ckks.ring.PrimeSearch;

/** Rings, and limbs at the extremes, on which compiled kernels are compared. */
final class KernelOperands {
  static final int DEGREE = 256;

  private KernelOperands() {}

  /** The largest primes below each bound that a kernel has, and below smaller sizes. */
  static Stream<PrimeRing> rings() {
    return IntStream.of(20, 49, 50, 51, 58, 60, 61).mapToObj(bits -> ring(bits, DEGREE));
  }

  static PrimeRing ring(int bits, int degree) {
    return new PrimeRing(
        degree, new Modulus(PrimeSearch.below(bits, 1, degree, List.of()).getFirst()));
  }

  /** Limbs of the largest residue and of both sides of q/2. */
  static List<long[]> extremes(Modulus q) {
    long[] largest = new long[DEGREE];
    Arrays.fill(largest, q.value() - 1);
    long[] halves = new long[DEGREE];
    Arrays.setAll(halves, i -> q.value() / 2 + i % 2);
    return List.of(largest, halves);
  }

  static long[] mixed(Modulus q, long seed) {
    return mixed(q, seed, DEGREE);
  }

  /** Random residues with 0, 1, q - 1 and both sides of q/2 among them. */
  static long[] mixed(Modulus q, long seed, int degree) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] limb = new long[degree];
    Arrays.setAll(
        limb,
        i ->
            switch (random.nextInt(10)) {
              case 0 -> 0;
              case 1 -> 1;
              case 2 -> q.value() - 1;
              case 3 -> q.value() / 2;
              case 4 -> q.value() / 2 + 1;
              default -> random.nextLong(q.value());
            });
    return limb;
  }
}
