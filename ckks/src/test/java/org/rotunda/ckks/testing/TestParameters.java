package org.rotunda.ckks.testing;

import java.util.stream.Stream;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.ParametersBuilder;
import org.rotunda.ckks.params.SecretDistribution;
import org.rotunda.ckks.ring.Rounding;

/** Small parameter sets that vary what can vary: N, levels, digits, prime sizes, secret. */
public final class TestParameters {
  private TestParameters() {}

  /** The table. */
  public static Stream<Parameters> table() {
    return Stream.of(oneDigitOfOnePrime(), pairs(), unevenDigits(), sixtyBit(), sparseSecret());
  }

  /** N = 2^10, 3 levels, digits of one prime. */
  public static Parameters oneDigitOfOnePrime() {
    return small(10).q(49, 1).q(40, 3).p(55, 1).digitSize(1).logScale(40).build();
  }

  /** N = 2^11, 5 levels, digits of two primes. */
  public static Parameters pairs() {
    return small(11).q(49, 1).q(40, 5).p(49, 2).digitSize(2).logScale(40).build();
  }

  /** N = 2^12, 6 levels, digits of three primes with a last digit of one. */
  public static Parameters unevenDigits() {
    return small(12).q(49, 1).q(45, 6).p(49, 3).digitSize(3).logScale(45).build();
  }

  /** N = 2^10, 4 levels, primes of 56 to 60 bits. */
  public static Parameters sixtyBit() {
    return small(10).q(60, 1).q(56, 4).p(60, 3).digitSize(2).logScale(56).build();
  }

  /** N = 2^13, 4 levels, a secret of weight 64. */
  public static Parameters sparseSecret() {
    return small(13)
        .q(49, 1)
        .q(40, 4)
        .p(49, 2)
        .digitSize(2)
        .logScale(40)
        .secret(new SecretDistribution.FixedWeight(64))
        .build();
  }

  /** {@link #oneDigitOfOnePrime} with digits of two primes and OpenFHE's uncorrected rounding. */
  public static Parameters openFheRounding() {
    return small(10)
        .q(49, 1)
        .q(40, 3)
        .p(49, 2)
        .digitSize(2)
        .logScale(40)
        .rounding(Rounding.OPENFHE)
        .build();
  }

  private static ParametersBuilder small(int logDegree) {
    return Parameters.builder().logDegree(logDegree).insecureForTesting();
  }
}
