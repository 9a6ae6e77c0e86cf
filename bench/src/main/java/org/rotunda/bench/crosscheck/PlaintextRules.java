package org.rotunda.bench.crosscheck;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.keys.openfhe.OpenFheConverter;

/** Rules about encoded plaintexts. */
final class PlaintextRules {
  /** What coefficients may have more than the scale times the largest value. */
  private static final int SPARE_BITS = 8;

  private PlaintextRules() {}

  static List<Rule> rules() {
    return List.of(
        ntt(EncodedVariable.X),
        ntt(EncodedVariable.Y),
        EncoderRule.of(EncodedVariable.X),
        EncoderRule.of(EncodedVariable.Y));
  }

  private static Rule ntt(EncodedVariable variable) {
    return new Rule(
        "NTT of " + variable.name(),
        List.of(variable.plaintext()),
        evidence -> ntt(evidence, variable));
  }

  /**
   * The values transform back to one small integer polynomial modulo all primes, which transforms
   * to the values.
   */
  private static Finding ntt(Evidence evidence, EncodedVariable variable) throws IOException {
    String name = variable.plaintext();
    OpenFheConverter converter = evidence.converter();
    RingArithmetic arithmetic = new RingArithmetic(evidence.engine());
    NttPoly values = converter.polynomials().toRotunda(evidence.plaintext(name));
    CoeffPoly residues = arithmetic.toCoeff(values);
    BigInteger[] coefficients = BigCoefficients.of(residues);
    double scale =
        converter.scalingFactors().fresh(converter.otherLevel(residues.basis().size() - 1));
    double size = Math.max(1, variable.expected(evidence).largest());
    int bits = Math.getExponent(scale * size) + SPARE_BITS;
    for (int k = 0; k < coefficients.length; k++) {
      if (coefficients[k].bitLength() > bits) {
        return new Finding.Difference(
            "%s, coefficient %d: at most %d bits are expected, but it has %d"
                .formatted(name, k, bits, coefficients[k].bitLength()));
      }
    }
    return Comparison.of(name, arithmetic.toNtt(lift(coefficients, residues.basis())), values);
  }

  private static CoeffPoly lift(BigInteger[] coefficients, RnsBasis basis) {
    return new CoeffPoly(
        basis,
        LimbBlock.onHeap(
            IntStream.range(0, basis.size())
                .mapToObj(
                    i ->
                        IntStream.range(0, basis.degree())
                            .mapToLong(k -> basis.modulus(i).reduce(coefficients[k]))
                            .toArray())
                .toArray(long[][]::new)));
  }
}
