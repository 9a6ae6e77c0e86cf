package org.rotunda.ckks.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.testing.Allocation;
import org.rotunda.ckks.testing.BigPolys;
import org.rotunda.ckks.testing.Limbs;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

class DecryptorTest {
  private final TestScheme scheme = new TestScheme(TestParameters.pairs(), 71);

  @Test
  void twoAndThreeComponentsAreEvaluatedAtTheSecret() {
    Evaluator evaluator = scheme.evaluator();
    RingArithmetic arithmetic = new RingArithmetic(scheme.engine());
    for (int level = 0; level <= 5; level++) {
      Ciphertext x = scheme.encrypt(scheme.randomComplex(8), level);
      Ciphertext product = evaluator.multiply(x, x);
      NttPoly m = scheme.decryptor().decrypt(x).poly();
      // (c_0 + c_1 s)^2 holds exactly modulo Q.
      assertThat(Limbs.of(scheme.decryptor().decrypt(product).poly()))
          .isDeepEqualTo(Limbs.of(arithmetic.multiply(m, m)));
    }
  }

  @Test
  void scaleAndSlotsAreKept() {
    Plaintext plaintext = scheme.decryptor().decrypt(scheme.encrypt(scheme.randomComplex(8), 2));
    assertThat(plaintext.scale()).isEqualTo(0x1p40);
    assertThat(plaintext.slots()).isEqualTo(8);
    assertThat(plaintext.level()).isEqualTo(2);
  }

  @Test
  void aClosedDecryptorRefusesAndClosesAgain() {
    Ciphertext x = scheme.encrypt(scheme.randomComplex(8), 2);
    Decryptor decryptor =
        new Decryptor(
            scheme.context(),
            scheme.engine(),
            scheme.secret(),
            SecretKeyAccess.onKeyOwnersMachine());
    decryptor.close();
    decryptor.close();
    assertThatThrownBy(() -> decryptor.decrypt(x)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "20, 1", "20, 1000"})
  void publishedDecryptionsCarryTheStatedNoise(int bits, int decryptions) {
    ComplexVector clear = scheme.randomComplex(1024);
    Ciphertext x = scheme.encrypt(clear, 3);
    Noise predicted = new NoiseModel(scheme.parameters()).freshPublic();
    NoiseFlooding flooding = new NoiseFlooding(bits, decryptions);
    Plaintext flooded =
        scheme
            .decryptor()
            .decryptForPublication(x, predicted, Math.sqrt(2), flooding, new SeededRandom(bits));
    double measured = SlotErrors.of(scheme.encoder().decode(flooded), clear).rootMeanSquare();
    double expected = flooding.flooded(predicted, 2048).slotDeviation(x.scale(), 1024);
    assertThat(measured / expected).isBetween(0.9, 1.1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void errorsAreHiddenByTheDivergenceOfTheTheorem(long seed) {
    ComplexVector clear = scheme.randomComplex(1024);
    Plaintext encoded = scheme.encoder().encode(clear, 3, 0x1p40);
    Plaintext decrypted = scheme.decryptor().decrypt(scheme.encrypt(clear, 3));
    RingArithmetic arithmetic = new RingArithmetic(scheme.engine());
    double squared =
        BigPolys.centered(arithmetic.subtract(decrypted.poly(), encoded.poly()), arithmetic)
            .stream()
            .mapToDouble(c -> c.doubleValue() * c.doubleValue())
            .sum();
    NoiseFlooding flooding = new NoiseFlooding(20, 1000);
    double sigma = flooding.deviation(new NoiseModel(scheme.parameters()).freshPublic(), 2048);
    assertThat(1000 * squared / (2 * sigma * sigma)).as("seed %d", seed).isLessThan(0x1p-20 / 24);
  }

  @Test
  void noiseThatDoesNotFitBesideTheMessageIsRefused() {
    Ciphertext x = scheme.encrypt(scheme.randomComplex(8), 0);
    Noise predicted = new NoiseModel(scheme.parameters()).freshPublic();
    SeededRandom random = new SeededRandom(5);
    Decryptor decryptor = scheme.decryptor();
    // 49 bits: the default's noise of N = 2^11 has 33.3 + 3.6 bits, that of s = 60 has 15 more.
    decryptor.decryptForPublication(x, predicted, 1, NoiseFlooding.DEFAULT, random);
    assertThatThrownBy(
            () ->
                decryptor.decryptForPublication(x, predicted, 1, new NoiseFlooding(60, 1), random))
        .isInstanceOf(FloodingException.class)
        .hasMessageContaining("48.0 bits of half the modulus at level 0");
    assertThatThrownBy(
            () -> decryptor.decryptForPublication(x, predicted, 256, NoiseFlooding.DEFAULT, random))
        .isInstanceOf(FloodingException.class)
        .hasMessageContaining("a message of 48.0 bits");
  }

  @Test
  void warmDecryptionsAllocateNoMoreAtTwiceTheDegree() {
    long limb = (1 << 13) * Long.BYTES;
    long bound = limb / 16;
    assertThat(Allocation.growth(decryption(14), decryption(13), limb, bound)).isLessThan(bound);
  }

  private static Runnable decryption(int logDegree) {
    Parameters parameters =
        Parameters.builder().logDegree(logDegree).q(50, 2).p(50, 2).insecureForTesting().build();
    LimbPool pool = new LimbPool(parameters.degree(), Long.MAX_VALUE);
    Engine engine = new Engine(KernelProvider.select(), pool, LimbExecutor.serial());
    TestScheme pooled = new TestScheme(CkksContext.of(parameters), engine, 72);
    Ciphertext x = pooled.encrypt(pooled.randomReal(4), 1);
    return () -> pooled.decryptor().decrypt(x).close();
  }
}
