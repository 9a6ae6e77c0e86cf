package org.rotunda.ckks.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.encryption.PublicKey;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.testing.BigPolys;
import org.rotunda.ckks.testing.Limbs;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

class SecretKeyEncryptorTest {
  private static final SecretKeyAccess ACCESS = SecretKeyAccess.onKeyOwnersMachine();

  static Stream<Parameters> table() {
    return TestParameters.table();
  }

  @ParameterizedTest
  @MethodSource("table")
  void noiseHasThePredictedDeviationAtEveryLevel(Parameters parameters) {
    TestScheme scheme = new TestScheme(parameters, 81);
    for (int level = 0; level <= parameters.maxLevel(); level++) {
      ComplexVector clear = scheme.randomComplex(parameters.slots());
      Ciphertext ciphertext =
          scheme
              .secretEncryptor()
              .encrypt(scheme.encoder().encode(clear, level, parameters.scale()));
      double predicted =
          new NoiseModel(parameters)
              .freshSecret()
              .slotDeviation(parameters.scale(), parameters.slots());
      assertThat(SlotErrors.of(scheme.decrypt(ciphertext), clear).rootMeanSquare() / predicted)
          .as("level %d", level)
          .isBetween(0.7, 1.4);
    }
  }

  @Test
  void aGivenUniformHalfIsTheSecondComponent() {
    TestScheme scheme = new TestScheme(TestParameters.pairs(), 82);
    Plaintext plaintext = scheme.encoder().encode(scheme.randomComplex(8), 2, 0x1p40);
    NttPoly a = scheme.encrypt(scheme.randomComplex(8), 2).component(1);
    assertThat(Limbs.of(scheme.secretEncryptor().encrypt(plaintext, a).component(1)))
        .isDeepEqualTo(Limbs.of(a));
  }

  static Stream<Parameters> small() {
    return table().filter(parameters -> parameters.degree() <= 2048);
  }

  @ParameterizedTest
  @MethodSource("small")
  void publicKeysEncryptZeroWithASmallError(Parameters parameters) {
    TestScheme scheme = new TestScheme(parameters, 83);
    RingArithmetic arithmetic = new RingArithmetic(scheme.engine());
    PublicKey key = scheme.secretEncryptor().publicKey();
    NttPoly s =
        arithmetic.toNtt(arithmetic.lift(scheme.secret().coefficients(ACCESS), key.a().basis()));
    NttPoly error = arithmetic.add(key.b(), arithmetic.multiply(key.a(), s));
    assertThat(BigPolys.centered(error, arithmetic)).allMatch(c -> c.abs().bitLength() <= 6);
    assertThat(Limbs.of(scheme.secretEncryptor().publicKey().a()))
        .as("another key")
        .isNotEqualTo(Limbs.of(key.a()));
  }

  @Test
  void aClosedEncryptorRefusesAndClosesAgain() {
    TestScheme scheme = new TestScheme(TestParameters.oneDigitOfOnePrime(), 84);
    SecretKeyEncryptor encryptor =
        new SecretKeyEncryptor(
            scheme.context(), scheme.engine(), scheme.secret(), new SeededRandom(1), ACCESS);
    encryptor.close();
    encryptor.close();
    Plaintext plaintext = scheme.encoder().encode(scheme.randomComplex(8));
    assertThatThrownBy(() -> encryptor.encrypt(plaintext))
        .isInstanceOf(IllegalStateException.class);
  }
}
