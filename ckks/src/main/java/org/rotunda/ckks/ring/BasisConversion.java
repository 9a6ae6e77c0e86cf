package org.rotunda.ckks.ring;

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
  /** Entries converted together: those of all inputs stay in the second-level cache. */
  private static final int PIECE = 1 << 12;

  private final RnsBasis source;
  private final RnsBasis target;
  private final ConversionTable table;

  /**
   * Prepares a conversion.
   *
   * @param source the basis of D, at most 63 primes
   * @param target the primes to convert to
   */
  public BasisConversion(RnsBasis source, RnsBasis target, Rounding rounding) {
    this.source = source;
    this.target = target;
    this.table =
        new ConversionTable(
            IntStream.range(0, source.size()).mapToObj(source::modulus).toList(),
            IntStream.range(0, target.size()).mapToObj(target::modulus).toList(),
            rounding);
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
   * Converts a polynomial.
   *
   * @param values limbs in NTT form, in the order of {@link #source}
   * @param out one limb a target prime, in the order of {@link #target}: coefficients
   */
  public void convert(long[][] values, long[][] out, Engine engine) {
    int terms = source.size();
    try (LimbBlock limbs = LimbBlock.allocate(engine.limbs(), terms + 1, source.degree())) {
      long[][] parts = Arrays.copyOf(limbs.all(), terms);
      engine.executor().forEach(terms, i -> part(i, values[i], parts[i], engine.kernels()));
      convertParts(parts, limbs.get(terms), out, engine);
    }
  }

  /**
   * The first step: the coefficients of y_i from the values modulo the source prime i.
   *
   * @param out may be {@code values}
   */
  public void part(int i, long[] values, long[] out, Kernels kernels) {
    kernels.inverseNtt(values, table.inverseCofactor(i), out, source.ring(i));
  }

  /**
   * The second step.
   *
   * @param parts the coefficients of all y_i
   * @param scratch a limb that is overwritten
   * @param out as in {@link #convert}
   */
  public void convertParts(long[][] parts, long[] scratch, long[][] out, Engine engine) {
    int degree = source.degree();
    int piece = Math.min(degree, PIECE);
    engine
        .executor()
        .forEach(
            degree / piece,
            i ->
                engine
                    .kernels()
                    .convertBasis(parts, table, out, i * piece, (i + 1) * piece, scratch));
  }
}
