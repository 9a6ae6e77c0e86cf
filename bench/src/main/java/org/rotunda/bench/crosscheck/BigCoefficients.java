package org.rotunda.bench.crosscheck;

import java.math.BigInteger;
import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.RnsBasis;

/** The coefficients of a polynomial as integers, by the Chinese remainder theorem. */
final class BigCoefficients {
  private BigCoefficients() {}

  /** The centered coefficients. */
  static BigInteger[] of(CoeffPoly poly) {
    RnsBasis basis = poly.basis();
    BigInteger product = basis.product();
    BigInteger half = product.shiftRight(1);
    BigInteger[] weights = new BigInteger[basis.size()];
    for (int i = 0; i < weights.length; i++) {
      Modulus q = basis.modulus(i);
      BigInteger cofactor = product.divide(BigInteger.valueOf(q.value()));
      weights[i] = cofactor.multiply(BigInteger.valueOf(q.inverse(q.reduce(cofactor))));
    }
    BigInteger[] coefficients = new BigInteger[basis.degree()];
    for (int k = 0; k < coefficients.length; k++) {
      BigInteger sum = BigInteger.ZERO;
      for (int i = 0; i < weights.length; i++) {
        sum = sum.add(weights[i].multiply(BigInteger.valueOf(poly.limb(i)[k])));
      }
      BigInteger residue = sum.mod(product);
      coefficients[k] = residue.compareTo(half) > 0 ? residue.subtract(product) : residue;
    }
    return coefficients;
  }
}
