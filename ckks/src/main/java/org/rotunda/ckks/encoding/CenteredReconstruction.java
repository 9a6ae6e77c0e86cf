package org.rotunda.ckks.encoding;

import java.math.BigInteger;
import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * The centered integers behind residues, as doubles.
 *
 * <p>Messages are far smaller than Q, so a candidate is made of the first one or two primes and
 * accepted when all other residues agree with it: by the Chinese remainder theorem it is then the
 * centered representative. The rest goes through big integers.
 */
final class CenteredReconstruction {
  private final RnsBasis basis;
  private final int candidatePrimes;
  private final long inverse;
  private final BigInteger product;
  private final BigInteger[] cofactors;

  CenteredReconstruction(RnsBasis basis) {
    this.basis = basis;
    this.candidatePrimes = Math.min(basis.size(), 2);
    this.inverse =
        candidatePrimes == 2
            ? basis.modulus(1).inverse(basis.modulus(1).reduceWord(basis.modulus(0).value()))
            : 0;
    this.product = basis.product();
    this.cofactors = new BigInteger[basis.size()];
    for (int i = 0; i < cofactors.length; i++) {
      Modulus q = basis.modulus(i);
      BigInteger cofactor = product.divide(BigInteger.valueOf(q.value()));
      cofactors[i] = cofactor.multiply(BigInteger.valueOf(q.inverse(q.reduce(cofactor))));
    }
  }

  /** Writes every gap-th coefficient. */
  void toDouble(CoeffPoly poly, int gap, double[] out) {
    long[] residues = new long[basis.size()];
    for (int i = 0; i < out.length; i++) {
      for (int k = 0; k < residues.length; k++) {
        residues[k] = poly.limb(k)[i * gap];
      }
      out[i] = toDouble(residues);
    }
  }

  private double toDouble(long[] residues) {
    Modulus q0 = basis.modulus(0);
    long low = q0.centered(residues[0]);
    long digit = 0;
    if (candidatePrimes == 2) {
      // x = low + q0 * digit with |low| < q0/2 and |digit| < q1/2, which is centered modulo q0 q1.
      Modulus q1 = basis.modulus(1);
      long difference = q1.subtract(residues[1], q1.reduceSigned(low));
      digit = q1.centered(q1.multiply(difference, inverse));
    }
    for (int k = candidatePrimes; k < residues.length; k++) {
      Modulus q = basis.modulus(k);
      long expected =
          q.add(q.reduceSigned(low), q.multiply(q.reduceWord(q0.value()), q.reduceSigned(digit)));
      if (expected != residues[k]) {
        return bigToDouble(residues);
      }
    }
    return low + (double) q0.value() * digit;
  }

  private double bigToDouble(long[] residues) {
    BigInteger x = BigInteger.ZERO;
    for (int k = 0; k < residues.length; k++) {
      x = x.add(cofactors[k].multiply(BigInteger.valueOf(residues[k])));
    }
    x = x.mod(product);
    return (x.shiftLeft(1).compareTo(product) > 0 ? x.subtract(product) : x).doubleValue();
  }
}
