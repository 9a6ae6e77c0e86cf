package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.testing.BigPolys;
import org.rotunda.ckks.testing.RecordingKeys;
import org.rotunda.ckks.testing.TestScheme;

class ModulusRaisingTest {
  private static final double DEVIATIONS = 7;

  private final TestScheme scheme = new TestScheme(BootstrapTestParameters.degree11(), 23);
  private final RingArithmetic arithmetic = new RingArithmetic(scheme.engine());
  private final BigInteger q0 = BigInteger.valueOf(scheme.parameters().prime(0));

  private List<BigInteger> decrypted(Ciphertext x) {
    try (Plaintext plaintext = scheme.decryptor().decrypt(x)) {
      return BigPolys.centered(plaintext.poly(), arithmetic);
    }
  }

  /** The largest distance of raised coefficients, modulo q_0, to those before. */
  private double distance(List<BigInteger> raised, List<BigInteger> before) {
    double largest = 0;
    for (int i = 0; i < raised.size(); i++) {
      BigInteger difference = BigPolys.centered(raised.get(i).subtract(before.get(i)), q0);
      largest = Math.max(largest, Math.abs(difference.doubleValue()));
    }
    return largest;
  }

  /** The largest multiple of q_0 that was added. */
  private double largestMultiple(List<BigInteger> raised) {
    return raised.stream().mapToDouble(c -> Math.abs(c.doubleValue())).max().orElseThrow()
        / q0.doubleValue();
  }

  @Test
  void theRaisedPolynomialIsTheOldOneModuloTheFirstPrime() {
    Ciphertext x = scheme.encrypt(scheme.randomComplex(1024), 0);
    Ciphertext raised = new ModulusRaising(scheme.evaluator()).raise(x);
    assertThat(raised.level()).isEqualTo(scheme.parameters().maxLevel());
    assertThat(raised.scale()).isEqualTo((double) scheme.parameters().prime(0));
    assertThat(distance(decrypted(raised), decrypted(x))).isZero();
  }

  @Test
  void underTheEphemeralSecretTheMultiplesAreSmall() {
    RecordingKeys keys = new RecordingKeys(scheme.keys());
    Evaluator evaluator = new Evaluator(scheme.context(), scheme.engine(), keys);
    SecretEncapsulation encapsulation = new SecretEncapsulation(evaluator);
    Ciphertext x = scheme.encrypt(scheme.randomComplex(1024), 0);
    Ciphertext raised =
        encapsulation.outOf(new ModulusRaising(evaluator).raise(encapsulation.into(x)));
    NoiseModel model = new NoiseModel(scheme.parameters());
    double p0 = scheme.parameters().prime(scheme.parameters().maxLevel() + 1);
    double into = 2048 * 3.2 * 3.2 * Math.pow(q0.doubleValue() / p0, 2) / 12 + (1 + 32) / 12.0;
    double deviation = Math.sqrt(into + model.keySwitch(scheme.parameters().maxLevel()).variance());
    List<BigInteger> coefficients = decrypted(raised);
    assertThat(distance(coefficients, decrypted(x)))
        .isPositive()
        .isLessThan(DEVIATIONS * deviation);
    assertThat(largestMultiple(coefficients))
        .isLessThanOrEqualTo(OverflowBound.least(32, 2048, -40).bound());
    assertThat(keys.uses())
        .containsExactly(
            SecretEncapsulation.intoUse(),
            SecretEncapsulation.outOfUse(scheme.parameters().maxLevel()));
    Ciphertext dense = new ModulusRaising(evaluator).raise(x);
    assertThat(largestMultiple(decrypted(dense)))
        .as("under the dense secret")
        .isGreaterThan(2 * OverflowBound.least(32, 2048, -40).bound());
  }
}
