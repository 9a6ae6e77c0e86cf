package org.rotunda.keys.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encryption.Encryptor;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;
import org.rotunda.keys.seed.SeededPublicKey;
import org.rotunda.keys.testing.SmallKeySets;

class PublicKeyGeneratorTest {
  private static SeededPublicKey generate(TestScheme scheme, long seed) {
    return PublicKeyGenerator.generate(
        scheme.context(),
        scheme.engine(),
        scheme.secretEncryptor(),
        SmallKeySets.keySet(1),
        new SeededRandom(seed));
  }

  @Test
  void whatAnExpandedPublicKeyEncryptsTheSecretKeyDecrypts() {
    TestScheme scheme = new TestScheme(TestParameters.pairs(), 1);
    Encryptor encryptor =
        new Encryptor(
            scheme.context(),
            scheme.engine(),
            generate(scheme, 2).expand(scheme.context(), scheme.engine()),
            new SeededRandom(3));
    ComplexVector message = scheme.randomComplex(scheme.parameters().slots());
    Ciphertext ciphertext = encryptor.encrypt(scheme.encoder().encode(message));
    // A wrong key would give noise of the size of Q; the scheme's own is far below 2^-10 of the
    // slots.
    assertThat(scheme.decrypt(ciphertext).real(7)).isCloseTo(message.real(7), within(0x1p-10));
  }

  @Test
  void everyPublicKeyHasItsOwnSeed() {
    TestScheme scheme = new TestScheme(SmallKeySets.tiny(), 1);
    assertThat(generate(scheme, 2).seed()).isNotEqualTo(generate(scheme, 3).seed());
  }
}
