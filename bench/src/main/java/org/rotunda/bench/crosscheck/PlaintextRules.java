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
  private PlaintextRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule("NTT of x", List.of("pt_x"), evidence -> ntt(evidence, "pt_x")),
        new Rule("NTT of y", List.of("pt_y"), evidence -> ntt(evidence, "pt_y")),
        EncoderRule.of("x", (i, slots) -> 0.25 + i / (2.0 * slots)),
        EncoderRule.of("y", (i, slots) -> 1.0 / (i + 2)));
  }

  /**
   * The values transform back to one small integer polynomial modulo all primes, which transforms
   * to the values.
   */
  private static Finding ntt(Evidence evidence, String name) throws IOException {
    OpenFheConverter converter = evidence.converter();
    RingArithmetic arithmetic = new RingArithmetic(evidence.engine());
    NttPoly values = converter.polynomials().toRotunda(evidence.plaintext(name));
    CoeffPoly residues = arithmetic.toCoeff(values);
    BigInteger[] coefficients = BigCoefficients.of(residues);
    double scale =
        converter.scalingFactors().fresh(converter.otherLevel(residues.basis().size() - 1));
    int bits = Math.getExponent(scale) + 8;
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
