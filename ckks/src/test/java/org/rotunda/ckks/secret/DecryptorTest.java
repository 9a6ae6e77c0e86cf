package org.rotunda.ckks.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
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
            .decryptForPublication(x, predicted, flooding, new SeededRandom(bits));
    double measured = SlotErrors.of(scheme.encoder().decode(flooded), clear).rootMeanSquare();
    double expected = flooding.flooded(predicted).slotDeviation(x.scale(), 1024);
    assertThat(measured / expected).isBetween(0.9, 1.1);
    assertThat(flooding.deviation(predicted))
        .isGreaterThan(Math.sqrt(decryptions * Math.pow(2, bits)) * predicted.deviation());
  }
}
