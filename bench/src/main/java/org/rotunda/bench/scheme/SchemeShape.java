package org.rotunda.bench.scheme;

import java.util.List;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.SecretDistribution;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.PrimeSearch;
import org.rotunda.ckks.ring.Rounding;

/**
 * What the speed of an operation depends on.
 *
 * @param logDegree log2 N
 * @param limbs the number of primes of Q
 * @param bits the size of the primes of Q, which are the largest below 2^bits
 * @param digits the number of key-switching digits at the top level
 */
public record SchemeShape(int logDegree, int limbs, int bits, int digits) {
  /** Up to here products are exact in pairs of doubles, the fastest kernels. */
  private static final int FAST_BITS = 50;

  private static final int WIDE_BITS = 60;

  /** What special primes must exceed a digit by. */
  private static final int MARGIN_BITS = 6;

  /**
   * Parameters of this shape with the least number of special primes, of 50 bits if those of Q have
   * no more, else of 60. Not for data: their security is not checked.
   *
   * @throws IllegalArgumentException if there are too few primes of the size
   */
  public Parameters parameters() {
    int degree = 1 << logDegree;
    int digitSize = Math.ceilDiv(limbs, digits);
    int specialBits = bits <= FAST_BITS ? FAST_BITS : WIDE_BITS;
    int specials = Math.ceilDiv(digitSize * bits + MARGIN_BITS, specialBits);
    List<Long> q = PrimeSearch.below(bits, limbs, degree, List.of());
    return new Parameters(
        logDegree,
        q,
        PrimeSearch.below(specialBits, specials, degree, q),
        digitSize,
        bits,
        new SecretDistribution.UniformTernary(),
        Rounding.CENTERED,
        Security.INSECURE_FOR_TESTING);
  }
}
