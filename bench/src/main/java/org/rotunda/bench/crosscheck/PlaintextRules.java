package org.rotunda.bench.crosscheck;

import java.io.IOException;
import java.math.BigDecimal;
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
import org.rotunda.keys.openfhe.MismatchException;
import org.rotunda.keys.openfhe.OpenFheConverter;

/** Rules about encoded plaintexts. */
final class PlaintextRules {
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
    long slots = evidence.context().parameters().rlwe().encoding().batchSize();
    if (Long.bitCount(slots) != 1 || slots > evidence.parameters().slots()) {
      throw new MismatchException(
          "The batch size is a power of two up to N/2 = %d, but is %d."
              .formatted(evidence.parameters().slots(), slots));
    }
    return (int) slots;
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
    ComplexVector decoded = encoder.decode(there);
    ComplexVector usual =
        ComplexVector.ofReal(IntStream.range(0, decoded.size()).mapToDouble(convention).toArray());
    boolean isUsual = isClose(decoded, usual);
    ComplexVector inputs = isUsual ? usual : decoded;
    RingArithmetic arithmetic = new RingArithmetic(evidence.engine());
    List<BigInteger> theirs = List.of(BigCoefficients.of(arithmetic.toCoeff(there.poly())));
    Plaintext here = encoder.encode(inputs, there.level(), there.scale());
    List<BigInteger> ours = List.of(BigCoefficients.of(arithmetic.toCoeff(here.poly())));
    Finding finding = apart(name, ours, theirs, BigInteger.ONE, "");
    Finding best =
        finding instanceof Finding.Difference
            ? beyondDoubles(name, inputs, there, ours, theirs)
            : finding;
    return best instanceof Finding.Agreement(String measured) && !isUsual
        ? new Finding.Agreement(measured + ", for values decoded from it: not the usual ones")
        : best;
  }

  /**
   * Where the scale is so large that rounding errors of the transform exceed 1/2: OpenFHE's very
   * operations, compiled with fused ones or without, and else what the errors allow.
   */
  private static Finding beyondDoubles(
      String name,
      ComplexVector inputs,
      Plaintext there,
      List<BigInteger> ours,
      List<BigInteger> theirs) {
    BigInteger step = BigInteger.ONE;
    for (boolean fused : new boolean[] {true, false}) {
      OpenFheEncoding.Encoded here =
          new OpenFheEncoding(there.poly().basis().degree(), fused).encode(inputs, there.scale());
      step = here.step();
      Finding finding =
          apart(
              name,
              here.coefficients(),
              theirs,
              step,
              ", the step of its coefficients, in OpenFHE's order of operations");
      if (finding instanceof Finding.Agreement) {
        return finding;
      }
    }
    return apart(
        name,
        ours,
        theirs,
        step.add(roundingErrors(inputs, there.scale())),
        ", as far as rounding of doubles may lead at a scale of 2^%d"
            .formatted(Math.getExponent(there.scale())));
  }

  /**
   * How far two transforms of n numbers in double precision may be apart. One of t = log2 n stages
   * and a twist has errors of at most (t + 1) eta, with eta = mu + gamma_4 (sqrt(2) + mu), times
   * the Euclidean norm of its result (Higham, Accuracy and Stability of Numerical Algorithms, 2002,
   * theorem 24.2); this is the root mean square of the slots, and bounds an error of a coefficient.
   * With u = 2^-53, roots of unity are off by mu of at most 10 u: their angles up to 2 pi by 8.5 u,
   * their sines and cosines by u. So eta is below 16 u.
   */
  private static BigInteger roundingErrors(ComplexVector inputs, double scale) {
    double squares = 0;
    for (int i = 0; i < inputs.size(); i++) {
      squares += inputs.real(i) * inputs.real(i) + inputs.imaginary(i) * inputs.imaginary(i);
    }
    double norm = scale * Math.sqrt(squares / inputs.size());
    int stages = Integer.numberOfTrailingZeros(inputs.size()) + 1;
    return new BigDecimal(2 * stages * Math.scalb(16 * norm, -53)).toBigInteger();
  }

  private static Finding apart(
      String name, List<BigInteger> ours, List<BigInteger> theirs, BigInteger most, String why) {
    BigInteger largest = BigInteger.ZERO;
    for (int k = 0; k < ours.size(); k++) {
      BigInteger difference = ours.get(k).subtract(theirs.get(k)).abs();
      if (difference.compareTo(most) > 0) {
        return new Finding.Difference(
            "%s, coefficient %d: %d here, %d in OpenFHE; at most %d apart is expected%s"
                .formatted(name, k, ours.get(k), theirs.get(k), most, why));
      }
      largest = largest.max(difference);
    }
    return new Finding.Agreement(
        "largest difference of a coefficient %d of at most %d%s".formatted(largest, most, why));
  }

  private static boolean isClose(ComplexVector decoded, ComplexVector usual) {
    return IntStream.range(0, decoded.size())
        .allMatch(
            i ->
                Math.abs(decoded.real(i) - usual.real(i)) < RECOGNISED
                    && Math.abs(decoded.imaginary(i)) < RECOGNISED);
  }
}
