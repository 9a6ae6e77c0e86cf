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
  /** The weight of OpenFHE's sparse secrets; of N if that is less. */
  private static final int SPARSE_WEIGHT = 192;

  private OpenFheParameters() {}

  /**
   * The parameters that settings lead to.
   *
   * @param security what they are to be checked against
   * @throws UnsupportedContextException if there are more primes or digits than are supported, or
   *     the secret is not ternary
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
   * @throws UnsupportedContextException if the context is not one of CKKS with hybrid key
   *     switching, one prime a level, at most {@link Parameters#MAX_PRIMES} primes of Q and {@link
   *     Parameters#MAX_DIGITS} digits, and a ternary secret
   * @throws ParameterException if it is malformed or insecure
   */
  public static Parameters of(OpenFheContext context, Security security) {
    CkksParameters ckks = context.parameters();
    RlweParameters rlwe = ckks.rlwe();
    if (ckks.keySwitching() != KeySwitchTechnique.HYBRID) {
      throw new UnsupportedContextException(
          "Only contexts with HYBRID key switching are converted, but this one has %s."
              .formatted(ckks.keySwitching()));
    }
    if (ckks.compositeDegree() != 1 || ckks.specialPrimeBits() != PrimeRules.SPECIAL_BITS) {
      throw new UnsupportedContextException(
          "Only contexts with one prime a level and special primes of 60 bits are converted, but this one has %d and %d."
              .formatted(ckks.compositeDegree(), ckks.specialPrimeBits()));
    }
    if (!ckks.scaling().hasOnePrimePerLevel()) {
      throw new UnsupportedContextException(
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
    supported("primes of Q", q.size(), Parameters.MAX_PRIMES);
    supported("digits", digits, Parameters.MAX_DIGITS);
    return new Parameters(
        logDegree,
        q,
        PrimeRules.p(q, digits, 1 << logDegree),
        PrimeRules.digitSize(q.size(), digits),
        logScale,
        distribution(secret, 1 << logDegree),
        Rounding.OPENFHE,
        security);
  }

  private static void supported(String what, int count, int most) {
    if (count > most) {
      throw new UnsupportedContextException(
          "Contexts with at most %d %s are converted, but this one has %d; use one with fewer."
              .formatted(most, what, count));
    }
  }

  private static SecretDistribution distribution(SecretDistributionCode code, int degree) {
    return switch (code) {
      case UNIFORM_TERNARY -> new SecretDistribution.UniformTernary();
      case SPARSE_TERNARY, SPARSE_ENCAPSULATED ->
          new SecretDistribution.FixedWeight(Math.min(SPARSE_WEIGHT, degree));
      case GAUSSIAN ->
          throw new UnsupportedContextException(
              "Contexts with ternary secrets are converted, but this one has GAUSSIAN ones; use one"
                  + " with UNIFORM_TERNARY.");
    };
  }
}
