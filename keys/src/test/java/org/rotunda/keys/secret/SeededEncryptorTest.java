package org.rotunda.keys.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;
import org.rotunda.keys.seed.SeededCiphertext;
import org.rotunda.keys.testing.SmallKeySets;

class SeededEncryptorTest {
  private static SeededEncryptor encryptor(TestScheme scheme) {
    return new SeededEncryptor(
        scheme.context(),
        scheme.engine(),
        scheme.secretEncryptor(),
        SmallKeySets.keySet(1),
        new SeededRandom(2));
  }

  @Test
  void expandedCiphertextsDecryptAtEveryLevel() {
    TestScheme scheme = new TestScheme(TestParameters.pairs(), 1);
    for (int level = 0; level <= scheme.parameters().maxLevel(); level++) {
      ComplexVector message = scheme.randomComplex(scheme.parameters().slots());
      Plaintext plaintext = scheme.encoder().encode(message, level, scheme.parameters().scale());
      SeededCiphertext seeded = encryptor(scheme).encrypt(plaintext);
      assertThat(seeded.level()).isEqualTo(level);
      Ciphertext ciphertext = seeded.expand(scheme.context(), scheme.engine());
      assertThat(ciphertext.scale()).isEqualTo(plaintext.scale());
      // A wrong c_1 would give noise of the size of Q; fresh noise is far below 2^-10 of the slots.
      assertThat(scheme.decrypt(ciphertext).real(5))
          .as("level %d", level)
          .isCloseTo(message.real(5), within(0x1p-10));
    }
  }

  @Test
  void everyCiphertextHasItsOwnSeed() {
    TestScheme scheme = new TestScheme(SmallKeySets.tiny(), 1);
    Plaintext plaintext = scheme.encoder().encode(scheme.randomReal(4));
    SeededEncryptor encryptor = encryptor(scheme);
    assertThat(encryptor.encrypt(plaintext).seed())
        .isNotEqualTo(encryptor.encrypt(plaintext).seed());
  }
}
