package org.rotunda.ckks.ring;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Primes of every size for tests of modular arithmetic. */
public final class TestPrimes {
  private TestPrimes() {}

  /**
   * The smallest, the largest and a random prime of every bit length from 3 to 61, and 3 itself.
   */
  public static Stream<Modulus> everySize() {
    return Stream.concat(
        Stream.of(new Modulus(3)),
        IntStream.rangeClosed(3, Modulus.MAX_BITS)
            .boxed()
            .flatMap(bits -> LongStream.of(smallest(bits), random(bits), largest(bits)).boxed())
            .distinct()
            .map(Modulus::new));
  }

  /** Primes that are 1 modulo 2N, of sizes that number formats and kernels treat differently. */
  public static List<Modulus> ofRing(int degree) {
    return IntStream.of(20, 31, 32, 33, 40, 49, 50, 51, 52, 53, 56, 58, 60, 61)
        .mapToObj(bits -> PrimeSearch.below(bits, 1, degree, List.of()).getFirst())
        .map(Modulus::new)
        .toList();
  }

  private static long smallest(int bits) {
    return BigInteger.ONE.shiftLeft(bits - 1).nextProbablePrime().longValueExact();
  }

  private static long largest(int bits) {
    long candidate = (1L << bits) - 1;
    while (!BigInteger.valueOf(candidate).isProbablePrime(40)) {
      candidate -= 2;
    }
    return candidate;
  }

  private static long random(int bits) {
    SplittableRandom random = new SplittableRandom(bits);
    long candidate;
    do {
      candidate = random.nextLong(1L << (bits - 1), 1L << bits);
    } while (!BigInteger.valueOf(candidate).isProbablePrime(40));
    return candidate;
  }
}
