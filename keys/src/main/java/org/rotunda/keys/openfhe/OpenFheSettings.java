package org.rotunda.keys.openfhe;

import org.rotunda.ckks.params.ParameterException;

/**
 * What a program chooses when it makes an OpenFHE context for CKKS with hybrid key switching;
 * everything else about the context follows from it, see {@link PrimeRules} and {@link
 * ScalingFactors}.
 *
 * @param logDegree log2 N, 3 to 17: SetRingDim
 * @param depth levels of multiplication, 0 to {@value #MAX_DEPTH}: SetMultiplicativeDepth
 * @param scaleBits log2 of the nominal scale, 14 to 59: SetScalingModSize
 * @param firstBits size of the first modulus, from scaleBits to 60: SetFirstModSize
 * @param digits digits of key switching, at least 1: SetNumLargeDigits
 * @param technique one of the four that have one prime a level: SetScalingTechnique
 * @param secret how secrets are drawn: SetSecretKeyDist
 */
public record OpenFheSettings(
    int logDegree,
    int depth,
    int scaleBits,
    int firstBits,
    int digits,
    ScalingTechnique technique,
    SecretDistributionCode secret) {
  /** With which a chain has as many primes as are read, one of them an extra one. */
  public static final int MAX_DEPTH = DcrtParameters.MAX_TOWERS - 2;

  /**
   * Checks the ranges.
   *
   * @throws ParameterException if a value is out of its range
   */
  public OpenFheSettings {
    range("log2 N", logDegree, 3, 17);
    range("The depth", depth, 0, MAX_DEPTH);
    range("log2 of the scale", scaleBits, 14, 59);
    range("The size of the first modulus", firstBits, scaleBits, 60);
    range("The number of digits", digits, 1, depth + 2);
    if (!technique.hasOnePrimePerLevel()) {
      throw new ParameterException(
          "The scaling technique must be FIXEDMANUAL, FIXEDAUTO, FLEXIBLEAUTO or FLEXIBLEAUTOEXT, but is %s."
              .formatted(technique));
    }
  }

  private static void range(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          "%s must be between %d and %d, but is %d.".formatted(what, least, most, value));
    }
  }

  /** The number of digits that OpenFHE takes when none is set. */
  public static int defaultDigits(int depth) {
    if (depth > 3) {
      return 3;
    }
    return depth > 0 ? 2 : 1;
  }

  /** N. */
  public int degree() {
    return 1 << logDegree;
  }
}
