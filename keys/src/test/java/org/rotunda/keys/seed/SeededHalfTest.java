package org.rotunda.keys.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.evaluation.ResidentKeys;
import org.rotunda.ckks.evaluation.UniformHalf;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.ring.kernel.ScalarKernels;
import org.rotunda.ckks.secret.EvaluationKeyGenerator;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.testing.Allocation;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;
import org.rotunda.keys.testing.SmallKeySets;

class SeededHalfTest {
  private static final Engine ENGINE =
      new Engine(KernelProvider.select(), LimbAllocator.heap(), LimbExecutor.serial());

  static Stream<Parameters> parameters() {
    return Stream.concat(Stream.of(SmallKeySets.tiny()), TestParameters.table());
  }

  private static SeededHalf half(Parameters parameters) {
    KeySeed seed = KeySeed.fresh(new SeededRandom(1));
    return new SeededHalf(parameters, SmallKeySets.keySet(1), new KeyId.Galois(5), seed);
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void aLimbAloneIsTheSameLimbInTheWhole(Parameters parameters) {
    int level = parameters.maxLevel();
    SeededHalf lean = half(parameters);
    UniformHalf whole = lean.materialise(level, ENGINE);
    parameters
        .keyPrimeIndices(level)
        .forEach(prime -> assertEqualLimbs(lean, whole, parameters.digits(level), prime));
    assertEqualLimbs(lean, whole, 1, parameters.maxLevel());
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void theHalfOfATruncatedKeyIsTheLeadingPartOfTheWhole(Parameters parameters) {
    SeededHalf lean = half(parameters);
    UniformHalf whole = lean.materialise(parameters.maxLevel(), ENGINE);
    for (int level = 0; level < parameters.maxLevel(); level++) {
      UniformHalf truncated = lean.materialise(level, ENGINE);
      int digits = parameters.digits(level);
      parameters
          .keyPrimeIndices(level)
          .forEach(prime -> assertEqualLimbs(truncated, whole, digits, prime));
    }
  }

  private static void assertEqualLimbs(UniformHalf x, UniformHalf y, int digits, int prime) {
    try (LimbBlock ofX = x.limbs(digits, prime, ENGINE);
        LimbBlock ofY = y.limbs(digits, prime, ENGINE)) {
      assertThat(ofX.size()).isEqualTo(digits);
      assertThat(ofX.all()).isDeepEqualTo(ofY.all());
    }
  }

  @Test
  void regeneratedLimbsComeFromTheAllocatorAndGoBack() {
    Parameters parameters = SmallKeySets.tiny();
    LimbPool pool = new LimbPool(parameters.degree(), Long.MAX_VALUE);
    Engine engine = new Engine(ENGINE.kernels(), pool, LimbExecutor.serial());
    try (LimbBlock limbs = half(parameters).limbs(2, 0, engine)) {
      assertThat(limbs.size()).isEqualTo(2);
      assertThat(pool.usedBytes()).isEqualTo(2L * parameters.degree() * Long.BYTES);
    }
    assertThat(pool.usedBytes()).isZero();
  }

  @Test
  void severalThreadsGetTheSameLimbs() {
    Parameters parameters = TestParameters.pairs();
    SeededHalf lean = half(parameters);
    UniformHalf whole = lean.materialise(parameters.maxLevel(), ENGINE);
    IntStream.range(0, 64)
        .parallel()
        .forEach(i -> assertEqualLimbs(lean, whole, 2, i % parameters.q().size()));
  }

  /** The key regenerates its uniform half; the streams' buffers have a size of their own. */
  @Test
  void warmRotationsWithRegeneratedLimbsAllocateNoMoreAtTwiceTheDegree() {
    long limb = (1 << 12) * Long.BYTES;
    assertThat(allocatedByRotation(13)).isLessThan(allocatedByRotation(12) + limb / 2);
  }

  private static long allocatedByRotation(int logDegree) {
    Parameters parameters =
        Parameters.builder()
            .logDegree(logDegree)
            .q(49, 1)
            .q(40, 2)
            .p(49, 2)
            .digitSize(2)
            .insecureForTesting()
            .build();
    LimbPool pool = new LimbPool(parameters.degree(), Long.MAX_VALUE);
    Engine engine = new Engine(new ScalarKernels(), pool, LimbExecutor.serial());
    TestScheme scheme = new TestScheme(CkksContext.of(parameters), engine, 2);
    SeededHalf a = half(parameters);
    try (EvaluationKeyGenerator generator =
            new EvaluationKeyGenerator(
                scheme.context(),
                engine,
                scheme.secret(),
                new SeededRandom(3),
                SecretKeyAccess.onKeyOwnersMachine());
        Ciphertext x = scheme.encrypt(scheme.randomReal(parameters.slots()), 2)) {
      ResidentKeys keys = new ResidentKeys(List.of(generator.generate(new KeyId.Galois(5), 2, a)));
      Evaluator evaluator = new Evaluator(scheme.context(), engine, keys);
      return Allocation.ofWarm(() -> evaluator.rotate(x, 1).close());
    }
  }
}
