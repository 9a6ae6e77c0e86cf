package org.rotunda.keys.openfhe;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.Modulus;

/** Makes the context that OpenFHE 1.5 makes of the same settings. */
public final class OpenFheContexts {
  /** Feature bits: encryption, key switching, leveled and advanced evaluation. */
  private static final long FEATURES = 0x01 | 0x02 | 0x08 | 0x10;

  private static final long NO_SECURITY_CHECK = 6;
  private static final long CLASSICAL_128 = 0;
  private static final float SIGMA = 3.19f;

  private OpenFheContexts() {}

  /**
   * The context.
   *
   * @param slots the batch size
   * @param security what the parameters are to be checked against
   */
  public static OpenFheContext of(OpenFheSettings settings, int slots, Security security) {
    Parameters parameters = OpenFheParameters.of(settings, security);
    boolean extra = settings.technique() == ScalingTechnique.FLEXIBLEAUTOEXT;
    return new OpenFheContext(
        new CkksParameters(
            new RlweParameters(
                chain(parameters.degree(), parameters.q()),
                new EncodingParameters(settings.scaleBits(), 0, 0, 0, 0, slots),
                SIGMA,
                36,
                1,
                0,
                0,
                settings.depth(),
                0,
                0,
                0,
                2,
                settings.secret(),
                0,
                1,
                0,
                0,
                security == Security.BITS_128 ? CLASSICAL_128 : NO_SECURITY_CHECK,
                0,
                30,
                1,
                1),
            KeySwitchTechnique.HYBRID,
            settings.technique(),
            0,
            1,
            settings.digits(),
            PrimeRules.SPECIAL_BITS,
            extra ? 20 : 0,
            3,
            1,
            Long.SIZE,
            0),
        new Scheme(Optional.empty(), FEATURES));
  }

  /** The residue number system of some primes, with the roots of unity that OpenFHE takes. */
  static DcrtParameters chain(int degree, List<Long> primes) {
    return chain(degree, primes.stream().map(prime -> tower(degree, new Modulus(prime))));
  }

  /** The residue number system of some towers. */
  static DcrtParameters chain(int degree, Stream<NativeParameters> towers) {
    List<NativeParameters> list = towers.toList();
    BigInteger product =
        list.stream()
            .map(tower -> tower.element().modulus())
            .reduce(BigInteger.ONE, BigInteger::multiply);
    return new DcrtParameters(element(degree, product, BigInteger.ZERO), list);
  }

  private static NativeParameters tower(int degree, Modulus q) {
    return new NativeParameters(
        element(
            degree,
            BigInteger.valueOf(q.value()),
            BigInteger.valueOf(q.smallestRootOfUnity(2 * degree))));
  }

  private static ElementParameters element(int degree, BigInteger modulus, BigInteger root) {
    return new ElementParameters(
        2L * degree, degree, modulus, root, BigInteger.ZERO, BigInteger.ZERO);
  }
}
