package org.rotunda.keys.openfhe;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.HalfAddition;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * Sums and products with real constants as OpenFHE forms them at every scale degree, which is the
 * number of scales in a ciphertext: residue by residue what its EvalAdd and EvalMult give.
 */
public final class OpenFheConstants {
  private final OpenFheConverter converter;
  private final Evaluator evaluator;
  private final RingArithmetic arithmetic;

  /** For the ciphertexts of a converter's context, as an OpenFHE built for the machine. */
  public OpenFheConstants(OpenFheConverter converter) {
    this(converter, HalfAddition.FUSED);
  }

  /**
   * For the ciphertexts of a converter's context.
   *
   * @param halves how OpenFHE was compiled to round factors
   */
  public OpenFheConstants(OpenFheConverter converter, HalfAddition halves) {
    this.converter = converter;
    this.evaluator =
        new Evaluator(converter.ckks(), converter.engine(), EvaluationKeys.none(), halves);
    this.arithmetic = new RingArithmetic(converter.engine());
  }

  /**
   * x plus a constant in every slot. OpenFHE rounds the constant at one scale and multiplies by the
   * rounded scale for each further one; where a level has an extra modulus, it rounds once at the
   * whole scale.
   *
   * @param scaleDegree the scale degree that OpenFHE notes on x, from 1 to one more than the primes
   *     of Q
   * @throws MismatchException if the scale degree is another
   */
  public Ciphertext add(Ciphertext x, double constant, long scaleDegree) {
    ScalingFactors factors = converter.scalingFactors();
    if (scaleDegree < 1 || scaleDegree > factors.levels() + 1) {
      throw new MismatchException(
          "The scale degree of a ciphertext is between 1 and %d here, but is %d."
              .formatted(factors.levels() + 1, scaleDegree));
    }
    int level = converter.otherLevel(x.level());
    boolean once = factors.freshDegree(level) == 2;
    NttPoly summand = rounded(constant, once ? factors.fresh(level) : factors.scale(level), x);
    BigInteger scale = rounded(factors.scale(level));
    for (int i = 1; i < scaleDegree && !once; i++) {
      RnsBasis basis = summand.basis();
      summand = arithmetic.multiplyScalar(summand, limb -> basis.modulus(limb).reduce(scale));
    }
    List<NttPoly> components = new ArrayList<>(x.components());
    components.set(0, arithmetic.add(x.component(0), summand));
    return new Ciphertext(components, x.scale(), x.slots());
  }

  /** x times a constant in every slot; the automatic techniques rescale x first. */
  public Ciphertext multiply(Ciphertext x, double constant) {
    double scale = converter.scalingFactors().scale(converter.otherLevel(x.level()));
    return evaluator.multiplyConstant(x, constant, 0, scale);
  }

  /** A constant at a scale, over the primes of a ciphertext. */
  private NttPoly rounded(double constant, double scale, Ciphertext like) {
    RnsBasis basis = like.component(0).basis();
    Ciphertext zero =
        new Ciphertext(
            List.of(zero(basis), zero(basis)), scale, converter.ckks().parameters().slots());
    return evaluator.addConstant(zero, constant, 0).component(0);
  }

  private static NttPoly zero(RnsBasis basis) {
    return new NttPoly(basis, LimbBlock.onHeap(new long[basis.size()][basis.degree()]));
  }

  /** Half is added in double precision, and the fraction cut off. */
  private static BigInteger rounded(double scale) {
    return new BigDecimal(scale + 0.5).toBigInteger();
  }
}
