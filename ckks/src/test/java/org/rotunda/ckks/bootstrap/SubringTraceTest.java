package org.rotunda.ckks.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.testing.BigPolys;
import org.rotunda.ckks.testing.RecordingKeys;
import org.rotunda.ckks.testing.TestScheme;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubringTraceTest {
  private static final double DEVIATIONS = 7;

  private final TestScheme scheme = new TestScheme(BootstrapTestParameters.degree11(), 31);
  private final RingArithmetic arithmetic = new RingArithmetic(scheme.engine());

  private List<BigInteger> decrypted(Ciphertext x) {
    try (Plaintext plaintext = scheme.decryptor().decrypt(x)) {
      return BigPolys.centered(plaintext.poly(), arithmetic);
    }
  }

  @ParameterizedTest(name = "{0} slots")
  @ValueSource(ints = {1024, 512, 64, 2, 1})
  void coefficientsOfThePackingAreMultipliedByTheGapAndTheOthersVanish(int slots) {
    BootstrapPlan plan = BootstrapPlan.of(scheme.parameters(), BootstrapParameters.of(slots));
    RecordingKeys keys = new RecordingKeys(scheme.keys());
    Evaluator evaluator = new Evaluator(scheme.context(), scheme.engine(), keys);
    int top = scheme.parameters().maxLevel();
    Ciphertext raised =
        new ModulusRaising(evaluator).raise(scheme.encrypt(scheme.randomComplex(slots), 0));

    Ciphertext trace = new SubringTrace(plan, evaluator).apply(raised);

    int gap = 1024 / slots;
    assertThat(trace.slots()).isEqualTo(slots);
    assertThat(trace.level()).isEqualTo(top);
    assertThat(trace.scale()).isEqualTo(gap * raised.scale());
    assertThat(keys.uses()).isEqualTo(SubringTrace.keyUses(plan, top)).hasSize(log2(gap));
    double switching = new NoiseModel(scheme.parameters()).keySwitch(top).variance();
    double bound = DEVIATIONS * Math.sqrt(switching * ((double) gap * gap - 1) / 3);
    List<BigInteger> before = decrypted(raised);
    List<BigInteger> after = decrypted(trace);
    for (int i = 0; i < after.size(); i++) {
      BigInteger expected =
          i % gap == 0 ? before.get(i).multiply(BigInteger.valueOf(gap)) : BigInteger.ZERO;
      assertThat(after.get(i).subtract(expected).doubleValue())
          .as("coefficient %d", i)
          .isBetween(-bound, bound);
    }
  }

  private static int log2(int x) {
    return Integer.numberOfTrailingZeros(x);
  }
}
