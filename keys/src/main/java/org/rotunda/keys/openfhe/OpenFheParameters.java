package org.rotunda.keys.openfhe;

import java.util.List;
import org.rotunda.ckks.params.ParameterException;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.SecretDistribution;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.Rounding;

/**
 * Rotunda's parameters for an OpenFHE context: its primes, its digits and its rounding, so that
 * evaluation agrees with OpenFHE bit for bit. A FLEXIBLEAUTOEXT context's extra modulus is the last
 * prime of Q, and the maximal level includes it.
 */
public final class OpenFheParameters {
  /** The weight of OpenFHE's sparse secrets. */
  private static final int SPARSE_WEIGHT = 192;

  private OpenFheParameters() {}

  /**
   * The parameters that settings lead to.
   *
   * @param security what they are to be checked against
   * @throws ParameterException if there are no such primes or digits, or the sizes are insecure
   */
  public static Parameters of(OpenFheSettings settings, Security security) {
    return of(
        settings.logDegree(),
        PrimeRules.q(settings),
        settings.digits(),
        settings.scaleBits(),
        settings.secret(),
        security);
  }

  /**
   * The parameters of a context. The primes of P are not in it and follow from those of Q.
   *
   * @param security what they are to be checked against; a context can't ask for insecurity itself
   * @throws ParameterException if the context is not one of CKKS with hybrid key switching and one
   *     prime a level, is malformed, or is insecure
   */
  public static Parameters of(OpenFheContext context, Security security) {
    CkksParameters ckks = context.parameters();
    RlweParameters rlwe = ckks.rlwe();
    if (ckks.keySwitching() != KeySwitchTechnique.HYBRID) {
      throw new ParameterException(
          "Only contexts with HYBRID key switching are converted, but this one has %s."
              .formatted(ckks.keySwitching()));
    }
    if (ckks.compositeDegree() != 1 || ckks.specialPrimeBits() != PrimeRules.SPECIAL_BITS) {
      throw new ParameterException(
          "Only contexts with one prime a level and special primes of 60 bits are converted, but this one has %d and %d."
              .formatted(ckks.compositeDegree(), ckks.specialPrimeBits()));
    }
    if (!ckks.scaling().hasOnePrimePerLevel()) {
      throw new ParameterException(
          "Only contexts of FIXEDMANUAL, FIXEDAUTO, FLEXIBLEAUTO and FLEXIBLEAUTOEXT are converted, but this one is of %s."
              .formatted(ckks.scaling()));
    }
    ElementParameters ring = rlwe.elements().element();
    long degree = ring.ringDimension();
    if (Long.bitCount(degree) != 1 || ring.cyclotomicOrder() != 2 * degree) {
      throw new ParameterException(
          "The ring dimension is a power of two and half the cyclotomic order, but they are %d and %d."
              .formatted(degree, ring.cyclotomicOrder()));
    }
    return of(
        Long.numberOfTrailingZeros(degree),
        rlwe.elements().moduli(),
        bounded("The number of digits", ckks.digits()),
        bounded("log2 of the scale", rlwe.encoding().plaintextModulus()),
        rlwe.secret(),
        security);
  }

  private static int bounded(String what, long value) {
    if (value < 1 || value > DcrtParameters.MAX_TOWERS) {
      throw new ParameterException(
          "%s must be between 1 and %d, but is %s."
              .formatted(what, DcrtParameters.MAX_TOWERS, Long.toUnsignedString(value)));
    }
    return (int) value;
  }

  private static Parameters of(
      int logDegree,
      List<Long> q,
      int digits,
      int logScale,
      SecretDistributionCode secret,
      Security security) {
    if (logDegree > 17 || q.isEmpty()) {
      throw new ParameterException(
          "A context has N of at most 2^17 and at least one prime, but this one has N = 2^%d and %d primes."
              .formatted(logDegree, q.size()));
    }
    return new Parameters(
        logDegree,
        q,
        PrimeRules.p(q, digits, 1 << logDegree),
        PrimeRules.digitSize(q.size(), digits),
        logScale,
        distribution(secret),
        Rounding.OPENFHE,
        security);
  }

  private static SecretDistribution distribution(SecretDistributionCode code) {
    return switch (code) {
      case UNIFORM_TERNARY -> new SecretDistribution.UniformTernary();
      case SPARSE_TERNARY, SPARSE_ENCAPSULATED -> new SecretDistribution.FixedWeight(SPARSE_WEIGHT);
      case GAUSSIAN ->
          throw new ParameterException(
              "Gaussian secrets are not converted; use a context with ternary ones.");
    };
  }
}
