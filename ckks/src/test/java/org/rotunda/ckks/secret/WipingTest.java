package org.rotunda.ckks.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.encryption.Encryptor;
import org.rotunda.ckks.encryption.PublicKey;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.noise.Noise;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.GaloisElements;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.LimbBudgetException;
import org.rotunda.ckks.testing.RecordingLimbs;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

/**
 * No limb that anything with a secret gives back has content, whether the work succeeds or fails.
 */
class WipingTest {
  private static final SecretKeyAccess ACCESS = SecretKeyAccess.onKeyOwnersMachine();

  private final TestScheme scheme = new TestScheme(TestParameters.pairs(), 101);
  private final RecordingLimbs limbs = new RecordingLimbs();
  private final Engine engine =
      new Engine(scheme.engine().kernels(), limbs, scheme.engine().executor());
  private final SeededRandom random = new SeededRandom(102);

  private Plaintext plaintext() {
    return scheme.encoder().encode(scheme.randomComplex(8), 3, 0x1p40);
  }

  /** Runs the work once, then with every allocation of its failing in turn. */
  private void leavesNothing(Runnable work) {
    work.run();
    assertThat(limbs.released()).as("limbs given back").isPositive();
    assertThat(limbs.releasedWithContent()).as("after success").isZero();
    long before = limbs.taken();
    work.run();
    long allocations = limbs.taken() - before;
    for (long i = 0; i < allocations; i++) {
      limbs.failAfter(i);
      assertThatThrownBy(work::run).isInstanceOf(LimbBudgetException.class);
      assertThat(limbs.releasedWithContent()).as("allocation %d failed", i).isZero();
    }
  }

  private Decryptor decryptor() {
    return new Decryptor(scheme.context(), engine, scheme.secret(), ACCESS);
  }

  @Test
  void decryption() {
    Ciphertext two = scheme.encrypt(scheme.randomComplex(8), 3);
    Ciphertext three = scheme.evaluator().multiply(two, two);
    leavesNothing(
        () -> {
          try (Decryptor decryptor = decryptor();
              Plaintext first = decryptor.decrypt(two);
              Plaintext second = decryptor.decrypt(three)) {
            assertThat(first.level()).isEqualTo(second.level());
          }
        });
    assertThat(limbs.released()).isEqualTo(limbs.taken());
  }

  @Test
  void decryptionForPublication() {
    Ciphertext ciphertext = scheme.encrypt(scheme.randomComplex(8), 3);
    leavesNothing(
        () -> {
          try (Decryptor decryptor = decryptor()) {
            decryptor.decryptForPublication(
                ciphertext, new Noise(100), 2, NoiseFlooding.DEFAULT, random);
          }
        });
  }

  @Test
  void encryptionUnderTheSecretKey() {
    Plaintext plaintext = plaintext();
    leavesNothing(
        () -> {
          try (SecretKeyEncryptor encryptor =
              new SecretKeyEncryptor(scheme.context(), engine, scheme.secret(), random, ACCESS)) {
            encryptor.encrypt(plaintext);
            encryptor.publicKey();
          }
        });
  }

  @Test
  void encryptionUnderAPublicKey() {
    Plaintext plaintext = plaintext();
    PublicKey key = scheme.secretEncryptor().publicKey();
    leavesNothing(() -> new Encryptor(scheme.context(), engine, key, random).encrypt(plaintext));
  }

  @Test
  void keyGeneration() {
    int degree = scheme.parameters().degree();
    leavesNothing(
        () -> {
          try (EvaluationKeyGenerator generator =
              new EvaluationKeyGenerator(
                  scheme.context(), engine, scheme.secret(), random, ACCESS)) {
            for (KeyId id :
                new KeyId[] {
                  new KeyId.Relinearisation(), new KeyId.Galois(GaloisElements.inverse(5, degree))
                }) {
              generator.generate(
                  id, 3, (digits, _, _) -> LimbBlock.onHeap(new long[digits][degree]));
            }
          }
        });
  }
}
