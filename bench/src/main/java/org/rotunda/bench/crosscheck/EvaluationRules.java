package org.rotunda.bench.crosscheck;

import java.io.IOException;
import java.util.List;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.HalfAddition;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.keys.openfhe.OpenFheConstants;
import org.rotunda.keys.openfhe.ScalingTechnique;

/** Rules about what is computed on ciphertexts. */
final class EvaluationRules {
  /** The constant of the folder's convention. */
  private static final double CONSTANT = 0.3;

  /** An error that exceeds so many deviations is none. */
  private static final int DEVIATIONS = 12;

  private EvaluationRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "tensor product",
            List.of("ct_x", "ct_y", "ct_mul3"),
            evidence -> Comparison.of(tensor(evidence), evidence.converted("ct_mul3"))),
        new Rule(
            "relinearisation at the full level",
            List.of("ct_mul3", "emk", "ct_mul"),
            evidence ->
                Comparison.of(
                    evidence.multiplying().relinearise(evidence.converted("ct_mul3")),
                    evidence.converted("ct_mul"))),
        new Rule(
            "rescaling",
            List.of("ct_mul", "ct_mul_rs"),
            evidence ->
                Comparison.of(
                    evidence.keyless().rescale(evidence.converted("ct_mul")),
                    evidence.converted("ct_mul_rs"))),
        new Rule(
            "square and relinearisation at a lower level",
            List.of("ct_mul_rs", "emk", "ct_mul2"),
            EvaluationRules::square),
        new Rule(
            "rotation by 1",
            List.of("ct_x", "eak", "ct_rot1"),
            evidence -> rotation(evidence, 1, "ct_rot1")),
        new Rule(
            "rotation by -1",
            List.of("ct_x", "eak", "ct_rotm1"),
            evidence -> rotation(evidence, -1, "ct_rotm1")),
        new Rule("product with a constant", List.of("ct_x", "ct_mulc"), EvaluationRules::product),
        new Rule("sum with a constant", List.of("ct_x", "ct_addc"), EvaluationRules::sum),
        new Rule(
            "decryption of x",
            List.of("sk", "ct_x", "pt_x"),
            evidence -> decryption(evidence, "ct_x", "pt_x", ofPublicKey(evidence))),
        new Rule(
            "decryption of y",
            List.of("sk", "ct_y", "pt_y"),
            evidence -> decryption(evidence, "ct_y", "pt_y", ofPublicKey(evidence))),
        new Rule(
            "decryption of x under the secret key",
            List.of("sk", "ct_xs", "pt_x"),
            evidence ->
                decryption(
                    evidence,
                    "ct_xs",
                    "pt_x",
                    new NoiseMeasurement(KeyRules.bound(evidence), KeyRules.drawn(evidence)))));
  }

  /** A ciphertext as OpenFHE multiplies it: its automatic techniques rescale a product first. */
  private static Ciphertext operand(Evidence evidence, String name) throws IOException {
    Ciphertext x = evidence.converted(name);
    boolean automatic = evidence.context().parameters().scaling() != ScalingTechnique.FIXEDMANUAL;
    return automatic && evidence.ciphertext(name).scaleDegree() == 2
        ? evidence.keyless().rescale(x)
        : x;
  }

  private static Ciphertext tensor(Evidence evidence) throws IOException {
    return evidence.keyless().multiply(operand(evidence, "ct_x"), operand(evidence, "ct_y"));
  }

  private static Finding square(Evidence evidence) throws IOException {
    Ciphertext x = operand(evidence, "ct_mul_rs");
    Evaluator evaluator = evidence.multiplying();
    return Comparison.of(
        evaluator.relinearise(evaluator.multiply(x, x)), evidence.converted("ct_mul2"));
  }

  /** OpenFHE rotates by the amount modulo N/2, however few the slots are. */
  private static Finding rotation(Evidence evidence, int amount, String result) throws IOException {
    Ciphertext x = evidence.converted("ct_x");
    Ciphertext full = new Ciphertext(x.components(), x.scale(), evidence.parameters().slots());
    return Comparison.of(evidence.rotating().rotate(full, amount), evidence.converted(result));
  }

  private static Finding product(Evidence evidence) throws IOException {
    Finding fused = product(evidence, HalfAddition.FUSED);
    Finding separate = product(evidence, HalfAddition.SEPARATE);
    if (fused instanceof Finding.Difference) {
      return separate instanceof Finding.Difference
          ? fused
          : new Finding.Agreement(
              "rounded with separate operations, as OpenFHE does without WITH_NATIVEOPT");
    }
    return new Finding.Agreement(
        separate instanceof Finding.Difference
            ? "rounded with fused operations, as OpenFHE does with WITH_NATIVEOPT"
            : "rounded with fused and with separate operations alike");
  }

  private static Finding product(Evidence evidence, HalfAddition halves) throws IOException {
    return Comparison.of(
        new OpenFheConstants(evidence.converter(), halves)
            .multiply(operand(evidence, "ct_x"), CONSTANT),
        evidence.converted("ct_mulc"));
  }

  private static Finding sum(Evidence evidence) throws IOException {
    long scaleDegree = evidence.ciphertext("ct_x").scaleDegree();
    return Comparison.of(
        new OpenFheConstants(evidence.converter())
            .add(evidence.converted("ct_x"), CONSTANT, scaleDegree),
        evidence.converted("ct_addc"));
  }

  /**
   * With a bound for v e + e_0 + s e_1: 12 of its deviations, sigma sqrt(1 + |v|^2 + |s|^2) with
   * ternary v.
   */
  private static NoiseMeasurement ofPublicKey(Evidence evidence) throws IOException {
    Parameters parameters = evidence.parameters();
    double sigma = evidence.context().parameters().rlwe().sigma();
    double weights =
        2.0 * parameters.degree() / 3 + parameters.secret().expectedWeight(parameters.degree());
    return new NoiseMeasurement(
        (long) Math.ceil(DEVIATIONS * sigma * Math.sqrt(1 + weights)), List.of());
  }

  private static Finding decryption(
      Evidence evidence, String ciphertext, String plaintext, NoiseMeasurement noise)
      throws IOException {
    RingArithmetic arithmetic = new RingArithmetic(evidence.engine());
    Ciphertext x = evidence.converted(ciphertext);
    NttPoly m = evidence.converter().polynomials().toRotunda(evidence.plaintext(plaintext));
    if (!m.basis().equals(x.component(0).basis())) {
      return new Finding.Difference(
          "%d primes in %s, %d in %s"
              .formatted(x.level() + 1, ciphertext, m.basis().size(), plaintext));
    }
    NttPoly s = KeyRules.secret(evidence, m.basis());
    NttPoly decrypted = arithmetic.add(x.component(0), arithmetic.multiply(x.component(1), s));
    return noise.add("c_0 + c_1 s - m", arithmetic.toCoeff(arithmetic.subtract(decrypted, m)));
  }
}
