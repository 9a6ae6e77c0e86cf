package org.rotunda.keys.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.params.LocalEngine;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.CoeffPoly;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbBudgetException;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.testing.RecordingLimbs;
import org.rotunda.keys.openfhe.OpenFheConverter;
import org.rotunda.keys.openfhe.OpenFheFormat;
import org.rotunda.keys.openfhe.OpenFhePolynomial;
import org.rotunda.keys.openfhe.PolynomialForm;
import org.rotunda.keys.openfhe.Tower;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import org.rotunda.keys.openfhe.archive.Words;
import org.rotunda.keys.testing.OpenFheFixtures;

class OpenFheSecretKeysTest {
  private static final SecretKeyAccess ACCESS = SecretKeyAccess.onKeyOwnersMachine();

  private final RecordingLimbs limbs = new RecordingLimbs();
  private OpenFheConverter converter;
  private OpenFheSecretKey key;

  @BeforeEach
  void readFixture() throws IOException {
    Engine serial = LocalEngine.serial();
    converter =
        OpenFheConverter.of(
            read(OpenFheFormat.CONTEXT, "cc.bin"),
            new Engine(serial.kernels(), limbs, serial.executor()),
            Security.INSECURE_FOR_TESTING);
    key = read(OpenFheSecretKey.FORMAT, "sk.bin");
  }

  private static <T> T read(OpenFheFormat<T> format, String name) throws IOException {
    return format.read(
        name, new ByteArrayInputStream(OpenFheFixtures.bytes("tiny", name)), ArchiveForm.BINARY);
  }

  @Test
  void thereAndBackIsTheSameKey() {
    SecretKey secret = OpenFheSecretKeys.toRotunda(key, converter, ACCESS);
    assertThat(
            OpenFheSecretKeys.toOpenFhe(secret, key.owner().keyTag(), converter, ACCESS).secret())
        .isEqualTo(key.secret());
  }

  @Test
  void bothFormsHoldTheSameKey() {
    assertThat(
            OpenFheSecretKeys.toRotunda(inCoefficientForm(), converter, ACCESS)
                .coefficients(ACCESS))
        .isEqualTo(OpenFheSecretKeys.toRotunda(key, converter, ACCESS).coefficients(ACCESS));
  }

  @Test
  void conversionsGiveBackNoLimbWithContent() {
    OpenFheSecretKey other = inCoefficientForm();
    SecretKey secret = OpenFheSecretKeys.toRotunda(key, converter, ACCESS);
    leavesNothing(() -> OpenFheSecretKeys.toRotunda(key, converter, ACCESS));
    leavesNothing(() -> OpenFheSecretKeys.toRotunda(other, converter, ACCESS));
    leavesNothing(() -> OpenFheSecretKeys.toOpenFhe(secret, "", converter, ACCESS));
  }

  /** Runs the work once, then with every allocation of its failing in turn. */
  private void leavesNothing(Runnable work) {
    limbs.failAfter(-1);
    long before = limbs.taken();
    work.run();
    long allocations = limbs.taken() - before;
    assertThat(allocations).isPositive();
    for (long i = 0; i < allocations; i++) {
      limbs.failAfter(i);
      assertThatThrownBy(work::run).isInstanceOf(LimbBudgetException.class);
    }
    assertThat(limbs.released()).isPositive();
    assertThat(limbs.releasedWithContent()).isZero();
  }

  @Test
  void aWipedKeyIsAllZeros() {
    key.wipe();
    for (Tower tower : key.secret().towers()) {
      assertThat(tower.values().array()).containsOnly(0);
    }
  }

  private OpenFheSecretKey inCoefficientForm() {
    RingArithmetic arithmetic = new RingArithmetic(LocalEngine.serial());
    NttPoly values = converter.polynomials().toRotunda(key.secret());
    CoeffPoly coefficients = arithmetic.toCoeff(values);
    List<Tower> towers = key.secret().towers();
    return new OpenFheSecretKey(
        key.owner(),
        new OpenFhePolynomial(
            IntStream.range(0, towers.size())
                .mapToObj(
                    i ->
                        new Tower(
                            Words.of(coefficients.limb(i)),
                            towers.get(i).modulus(),
                            PolynomialForm.COEFFICIENT,
                            towers.get(i).parameters()))
                .toList(),
            PolynomialForm.COEFFICIENT,
            key.secret().parameters()));
  }
}
