package org.rotunda.bench.crosscheck;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.rotunda.ckks.encryption.PublicKey;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.GaloisElements;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.Modulus;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.keys.openfhe.MismatchException;
import org.rotunda.keys.openfhe.OpenFheConverter;
import org.rotunda.keys.openfhe.OpenFheKeyMap;

/** Rules about keys: each is the encryption it should be, up to small noise, which is measured. */
final class KeyRules {
  /** Where OpenFHE cuts its Gaussians off, in standard deviations. */
  private static final double CUT = 12.006;

  /** What a generator of OpenFHE's draws with when nobody tells it the context's deviation. */
  private static final DiscreteGaussian DEFAULT = new DiscreteGaussian(1.0);

  private static final String REMARK =
      " (OpenFHE means 3.19, but from 1.4.2.1 to 1.5.1 builds with OpenMP draw this noise from a"
          + " generator left at its default of 1.0: their keys switch with less noise and are up to"
          + " 1.7 bits weaker)";

  private KeyRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule("public key", List.of("sk", "pk"), KeyRules::publicKey),
        new Rule(
            "relinearisation key",
            List.of("sk", "emk"),
            evidence -> evaluationKeys(evidence, OpenFheKeyMap.RELINEARISATION)),
        new Rule(
            "rotation keys",
            List.of("sk", "eak"),
            evidence -> evaluationKeys(evidence, OpenFheKeyMap.AUTOMORPHISM)));
  }

  /** How errors are drawn: as the context states, or in what Rotunda wrote, as Rotunda does. */
  static List<DiscreteGaussian> drawn(Evidence evidence) throws IOException {
    double stated = evidence.context().parameters().rlwe().sigma();
    return List.of(new DiscreteGaussian(stated), new DiscreteGaussian(Parameters.SIGMA));
  }

  /** The largest error that OpenFHE draws. */
  static long bound(Evidence evidence) throws IOException {
    return (long) Math.ceil(CUT * evidence.context().parameters().rlwe().sigma());
  }

  /** The secret in NTT form over a basis. */
  static NttPoly secret(Evidence evidence, RnsBasis basis) throws IOException {
    RingArithmetic arithmetic = new RingArithmetic(evidence.engine());
    long[] coefficients = evidence.secretKey().coefficients(SecretKeyAccess.onKeyOwnersMachine());
    try {
      return arithmetic.toNtt(arithmetic.lift(coefficients, basis));
    } finally {
      Arrays.fill(coefficients, 0);
    }
  }

  private static Finding publicKey(Evidence evidence) throws IOException {
    OpenFheConverter converter = evidence.converter();
    RingArithmetic arithmetic = new RingArithmetic(evidence.engine());
    PublicKey key = converter.publicKey(evidence.publicKey());
    NttPoly s = secret(evidence, key.a().basis());
    NttPoly error = arithmetic.add(key.b(), arithmetic.multiply(key.a(), s));
    return new NoiseMeasurement(bound(evidence), drawn(evidence))
        .add("b + a s", arithmetic.toCoeff(error));
  }

  private static Finding evaluationKeys(Evidence evidence, OpenFheKeyMap map) throws IOException {
    OpenFheConverter converter = evidence.converter();
    RnsBasis basis = converter.ckks().ring().basisQp(evidence.parameters().maxLevel());
    NttPoly s = secret(evidence, basis);
    List<DiscreteGaussian> stated = drawn(evidence);
    NoiseMeasurement noise =
        new NoiseMeasurement(
            bound(evidence), Stream.concat(stated.stream(), Stream.of(DEFAULT)).toList());
    List<Finding> findings = new ArrayList<>();
    Set<Long> notCompared = new TreeSet<>();
    evidence.keys(
        map,
        (tag, index, raw) -> {
          if (map.isEncapsulation(index, evidence.parameters().degree())) {
            notCompared.add(index);
          } else {
            KeyId id = converter.keyId(map, index);
            findings.add(errors(evidence, converter.evaluationKey(id, raw), s, noise));
          }
        });
    if (findings.isEmpty()) {
      return new Finding.Difference(
          "%s: keys are expected, but it holds none%s"
              .formatted(Evidence.fileOf(map), notCompared(notCompared)));
    }
    String count = "%d %s, ".formatted(findings.size(), findings.size() == 1 ? "key" : "keys");
    findings.add(noise.whole());
    return switch (Finding.first(findings)) {
      case Finding.Difference difference -> difference;
      case Finding.Agreement(String measured) ->
          new Finding.Agreement(
              count
                  + measured
                  + (stated.stream().anyMatch(noise::isExplainedBy) ? "" : REMARK)
                  + notCompared(notCompared));
    };
  }

  private static String notCompared(Set<Long> indices) {
    return indices.isEmpty()
        ? ""
        : "; not compared: keys %s of sparse-secret encapsulation, whose other secret is in no file"
            .formatted(indices);
  }

  private static MismatchException notCompared(EvaluationKey key) {
    return new MismatchException(
        "Relinearisation and Galois keys are compared, but %s was found; leave it out."
            .formatted(key.id()));
  }

  /** b_j + a_j s' - P g_j s_old for all digits j. */
  private static Finding errors(
      Evidence evidence, EvaluationKey key, NttPoly s, NoiseMeasurement noise) throws IOException {
    RingArithmetic arithmetic = new RingArithmetic(evidence.engine());
    Parameters parameters = evidence.parameters();
    BigInteger special =
        parameters.p().stream()
            .map(BigInteger::valueOf)
            .reduce(BigInteger.ONE, BigInteger::multiply);
    NttPoly from =
        switch (key.id()) {
          case KeyId.Relinearisation _ -> arithmetic.multiply(s, s);
          case KeyId.Galois _ -> s;
          case KeyId.Encapsulation _ -> throw notCompared(key);
        };
    NttPoly to =
        switch (key.id()) {
          case KeyId.Relinearisation _ -> s;
          case KeyId.Galois(int element) ->
              arithmetic.permute(
                  s,
                  evidence
                      .converter()
                      .ckks()
                      .automorphism(GaloisElements.inverse(element, parameters.degree())));
          case KeyId.Encapsulation _ -> throw notCompared(key);
        };
    int size = parameters.digitSize();
    int digits = parameters.digits(parameters.maxLevel());
    List<NttPoly> a = uniformHalf(key, digits, s.basis(), evidence.engine());
    List<Finding> findings = new ArrayList<>();
    for (int digit = 0; digit < digits; digit++) {
      int j = digit;
      NttPoly message =
          arithmetic.multiplyScalar(
              from,
              limb -> {
                Modulus q = s.basis().modulus(limb);
                boolean own = limb <= parameters.maxLevel() && limb / size == j;
                return own ? q.reduce(special) : 0;
              });
      NttPoly sum = arithmetic.add(b(key, j, s.basis()), arithmetic.multiply(a.get(j), to));
      findings.add(
          noise.add(
              "%s, digit %d".formatted(key.id(), j),
              arithmetic.toCoeff(arithmetic.subtract(sum, message))));
    }
    return Finding.first(findings);
  }

  private static NttPoly b(EvaluationKey key, int digit, RnsBasis basis) {
    long[][] limbs = new long[basis.size()][];
    for (int i = 0; i < limbs.length; i++) {
      limbs[i] = key.b(digit, basis.primeIndex(i));
    }
    return new NttPoly(basis, LimbBlock.onHeap(limbs));
  }

  /** The a-polynomials of all digits; limbs are copied, as they are lent for a moment only. */
  static List<NttPoly> uniformHalf(EvaluationKey key, int digits, RnsBasis basis, Engine engine) {
    long[][][] limbs = new long[digits][basis.size()][];
    for (int i = 0; i < basis.size(); i++) {
      try (LimbBlock lent = key.a().limbs(digits, basis.primeIndex(i), engine)) {
        for (int j = 0; j < digits; j++) {
          limbs[j][i] = lent.get(j).clone();
        }
      }
    }
    return Arrays.stream(limbs).map(a -> new NttPoly(basis, LimbBlock.onHeap(a))).toList();
  }
}
