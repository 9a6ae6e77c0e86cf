package org.rotunda.bench.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encryption.PublicKey;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.ExplicitHalf;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.UniformHalf;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RingArithmetic;
import org.rotunda.ckks.ring.RnsBasis;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;
import org.rotunda.keys.openfhe.KeySet;
import org.rotunda.keys.openfhe.OpenFheConverter;
import org.rotunda.keys.openfhe.OpenFheFormat;
import org.rotunda.keys.openfhe.OpenFheKeyMap;
import org.rotunda.keys.openfhe.OpenFhePublicKey;
import org.rotunda.keys.openfhe.archive.ArchiveForm;
import org.rotunda.keys.testing.OpenFheFixtures;

class KeyRulesTest {
  private static final Engine ENGINE =
      new Engine(KernelProvider.select(), LimbAllocator.heap(), LimbExecutor.serial());

  @TempDir private Path folder;

  /** Limbs that are overwritten when they are given back. */
  private static final LimbAllocator OVERWRITTEN =
      new LimbAllocator() {
        @Override
        public long[] allocate(int length) {
          return new long[length];
        }

        @Override
        public void release(long[] limb) {
          Arrays.fill(limb, -1);
        }
      };

  @Test
  void limbsOfTheUniformHalfAreReadOnceAPrimeAndWhileTheyAreLent() {
    TestScheme scheme = new TestScheme(TestParameters.pairs(), 1);
    int level = scheme.parameters().maxLevel();
    int digits = scheme.parameters().digits(level);
    RnsBasis basis = scheme.context().ring().basisQp(level);
    EvaluationKey held = scheme.newKey(new KeyId.Relinearisation(), level);
    long[][][] b = new long[digits][basis.size()][];
    AtomicInteger asked = new AtomicInteger();
    UniformHalf lending =
        (count, prime, engine) -> {
          asked.incrementAndGet();
          return LimbBlock.filled(
              engine.limbs(),
              count,
              basis.degree(),
              out -> {
                try (LimbBlock from = held.a().limbs(count, prime, scheme.engine())) {
                  for (int j = 0; j < count; j++) {
                    System.arraycopy(from.get(j), 0, out.get(j), 0, basis.degree());
                  }
                }
              });
        };

    List<NttPoly> a =
        KeyRules.uniformHalf(
            new EvaluationKey(held.id(), level, scheme.parameters(), b, lending),
            digits,
            basis,
            new Engine(scheme.engine().kernels(), OVERWRITTEN, scheme.engine().executor()));

    assertThat(asked).hasValue(basis.size());
    for (int j = 0; j < digits; j++) {
      for (int i = 0; i < basis.size(); i++) {
        try (LimbBlock from = held.a().limbs(digits, basis.primeIndex(i), scheme.engine())) {
          assertThat(a.get(j).limb(i)).as("digit %d, limb %d", j, i).isEqualTo(from.get(j));
        }
      }
    }
  }

  private Evidence evidence() {
    return new Evidence(new CrosscheckFolder(folder, ArchiveForm.BINARY), ENGINE);
  }

  private Finding find(String rule) {
    return Crosscheck.find(
        Crosscheck.rules().stream().filter(r -> r.name().equals(rule)).findFirst().orElseThrow(),
        evidence());
  }

  private static void expectDifference(Finding finding, String start, String deviations) {
    assertThat(finding)
        .isInstanceOfSatisfying(
            Finding.Difference.class,
            difference ->
                assertThat(difference.first())
                    .startsWith(
                        start
                            + ": the error should be drawn with a standard deviation of "
                            + deviations
                            + ", but has "));
  }

  private void writePublicKey(UnaryOperator<NttPoly> change) throws IOException {
    OpenFheConverter converter = evidence().converter();
    OpenFhePublicKey openFhe = evidence().publicKey();
    PublicKey key = converter.publicKey(openFhe);
    OpenFheFormat.PUBLIC_KEY.write(
        converter.publicKey(
            new PublicKey(change.apply(key.b()), change.apply(key.a())), openFhe.owner().keyTag()),
        folder.resolve("pk.bin"));
  }

  /** b = P g s^2 or P g s and a = 0: the secret for all to read. */
  private EvaluationKey withoutNoise(KeyId id) throws IOException {
    Parameters parameters = evidence().parameters();
    int level = parameters.maxLevel();
    RnsBasis basis = evidence().converter().ckks().ring().basisQp(level);
    RingArithmetic arithmetic = new RingArithmetic(ENGINE);
    NttPoly s = KeyRules.secret(evidence(), basis);
    NttPoly from = id instanceof KeyId.Relinearisation ? arithmetic.multiply(s, s) : s;
    BigInteger special =
        parameters.p().stream()
            .map(BigInteger::valueOf)
            .reduce(BigInteger.ONE, BigInteger::multiply);
    int digits = parameters.digits(level);
    long[][][] b = new long[digits][][];
    long[][][] a = new long[digits][basis.size()][basis.degree()];
    for (int j = 0; j < digits; j++) {
      int digit = j;
      b[j] =
          arithmetic
              .multiplyScalar(
                  from,
                  limb ->
                      limb <= level && limb / parameters.digitSize() == digit
                          ? basis.modulus(limb).reduce(special)
                          : 0)
              .limbs()
              .all();
    }
    return new EvaluationKey(id, level, parameters, b, new ExplicitHalf(level, parameters, a));
  }

  @Test
  void aPublicKeyOfZerosFails() throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);
    writePublicKey(
        half ->
            new NttPoly(
                half.basis(),
                LimbBlock.onHeap(new long[half.basis().size()][half.basis().degree()])));

    expectDifference(find("public key"), "b + a s", "3.19 or 3.20");
  }

  @Test
  void aPublicKeyWithTwiceTheNoiseFails() throws IOException {
    OpenFheFixtures.copy("n11", ".bin", folder);
    RingArithmetic arithmetic = new RingArithmetic(ENGINE);
    writePublicKey(half -> arithmetic.add(half, half));

    expectDifference(find("public key"), "b + a s", "3.19 or 3.20");
  }

  @Test
  void aRelinearisationKeyThatShowsTheSecretFails() throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);
    String tag = evidence().publicKey().owner().keyTag();
    EvaluationKey key = withoutNoise(new KeyId.Relinearisation());
    OpenFheKeyMap.RELINEARISATION.write(
        List.of(
            new KeySet(
                tag,
                List.of(new KeySet.Indexed(0, evidence().converter().evaluationKey(key, tag))))),
        folder.resolve("emk.bin"));

    expectDifference(find("relinearisation key"), "in all", "3.19 or 3.20 or 1.00");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void oneRotationKeyOfSeveralThatShowsTheSecretFails(int which) throws IOException {
    OpenFheFixtures.copy("n11", ".bin", folder);
    String tag = evidence().publicKey().owner().keyTag();
    List<KeySet.Indexed> keys = new ArrayList<>();
    OpenFheKeyMap.AUTOMORPHISM.read(
        folder.resolve("eak.bin"),
        (keyTag, index, key) -> keys.add(new KeySet.Indexed(index, key)));
    long index = keys.get(which).index();
    KeyId id = new KeyId.Galois((int) index);
    keys.set(
        which,
        new KeySet.Indexed(index, evidence().converter().evaluationKey(withoutNoise(id), tag)));
    OpenFheKeyMap.AUTOMORPHISM.write(List.of(new KeySet(tag, keys)), folder.resolve("eak.bin"));

    expectDifference(find("rotation keys"), id + ", digit 0", "3.19 or 3.20 or 1.00");
  }
}
