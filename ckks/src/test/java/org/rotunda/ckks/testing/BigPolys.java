package org.rotunda.ckks.testing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;

/** Polynomials by big integer coefficients, what residue arithmetic is compared with. */
public final class BigPolys {
  private BigPolys() {}

  /** Uniform coefficients in [0, product of the basis). */
  public static List<BigInteger> random(RnsBasis basis, long seed) {
    Random random = new Random(seed);
    BigInteger product = basis.product();
    List<BigInteger> coefficients = new ArrayList<>();
    for (int i = 0; i < basis.degree(); i++) {
      coefficients.add(new BigInteger(product.bitLength() + 64, random).mod(product));
    }
    return coefficients;
  }

  /** The residues of the coefficients in NTT form. */
  public static NttPoly toNtt(
      List<BigInteger> coefficients, RnsBasis basis, RingArithmetic arithmetic) {
    long[][] limbs = new long[basis.size()][basis.degree()];
    for (int k = 0; k < limbs.length; k++) {
      for (int i = 0; i < limbs[k].length; i++) {
        limbs[k][i] = basis.modulus(k).reduce(coefficients.get(i));
      }
    }
    return arithmetic.toNtt(new CoeffPoly(basis, LimbBlock.onHeap(limbs)));
  }

  /** The centered integers behind the residues. */
  public static List<BigInteger> centered(NttPoly poly, RingArithmetic arithmetic) {
    RnsBasis basis = poly.basis();
    CoeffPoly coefficients = arithmetic.toCoeff(poly);
    BigInteger product = basis.product();
    List<BigInteger> out = new ArrayList<>();
    for (int i = 0; i < basis.degree(); i++) {
      BigInteger x = BigInteger.ZERO;
      for (int k = 0; k < basis.size(); k++) {
        BigInteger q = BigInteger.valueOf(basis.modulus(k).value());
        BigInteger cofactor = product.divide(q);
        x =
            x.add(
                cofactor
                    .multiply(cofactor.modInverse(q))
                    .multiply(BigInteger.valueOf(coefficients.limb(k)[i])));
      }
      out.add(centered(x, product));
    }
    return out;
  }

  /** The representative of x in [-modulus/2, modulus/2). */
  public static BigInteger centered(BigInteger x, BigInteger modulus) {
    BigInteger residue = x.mod(modulus);
    return residue.shiftLeft(1).compareTo(modulus) > 0 ? residue.subtract(modulus) : residue;
  }
}
