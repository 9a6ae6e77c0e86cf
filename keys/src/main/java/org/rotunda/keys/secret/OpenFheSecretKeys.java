package org.rotunda.keys.secret;

import java.util.Arrays;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.keys.openfhe.MismatchException;
import org.rotunda.keys.openfhe.OpenFheConverter;
import org.rotunda.keys.openfhe.OpenFhePolynomial;
import org.rotunda.keys.openfhe.Ownership;

/** Secret keys of OpenFHE, both ways; see {@link OpenFheConverter} for everything else. */
public final class OpenFheSecretKeys {
  private OpenFheSecretKeys() {}

  /**
   * The secret key that OpenFHE's holds modulo every prime of Q; the latter stays the caller's to
   * wipe.
   *
   * @throws MismatchException if it is not of the converter's context, or its coefficients are not
   *     -1, 0 and 1, the same modulo every prime
   */
  public static SecretKey toRotunda(
      OpenFheSecretKey key, OpenFheConverter converter, SecretKeyAccess access) {
    converter.checkOwner(key.owner());
    Parameters parameters = converter.ckks().parameters();
    RnsBasis basis = converter.ckks().ring().basisQ(parameters.maxLevel());
    RingArithmetic arithmetic = new RingArithmetic(converter.engine().wiping());
    long[] coefficients = new long[parameters.degree()];
    try (NttPoly secret = converter.polynomials().toRotunda(key.secret(), basis);
        CoeffPoly residues = arithmetic.toCoeff(secret)) {
      for (int i = 0; i < coefficients.length; i++) {
        coefficients[i] = coefficient(residues, i);
      }
      return SecretKey.of(parameters, coefficients, access);
    } finally {
      Arrays.fill(coefficients, 0);
    }
  }

  private static long coefficient(CoeffPoly residues, int i) {
    long first = residues.basis().modulus(0).centered(residues.limb(0)[i]);
    for (int limb = 0; limb < residues.basis().size(); limb++) {
      Modulus q = residues.basis().modulus(limb);
      if (Math.abs(first) > 1 || residues.limb(limb)[i] != q.reduceSigned(first)) {
        throw new MismatchException(
            "A secret key has the same coefficients -1, 0 and 1 modulo every prime, but coefficient %d modulo %d is another."
                .formatted(i, q.value()));
      }
    }
    return first;
  }

  /**
   * The secret key for OpenFHE, in clear; the caller wipes it after use.
   *
   * @param keyTag the name that its key set has there
   */
  public static OpenFheSecretKey toOpenFhe(
      SecretKey key, String keyTag, OpenFheConverter converter, SecretKeyAccess access) {
    RnsBasis basis = converter.ckks().ring().basisQ(converter.ckks().parameters().maxLevel());
    RingArithmetic arithmetic = new RingArithmetic(converter.engine().wiping());
    long[] coefficients = key.coefficients(access);
    try (CoeffPoly lifted = arithmetic.lift(coefficients, basis)) {
      OpenFhePolynomial polynomial = converter.polynomials().toOpenFhe(arithmetic.toNtt(lifted));
      return new OpenFheSecretKey(new Ownership(converter.context(), keyTag), polynomial);
    } finally {
      Arrays.fill(coefficients, 0);
    }
  }
}
