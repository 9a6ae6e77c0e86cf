package org.rotunda.bench.crosscheck;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.keys.openfhe.OpenFheConverter;

/**
 * The rule about encoder and decoder. The plaintext's coefficients are compared with the encoding
 * of the {@linkplain ExpectedSlots values} that it is held to, which are never taken from the
 * plaintext itself. And some of its slots, decoded, are compared with its polynomial evaluated
 * exactly.
 */
final class EncoderRule {
  /** Up to this scale, times the size of values, coefficients may be 1 apart and no more. */
  private static final double STRICT_SCALE = 0x1p50;

  /** A bound for eta of {@link #transformError}, as a power of two. */
  private static final int LOG_ETA = -49;

  private static final int SLOTS_EVALUATED = 8;

  private EncoderRule() {}

  static Rule of(EncodedVariable variable) {
    return new Rule(
        "encoder on " + variable.name(),
        List.of(variable.plaintext()),
        evidence -> check(evidence, variable));
  }

  private static Finding check(Evidence evidence, EncodedVariable variable) throws IOException {
    ExpectedSlots expected = variable.expected(evidence);
    OpenFheConverter converter = evidence.converter();
    String name = variable.plaintext();
    Plaintext there = converter.plaintext(evidence.plaintext(name), converter.slots());
    Encoder encoder = new Encoder(converter.ckks(), evidence.engine());
    ComplexVector decoded = encoder.decode(there);
    List<BigInteger> theirs = coefficients(evidence, there);
    Finding decoding = decoding(name, theirs, decoded, there.scale());
    Plaintext here = encoder.encode(expected.values(), there.level(), there.scale());
    Finding encoding =
        encoding(name, expected.values(), there.scale(), coefficients(evidence, here), theirs);
    return switch (encoding) {
      case Finding.Agreement(String encoded) ->
          decoding instanceof Finding.Agreement(String slots)
              ? new Finding.Agreement("%s: %s; %s".formatted(expected.origin(), encoded, slots))
              : decoding;
      case Finding.Difference(String first) ->
          new Finding.Difference(
              "%s, for %s; if the plaintext was given other values, write them to %s.txt beside it, a slot's real and imaginary part a line"
                  .formatted(first, expected.origin(), variable.name()));
    };
  }

  private static List<BigInteger> coefficients(Evidence evidence, Plaintext plaintext) {
    RingArithmetic arithmetic = new RingArithmetic(evidence.engine());
    return List.of(BigCoefficients.of(arithmetic.toCoeff(plaintext.poly())));
  }

  /** Compares decoded slots with exact ones: the first, the last, and those in the middle. */
  static Finding decoding(
      String name, List<BigInteger> coefficients, ComplexVector decoded, double scale) {
    int[] which = evaluated(decoded.size());
    ComplexVector exact =
        new ExactEvaluation(coefficients.toArray(BigInteger[]::new)).slots(which, scale);
    // One stage more, for the conversion of coefficients to doubles.
    double most = transformError(decoded, 1);
    double largest = 0;
    for (int i = 0; i < which.length; i++) {
      int slot = which[i];
      double apart =
          Math.hypot(
              decoded.real(slot) - exact.real(i), decoded.imaginary(slot) - exact.imaginary(i));
      if (!(apart <= most)) {
        return new Finding.Difference(
            "%s, slot %d: %s + %s i decoded, %s + %s i exactly; at most %.1e apart is expected"
                .formatted(
                    name,
                    slot,
                    decoded.real(slot),
                    decoded.imaginary(slot),
                    exact.real(i),
                    exact.imaginary(i),
                    most));
      }
      largest = Math.max(largest, apart);
    }
    return new Finding.Agreement(
        "%d %s decoded within %.1e of exact values, of at most %.1e"
            .formatted(which.length, which.length == 1 ? "slot" : "slots", largest, most));
  }

  private static int[] evaluated(int slots) {
    if (slots <= SLOTS_EVALUATED) {
      return IntStream.range(0, slots).toArray();
    }
    int some = SLOTS_EVALUATED / 4;
    return IntStream.range(0, some)
        .flatMap(i -> IntStream.of(i, slots / 2 - 1 - i, slots / 2 + i, slots - 1 - i))
        .toArray();
  }

  /**
   * Compares coefficients. Where the scale is so large that rounding errors of the transform exceed
   * 1/2, OpenFHE's very operations are repeated, compiled with fused ones or without; and else what
   * the errors allow is stated.
   */
  static Finding encoding(
      String name,
      ComplexVector inputs,
      double scale,
      List<BigInteger> ours,
      List<BigInteger> theirs) {
    Finding finding = apart(name, ours, theirs, BigInteger.ONE, "");
    if (finding instanceof Finding.Agreement
        || scale * Math.max(1, norm(inputs) / Math.sqrt(inputs.size())) <= STRICT_SCALE) {
      return finding;
    }
    BigInteger step = BigInteger.ONE;
    for (boolean fused : new boolean[] {true, false}) {
      OpenFheEncoding.Encoded here =
          new OpenFheEncoding(theirs.size(), fused).encode(inputs, scale);
      step = here.step();
      finding =
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
        step.add(roundingErrors(inputs, scale)),
        ", as far as rounding of doubles may lead at a scale of 2^%d"
            .formatted(Math.getExponent(scale)));
  }

  /**
   * How far a transform of n numbers in double precision may lead from the exact one, in the
   * Euclidean norm of the n slots. One of t = log2 n stages and a twist has errors of at most (t +
   * 1) eta, with eta = mu + gamma_4 (sqrt(2) + mu), times the norm of its result (Higham, Accuracy
   * and Stability of Numerical Algorithms, 2002, theorem 24.2). With u = 2^-53, roots of unity are
   * off by mu of at most 10 u: their angles up to 2 pi by 8.5 u, their sines and cosines by u,
   * which every usual C library keeps. So eta is below 16 u.
   */
  private static double transformError(ComplexVector slots, int moreStages) {
    int stages = Integer.numberOfTrailingZeros(slots.size()) + 1 + moreStages;
    return Math.scalb(stages * norm(slots), LOG_ETA);
  }

  /** The Euclidean norm. */
  private static double norm(ComplexVector slots) {
    return Math.sqrt(
        IntStream.range(0, slots.size())
            .mapToDouble(
                i -> slots.real(i) * slots.real(i) + slots.imaginary(i) * slots.imaginary(i))
            .sum());
  }

  /**
   * How far two inverse transforms may be apart in a coefficient. The norm of all coefficients is
   * the scale times the root mean square of the slots, and so is a bound of each one's error.
   */
  private static BigInteger roundingErrors(ComplexVector inputs, double scale) {
    double both = 2 * transformError(inputs, 0) * scale / Math.sqrt(inputs.size());
    return new BigDecimal(both).toBigInteger();
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
}
