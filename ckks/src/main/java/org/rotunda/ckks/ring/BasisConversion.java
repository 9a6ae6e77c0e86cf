package org.rotunda.ckks.ring;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Conversion of polynomials in coefficient form from one basis, with product D, to other primes
 * without big integers (Halevi, Polyakov, Shoup, "An Improved RNS Variant of the BFV Homomorphic
 * Encryption Scheme", 2018, section 2).
 *
 * <p>With y_i = [x (D/q_i)^-1] mod q_i it is x = sum y_i D/q_i - u D over the integers, where u =
 * round(sum y_i/q_i) gives the centered representative and u = 0 the {@link Rounding#OPENFHE} form.
 * The quotient is found in fixed point ({@link FixedPointQuotient}) and is one off only for x
 * within 2^-29 D times the number of source primes of +-D/2, where the neighbouring representative
 * is as good.
 */
public final class BasisConversion {
  /** Entries of all inputs that fit the second-level cache. */
  private static final int PIECE = 1 << 11;

  /** u is at most the number of source primes. */
  private static final int U_BITS = 6;

  private final RnsBasis source;
  private final RnsBasis target;
  private final Rounding rounding;
  private final long[] inverseCofactors;
  private final WeightMatrix weights;
  private final FixedPointQuotient[] quotients;

  /**
   * Prepares a conversion.
   *
   * @param source the basis of D, at most 63 primes
   * @param target the primes to convert to
   */
  public BasisConversion(RnsBasis source, RnsBasis target, Rounding rounding) {
    this.source = source;
    this.target = target;
    this.rounding = rounding;
    int terms = source.size();
    BigInteger product = source.product();
    inverseCofactors = new long[terms];
    quotients = new FixedPointQuotient[terms];
    long[][] rows = new long[target.size()][rounding == Rounding.CENTERED ? terms + 1 : terms];
    for (int i = 0; i < terms; i++) {
      Modulus q = source.modulus(i);
      BigInteger cofactor = product.divide(BigInteger.valueOf(q.value()));
      inverseCofactors[i] = q.inverse(q.reduce(cofactor));
      quotients[i] = FixedPointQuotient.of(q);
      for (int t = 0; t < target.size(); t++) {
        rows[t][i] = target.modulus(t).reduce(cofactor);
      }
    }
    if (rounding == Rounding.CENTERED) {
      for (int t = 0; t < target.size(); t++) {
        rows[t][terms] = target.modulus(t).reduce(product.negate());
      }
    }
    weights =
        new WeightMatrix(
            IntStream.range(0, terms).map(i -> source.modulus(i).bits()).reduce(U_BITS, Math::max),
            IntStream.range(0, target.size()).mapToObj(target::modulus).toList(),
            rows);
  }

  /** The basis converted from. */
  public RnsBasis source() {
    return source;
  }

  /** The primes converted to. */
  public RnsBasis target() {
    return target;
  }

  /**
   * The step shared by all targets: the y_i and, in the centered form, the quotients u as a last
   * limb.
   *
   * @param values limbs in NTT form, in the order of {@link #source}
   */
  public LimbBlock prepare(long[][] values, Engine engine) {
    return LimbBlock.filled(
        engine.limbs(), weights.inputs(), source.degree(), y -> prepare(values, engine, y));
  }

  private void prepare(long[][] values, Engine engine, LimbBlock y) {
    Kernels kernels = engine.kernels();
    int terms = source.size();
    engine
        .executor()
        .forEach(
            terms,
            i -> kernels.inverseNtt(values[i], inverseCofactors[i], y.get(i), source.ring(i)));
    if (rounding == Rounding.CENTERED) {
      kernels.roundedQuotient(Arrays.copyOf(y.all(), terms), quotients, y.get(terms));
    }
  }

  /**
   * The target limbs from what {@link #prepare} gave, in pieces whose inputs stay in the cache.
   *
   * @param out one limb a target prime, in the order of {@link #target}
   */
  public void convert(LimbBlock prepared, long[][] out, Engine engine) {
    int degree = source.degree();
    int piece = Math.min(degree, PIECE);
    long[][] y = prepared.all();
    engine
        .executor()
        .forEach(
            degree / piece,
            i -> engine.kernels().linearCombinations(y, weights, out, i * piece, (i + 1) * piece));
  }
}
