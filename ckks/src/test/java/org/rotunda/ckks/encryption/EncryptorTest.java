package org.rotunda.ckks.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.testing.Allocation;
import org.rotunda.ckks.testing.Limbs;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

class EncryptorTest {
  static Stream<Parameters> table() {
    return TestParameters.table();
  }

  @ParameterizedTest
  @MethodSource("table")
  void noiseHasThePredictedDeviationAtEveryLevel(Parameters parameters) {
    TestScheme scheme = new TestScheme(parameters, 51);
    for (int level = 0; level <= parameters.maxLevel(); level++) {
      ComplexVector clear = scheme.randomComplex(parameters.slots());
      Plaintext plaintext = scheme.encoder().encode(clear, level, parameters.scale());
      Ciphertext ciphertext = scheme.encryptor().encrypt(plaintext);
      assertThat(ciphertext.level()).isEqualTo(level);
      assertThat(ciphertext.scale()).isEqualTo(parameters.scale());
      assertThat(ciphertext.slots()).isEqualTo(parameters.slots());
      double predicted =
          new NoiseModel(parameters)
              .freshPublic()
              .slotDeviation(parameters.scale(), parameters.slots());
      assertThat(SlotErrors.of(scheme.decrypt(ciphertext), clear).rootMeanSquare() / predicted)
          .as("level %d", level)
          .isBetween(0.7, 1.4);
    }
  }

  @ParameterizedTest
  @MethodSource("table")
  void twoEncryptionsOfOneMessageShareNoLimb(Parameters parameters) {
    TestScheme scheme = new TestScheme(parameters, 52);
    Plaintext plaintext = scheme.encoder().encode(scheme.randomComplex(parameters.slots()));
    long[][] first = Limbs.of(scheme.encryptor().encrypt(plaintext));
    long[][] second = Limbs.of(scheme.encryptor().encrypt(plaintext));
    for (int i = 0; i < first.length; i++) {
      assertThat(Arrays.equals(first[i], second[i])).as("limb %d", i).isFalse();
    }
  }

  /** The buffers of the random source have a size of their own. */
  @Test
  void warmEncryptionsAllocateNoMoreAtTwiceTheDegree() {
    long limb = (1 << 13) * Long.BYTES;
    long bound = limb / 16;
    assertThat(Allocation.growth(encryption(14), encryption(13), limb, bound)).isLessThan(bound);
  }

  private static Runnable encryption(int logDegree) {
    Parameters parameters =
        Parameters.builder().logDegree(logDegree).q(50, 2).p(50, 2).insecureForTesting().build();
    LimbPool pool = new LimbPool(parameters.degree(), Long.MAX_VALUE);
    Engine engine = new Engine(KernelProvider.select(), pool, LimbExecutor.serial());
    TestScheme scheme = new TestScheme(CkksContext.of(parameters), engine, 53);
    Plaintext plaintext = scheme.encoder().encode(scheme.randomReal(4));
    return () -> scheme.encryptor().encrypt(plaintext).close();
  }
}
