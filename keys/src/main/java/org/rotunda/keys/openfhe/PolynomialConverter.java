package org.rotunda.keys.openfhe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.keys.openfhe.archive.Words;

/**
 * Polynomials of one context, both ways. Both sides hold values at the same roots in the same
 * order, so residues are taken over as they are; arrays are shared, not copied.
 */
public final class PolynomialConverter {
  private final CkksContext context;
  private final RingArithmetic arithmetic;
  private final DcrtParameters chain;
  private final List<NativeParameters> towers;

  PolynomialConverter(CkksContext context, Engine engine, DcrtParameters chain) {
    Parameters parameters = context.parameters();
    this.context = context;
    this.arithmetic = new RingArithmetic(engine);
    this.chain = chain;
    this.towers = new ArrayList<>(chain.towers());
    this.towers.addAll(OpenFheContexts.chain(parameters.degree(), parameters.p()).towers());
  }

  /**
   * A polynomial of OpenFHE modulo q_0 .. q_level, at the level that its number of towers tells.
   *
   * @throws MismatchException if it is not a polynomial of this context
   */
  public NttPoly toRotunda(OpenFhePolynomial polynomial) {
    int count = polynomial.towers().size();
    int most = context.parameters().maxLevel() + 1;
    if (count < 1 || count > most) {
      throw new MismatchException(
          "A polynomial over Q has 1 to %d towers, but this one has %d.".formatted(most, count));
    }
    return toRotunda(polynomial, context.ring().basisQ(count - 1));
  }

  /**
   * A polynomial of OpenFHE over a given basis.
   *
   * @throws MismatchException if it is not a polynomial over these primes
   */
  public NttPoly toRotunda(OpenFhePolynomial polynomial, RnsBasis basis) {
    if (!polynomial.parameters().equals(chain(basis))) {
      throw new MismatchException(
          "A polynomial over the primes %s is expected, but its parameters state %s or other roots; use objects of one context."
              .formatted(primes(basis), polynomial.parameters().moduli()));
    }
    if (polynomial.towers().size() != basis.size()) {
      throw new MismatchException(
          "A polynomial over %d primes has as many towers, but this one has %d."
              .formatted(basis.size(), polynomial.towers().size()));
    }
    long[][] limbs = new long[basis.size()][];
    for (int i = 0; i < limbs.length; i++) {
      limbs[i] = limb(polynomial.towers().get(i), polynomial.form(), basis, i);
    }
    LimbBlock block = LimbBlock.onHeap(limbs);
    return switch (polynomial.form()) {
      case EVALUATION -> new NttPoly(basis, block);
      case COEFFICIENT -> arithmetic.toNtt(new CoeffPoly(basis, block));
    };
  }

  private long[] limb(Tower tower, PolynomialForm form, RnsBasis basis, int i) {
    long q = basis.modulus(i).value();
    if (tower.modulus() != q
        || tower.form() != form
        || !tower.parameters().equals(towers.get(basis.primeIndex(i)))) {
      throw new MismatchException(
          "Tower %d should be modulo %d in %s form with the smallest root of unity, but states modulus %s, %s and %s."
              .formatted(
                  i,
                  q,
                  form,
                  Long.toUnsignedString(tower.modulus()),
                  tower.form(),
                  tower.parameters()));
    }
    long[] values = tower.values().array();
    if (values.length != basis.degree()) {
      throw new MismatchException(
          "Tower %d should have N = %d entries, but has %d."
              .formatted(i, basis.degree(), values.length));
    }
    for (int k = 0; k < values.length; k++) {
      if (Long.compareUnsigned(values[k], q) >= 0) {
        throw new MismatchException(
            "Entry %d of tower %d should be below %d, but is %s."
                .formatted(k, i, q, Long.toUnsignedString(values[k])));
      }
    }
    return values;
  }

  /** A polynomial of Rotunda as OpenFHE holds it, in EVALUATION form. */
  public OpenFhePolynomial toOpenFhe(NttPoly poly) {
    RnsBasis basis = poly.basis();
    List<Tower> limbs =
        IntStream.range(0, basis.size())
            .mapToObj(
                i ->
                    new Tower(
                        Words.of(poly.limb(i)),
                        basis.modulus(i).value(),
                        PolynomialForm.EVALUATION,
                        towers.get(basis.primeIndex(i))))
            .toList();
    return new OpenFhePolynomial(limbs, PolynomialForm.EVALUATION, chain(basis));
  }

  private DcrtParameters chain(RnsBasis basis) {
    if (basis.equals(context.ring().basisQ(context.parameters().maxLevel()))) {
      return chain;
    }
    return OpenFheContexts.chain(
        basis.degree(),
        IntStream.range(0, basis.size()).map(basis::primeIndex).mapToObj(towers::get));
  }

  private static List<Long> primes(RnsBasis basis) {
    return IntStream.range(0, basis.size()).mapToObj(i -> basis.modulus(i).value()).toList();
  }
}
