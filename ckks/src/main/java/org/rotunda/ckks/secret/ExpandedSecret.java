package org.rotunda.ckks.secret;

import java.util.Arrays;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;

/** The secret in NTT form modulo the primes of a basis, wiped when closed. */
final class ExpandedSecret implements AutoCloseable {
  private final NttPoly poly;

  ExpandedSecret(
      CkksContext context, Engine engine, SecretKey key, RnsBasis basis, SecretKeyAccess access) {
    if (!Arrays.equals(context.parameters().digest(), key.parameters().digest())) {
      throw new IllegalArgumentException(
          "The secret key belongs to parameters %s, but these are parameters %s; use the key set's own parameters."
              .formatted(key.parameters().shortDigest(), context.parameters().shortDigest()));
    }
    RingArithmetic arithmetic = new RingArithmetic(engine.wiping());
    long[] coefficients = key.coefficients(access);
    try (CoeffPoly lifted = arithmetic.lift(coefficients, basis)) {
      this.poly = arithmetic.toNtt(lifted);
    } finally {
      Arrays.fill(coefficients, 0);
    }
  }

  NttPoly poly() {
    return poly;
  }

  @Override
  public void close() {
    poly.close();
  }
}
