package org.rotunda.ckks.evaluation;

import java.math.BigInteger;
import java.util.Arrays;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.PrimeRing;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * Sums and products with one complex number in every slot, without encoding: re + i im is the
 * polynomial re + im X^(N/2), because X^(N/2) is i in every slot.
 */
final class Constants {
  private final CkksContext context;
  private final RingArithmetic arithmetic;
  private final ConstantRounding rounding;

  Constants(CkksContext context, RingArithmetic arithmetic, HalfAddition halves) {
    this.context = context;
    this.arithmetic = arithmetic;
    this.rounding = ConstantRounding.of(context.parameters().rounding(), halves);
  }

  NttPoly add(NttPoly poly, double re, double im, double scale) {
    BigInteger real = rounding.summand(re, scale);
    BigInteger imaginary = rounding.summand(im, scale);
    if (imaginary.signum() == 0) {
      return arithmetic.addScalar(poly, limb -> poly.basis().modulus(limb).reduce(real));
    }
    try (NttPoly constant = polynomial(poly.basis(), real, imaginary)) {
      return arithmetic.add(poly, constant);
    }
  }

  NttPoly multiply(NttPoly poly, double re, double im, double scale) {
    BigInteger real = rounding.factor(re, scale);
    BigInteger imaginary = rounding.factor(im, scale);
    if (imaginary.signum() == 0) {
      return arithmetic.multiplyScalar(poly, limb -> poly.basis().modulus(limb).reduce(real));
    }
    try (NttPoly constant = polynomial(poly.basis(), real, imaginary)) {
      return arithmetic.multiply(poly, constant);
    }
  }

  /**
   * re + im X^(N/2) in NTT form. X^(N/2) has the value psi^((N/2)(2 brv(k) + 1)) at k: psi^(N/2)
   * where brv(k) is even, which is the lower half of the indices, and its negative in the upper
   * half.
   */
  private NttPoly polynomial(RnsBasis basis, BigInteger real, BigInteger imaginary) {
    int degree = context.parameters().degree();
    LimbBlock limbs = LimbBlock.allocate(arithmetic.engine().limbs(), basis.size(), degree);
    for (int limb = 0; limb < basis.size(); limb++) {
      PrimeRing ring = basis.ring(limb);
      var q = ring.modulus();
      long re = q.reduce(real);
      long im = q.multiply(q.reduce(imaginary), q.power(ring.psi(), degree / 2));
      Arrays.fill(limbs.get(limb), 0, degree / 2, q.add(re, im));
      Arrays.fill(limbs.get(limb), degree / 2, degree, q.subtract(re, im));
    }
    return new NttPoly(basis, limbs);
  }
}
