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

  private static Finding encoder(Evidence evidence, String name, IntToDoubleFunction convention)
      throws IOException {
    OpenFheConverter converter = evidence.converter();
    Plaintext there = converter.plaintext(evidence.plaintext(name), slots(evidence));
    Encoder encoder = new Encoder(converter.ckks(), evidence.engine());
    ComplexVector inputs = inputs(encoder.decode(there), convention);
    RingArithmetic arithmetic = new RingArithmetic(evidence.engine());
    List<BigInteger> theirs = List.of(BigCoefficients.of(arithmetic.toCoeff(there.poly())));
    Plaintext here = encoder.encode(inputs, there.level(), there.scale());
    List<BigInteger> ours = List.of(BigCoefficients.of(arithmetic.toCoeff(here.poly())));
    int excess = Math.getExponent(there.scale()) - MAX_EXACT_BITS;
    if (excess <= 0) {
      return apart(name, "", ours, theirs, BigInteger.ONE, BigInteger.ONE);
    }
    Finding reproduced =
        reproduced(name, inputs, there.scale(), theirs, evidence.parameters().degree());
    return reproduced instanceof Finding.Agreement
        ? reproduced
        : apart(
            name,
            ": its scale is beyond the precision of doubles",
            ours,
            theirs,
            BigInteger.ONE,
            tolerance(there.slots(), excess));
  }

  /** With OpenFHE's order of operations, compiled with fused operations or without. */
  private static Finding reproduced(
      String name, ComplexVector inputs, double scale, List<BigInteger> theirs, int degree) {
    for (boolean fused : new boolean[] {true, false}) {
      OpenFheEncoding.Encoded here = new OpenFheEncoding(degree, fused).encode(inputs, scale);
      String how = ", in OpenFHE's order of operations and steps of " + here.step();
      Finding finding = apart(name, how, here.coefficients(), theirs, here.step(), BigInteger.ONE);
      if (finding instanceof Finding.Agreement) {
        return finding;
      }
    }
    return new Finding.Difference("%s: the low bits of sines differ".formatted(name));
  }

  /** log2(2 slots) roundings of a number as large as the scale. */
  private static BigInteger tolerance(int slots, int excess) {
    return BigInteger.valueOf(Integer.numberOfTrailingZeros(slots) + 1L).shiftLeft(excess);
  }

  private static Finding apart(
      String name,
      String how,
      List<BigInteger> ours,
      List<BigInteger> theirs,
      BigInteger step,
      BigInteger most) {
    BigInteger largest = BigInteger.ZERO;
    for (int k = 0; k < ours.size(); k++) {
      BigInteger difference = ours.get(k).subtract(theirs.get(k)).abs().divide(step);
      if (difference.compareTo(most) > 0) {
        return new Finding.Difference(
            "%s, coefficient %d: %d here, %d in OpenFHE; at most %d apart is expected"
                .formatted(name, k, ours.get(k), theirs.get(k), step.multiply(most)));
      }
      largest = largest.max(difference);
    }
    return new Finding.Agreement(
        "largest difference of a coefficient %d of at most %d%s".formatted(largest, most, how));
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
}
