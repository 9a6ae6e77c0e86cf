package org.rotunda.bench.crosscheck;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.keys.openfhe.OpenFheConverter;

/** Rules about encoded plaintexts. */
final class PlaintextRules {
  /** Scales up to this are within the precision of doubles. */
  private static final int MAX_EXACT_BITS = 52;

  /** Values that agree to so much are those of the convention. */
  private static final double RECOGNISED = 0x1p-20;

  private PlaintextRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule("NTT of x", List.of("pt_x"), evidence -> ntt(evidence, "pt_x")),
        new Rule("NTT of y", List.of("pt_y"), evidence -> ntt(evidence, "pt_y")),
        new Rule(
            "encoder on x",
            List.of("pt_x"),
            evidence -> {
              double slots = slots(evidence);
              return encoder(evidence, "pt_x", i -> 0.25 + i / (2 * slots));
            }),
        new Rule(
            "encoder on y",
            List.of("pt_y"),
            evidence -> encoder(evidence, "pt_y", i -> 1.0 / (i + 2))));
  }

  private static int slots(Evidence evidence) throws IOException {
    return Math.toIntExact(evidence.context().parameters().rlwe().encoding().batchSize());
  }

  /**
   * The values transform back to one small integer polynomial modulo all primes, which transforms to the
   * values.
   */
  private static Finding ntt(Evidence evidence, String name) throws IOException {
    OpenFheConverter converter = evidence.converter();
    RingArithmetic arithmetic = new RingArithmetic(evidence.engine());
    NttPoly values = converter.polynomials().toRotunda(evidence.plaintext(name));
    CoeffPoly residues = arithmetic.toCoeff(values);
    BigInteger[] coefficients = BigCoefficients.of(residues);
    double scale = converter.scalingFactors().fresh(converter.otherLevel(residues.basis().size() - 1));
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

  private static Finding encoder(Evidence evidence, String name, IntToDoubleFunction convention)
      throws IOException {
    OpenFheConverter converter = evidence.converter();
    Plaintext there = converter.plaintext(evidence.plaintext(name), slots(evidence));
    Encoder encoder = new Encoder(converter.ckks(), evidence.engine());
    Plaintext here =
        encoder.encode(inputs(encoder.decode(there), convention), there.level(), there.scale());
    RingArithmetic arithmetic = new RingArithmetic(evidence.engine());
    BigInteger[] ours = BigCoefficients.of(arithmetic.toCoeff(here.poly()));
    BigInteger[] theirs = BigCoefficients.of(arithmetic.toCoeff(there.poly()));
    BigInteger bound = tolerance(there);
    BigInteger largest = BigInteger.ZERO;
    for (int k = 0; k < ours.length; k++) {
      BigInteger difference = ours[k].subtract(theirs[k]).abs();
      if (difference.compareTo(bound) > 0) {
        return new Finding.Difference(
            "%s, coefficient %d: %d here, %d in OpenFHE; at most %d apart is expected"
                .formatted(name, k, ours[k], theirs[k], bound));
      }
      largest = largest.max(difference);
    }
    return new Finding.Agreement(
        "largest difference of a coefficient %d of at most %d".formatted(largest, bound));
  }

  private static ComplexVector inputs(ComplexVector decoded, IntToDoubleFunction convention) {
    double[] expected = IntStream.range(0, decoded.size()).mapToDouble(convention).toArray();
    boolean recognised =
        IntStream.range(0, decoded.size())
            .allMatch(
                i ->
                    Math.abs(decoded.real(i) - expected[i]) < RECOGNISED
                        && Math.abs(decoded.imaginary(i)) < RECOGNISED);
    return recognised ? ComplexVector.ofReal(expected) : decoded;
  }

  /**
   * 1, for two roundings of almost the same number; above 2^52, where the doubles themselves are coarser,
   * log2(2 slots) roundings of a number as large as the scale.
   */
  private static BigInteger tolerance(Plaintext plaintext) {
    int excess = Math.getExponent(plaintext.scale()) - MAX_EXACT_BITS;
    if (excess <= 0) {
      return BigInteger.ONE;
    }
    int stages = Integer.numberOfTrailingZeros(plaintext.slots()) + 1;
    return BigInteger.valueOf(stages).shiftLeft(excess);
  }
}
