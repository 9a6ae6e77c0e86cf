package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.testing.Limbs;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.ckks.testing.SlotErrors;
import org.rotunda.ckks.testing.TestScheme;
import org.rotunda.compiler.execution.EncryptedProgram;
import org.rotunda.compiler.execution.ExecutionListener;
import org.rotunda.compiler.pass.NoisePrediction;
import org.rotunda.compiler.pass.RandomComputations;
import org.rotunda.compiler.pass.RandomRotations;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.pass.UseGroups;
import org.rotunda.compiler.program.Port;
import org.rotunda.compiler.program.Program;
import org.rotunda.keys.generation.KeySetGenerator;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.paging.pager.KeySession;
import org.rotunda.paging.pager.Pager;
import org.rotunda.paging.pager.PagerStatistics;
import org.rotunda.paging.pager.ResidencyPolicy;
import org.rotunda.paging.pager.ResidencySchedule;
import org.rotunda.paging.pager.ScheduleException;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.KeyStoreWriter;
import org.rotunda.paging.store.StoreAuthentication;
import org.rotunda.paging.store.UniformResidency;

/** Programs, plans, key generation, the store and the pager together. */
class PagedRunTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void randomProgramsGiveTheSameBitsUnderAllPolicies(long seed) throws IOException {
    requireSameUnderAllPolicies(
        RandomComputations.of(seed, 64, 15, 3), SmallParameters.levels(3), seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void productsThatAreWrittenOutGiveTheSameBitsUnderAllPolicies(long seed) throws IOException {
    requireSameUnderAllPolicies(
        TransformRecognitionTest.written(64, 16, seed), SmallParameters.levels(3), seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void composedRotationsGiveTheSameBitsUnderAllPolicies(long seed) throws IOException {
    requireSameUnderAllPolicies(
        CompositionSearchTest.rotations(seed, 64, 8), SmallParameters.levels(3), seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void rotationsThatShareDigitsGiveTheSameBitsUnderAllPolicies(long seed) throws IOException {
    requireSameUnderAllPolicies(
        RandomRotations.of(seed, 64, 10), SmallParameters.levels(RandomRotations.DEPTH), seed);
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void programsOfRealSizeGiveTheSameBitsUnderAllPolicies(long seed) throws IOException {
    Program program = RandomComputations.of(seed, 4096, 25, 3);
    requireSameUnderAllPolicies(program, Compiler.parametersFor(program, 15, 2), seed);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("manySeeds")
  void manyMoreRandomProgramsGiveTheSameBitsUnderAllPolicies(long seed) throws IOException {
    requireSameUnderAllPolicies(
        RandomComputations.of(seed, 64, 15, 3), SmallParameters.levels(3), seed);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("manySeeds")
  void manyMoreRotationsThatShareDigitsGiveTheSameBitsUnderAllPolicies(long seed)
      throws IOException {
    requireSameUnderAllPolicies(
        RandomRotations.of(seed, 64, 10), SmallParameters.levels(RandomRotations.DEPTH), seed);
  }

  static LongStream manySeeds() {
    return LongStream.rangeClosed(101, 300);
  }

  private void requireSameUnderAllPolicies(Program program, Parameters parameters, long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    long all = new Compiler(Long.MAX_VALUE).compile(program, parameters).leanKeySetBytes();
    long largest = UniformResidency.LEAN.bytes(parameters, parameters.maxLevel());
    long budget = all <= largest ? largest : random.nextLong(largest, all + 1);
    Plan plan = new Compiler(budget).compile(program, parameters);
    EncryptedProgram encrypted =
        new EncryptedProgram(program, plan.program(), plan.splits(), parameters, seed);
    Map<String, List<ComplexVector>> inputs = RandomComputations.inputs(program, seed);
    Map<String, List<Ciphertext>> ciphertexts = encrypted.encrypt(inputs);
    List<List<long[][]>> results = new ArrayList<>();
    try (KeyStore store = store(encrypted.scheme(), plan.requests(), seed)) {
      assertThat(store.keys()).hasSize(plan.requests().size());
      for (ResidencyPolicy policy : policies(plan, store)) {
        long share =
            policy instanceof ResidencyPolicy.Resident ? plan.prediction().keySetBytes() : budget;
        LimbPool limbs = new LimbPool(parameters.degree(), Long.MAX_VALUE);
        try (Pager pager = new Pager(store, share, plan.uniform(), 1, limbs)) {
          Map<String, List<Ciphertext>> outputs;
          try (KeySession session = pager.open(policy)) {
            outputs = encrypted.backend().run(ciphertexts, session, ExecutionListener.none());
          }
          requireAsPlanned(policy, plan, pager.statistics(), share, "seed " + seed);
          requireWithinPrediction(encrypted, plan, inputs, outputs, seed);
          results.add(outputs.values().stream().flatMap(List::stream).map(Limbs::of).toList());
          EncryptedProgram.close(outputs);
        }
        assertThat(limbs.usedBytes()).as("key bytes left, seed %d", seed).isZero();
      }
    }
    assertThat(encrypted.limbs().usedBytes()).as("seed %d", seed).isZero();
    for (List<long[][]> result : results) {
      for (int i = 0; i < result.size(); i++) {
        assertThat(result.get(i))
            .as("seed %d, ciphertext %d", seed, i)
            .isDeepEqualTo(results.getFirst().get(i));
      }
    }
  }

  private KeyStore store(TestScheme scheme, List<KeyRequest> requests, long seed)
      throws IOException {
    Path file = folder.resolve("evaluation.keys");
    SeededRandom random = new SeededRandom(seed);
    KeySetId keySet = KeySetId.fresh(random);
    try (KeyStoreWriter writer =
            KeyStoreWriter.create(
                file, scheme.parameters(), keySet, new StoreAuthentication.None());
        KeySetGenerator generator =
            new KeySetGenerator(
                scheme.context(),
                scheme.engine(),
                scheme.secret(),
                keySet,
                random,
                SecretKeyAccess.onKeyOwnersMachine())) {
      generator.generate(requests, writer, (_, _, _) -> {});
    }
    return KeyStore.open(file, scheme.parameters());
  }

  private static List<ResidencyPolicy> policies(Plan plan, KeyStore store) {
    return List.of(
        ResidencyPolicy.Resident.everything(store, plan.uniform()),
        new ResidencyPolicy.OnDemand(),
        new ResidencyPolicy.Planned(plan.schedule()));
  }

  private static void requireAsPlanned(
      ResidencyPolicy policy, Plan plan, PagerStatistics found, long share, String context) {
    assertThat(found.peakBytes()).as(context).isLessThanOrEqualTo(share);
    if (policy instanceof ResidencyPolicy.Planned) {
      Prediction predicted = plan.prediction();
      assertThat(found.loads()).as(context).isEqualTo(predicted.loads());
      assertThat(found.bytesRead()).as(context).isEqualTo(predicted.bytesRead());
      assertThat(found.peakBytes()).as(context).isEqualTo(predicted.peakKeyBytes());
      assertThat(found.prefetchesUsed()).as(context).isEqualTo(predicted.prefetches());
      assertThat(found.prefetchesWasted()).as(context).isZero();
    }
  }

  private static void requireWithinPrediction(
      EncryptedProgram encrypted,
      Plan plan,
      Map<String, List<ComplexVector>> inputs,
      Map<String, List<Ciphertext>> outputs,
      long seed) {
    NoisePrediction prediction =
        NoisePrediction.of(plan.program(), plan.splits(), plan.target(), inputs, seed);
    Map<String, List<ComplexVector>> clear = encrypted.clear(inputs);
    for (Port port : plan.program().outputs()) {
      for (int part = 0; part < port.parts().size(); part++) {
        ComplexVector actual =
            encrypted.scheme().decrypt(outputs.getOrDefault(port.name(), List.of()).get(part));
        ComplexVector expected = clear.getOrDefault(port.name(), List.of()).get(part);
        double error =
            SlotErrors.of(
                    ComplexVector.ofReal(actual.real()), ComplexVector.ofReal(expected.real()))
                .rootMeanSquare();
        assertThat(error)
            .as("seed %d, %s", seed, port.name())
            .isLessThanOrEqualTo(7 * prediction.slotDeviation(port.parts().get(part)));
      }
    }
  }

  /** The planner's schedules also pass the pager's own check and keep its accounts. */
  @Test
  void randomSchedulesAreFollowedByThePager() throws IOException {
    Parameters parameters = SmallParameters.levels(3);
    TestScheme scheme = new TestScheme(parameters, 1);
    int keys = 6;
    List<KeyRequest> requests =
        IntStream.range(0, keys).mapToObj(k -> new KeyRequest(RandomTraces.key(k), 3)).toList();
    try (KeyStore store = store(scheme, requests, 1)) {
      for (long seed = 0; seed < 1000; seed++) {
        SplittableRandom random = new SplittableRandom(seed);
        List<KeyUse> trace = RandomTraces.mixed(random, random.nextInt(1, 80), keys, 3);
        long budget = RandomTraces.budget(random, trace, parameters, UniformResidency.LEAN);
        ResidencySchedule schedule =
            new ResidencyPlanner(parameters, UniformResidency.LEAN, budget)
                .plan(UseGroups.inOrder(trace), true);
        LimbPool limbs = new LimbPool(parameters.degree(), budget);
        try (Pager pager = new Pager(store, budget, UniformResidency.LEAN, 1, limbs);
            KeySession session = pager.open(new ResidencyPolicy.Planned(schedule))) {
          for (KeyUse use : trace) {
            session.acquire(use.id(), use.level()).close();
          }
          assertThat(pager.statistics().residentBytes()).as("seed %d", seed).isZero();
        }
        assertThat(limbs.usedBytes()).as("seed %d", seed).isZero();
      }
    }
  }

  @Test
  void scheduleForKeysThatTheStoreLacksIsRefusedWhenItIsOpened() throws IOException {
    Parameters parameters = SmallParameters.levels(3);
    TestScheme scheme = new TestScheme(parameters, 1);
    List<KeyUse> trace = List.of(new KeyUse(RandomTraces.key(1), 3));
    long budget = UniformResidency.LEAN.bytes(parameters, 3);
    ResidencySchedule schedule =
        new ResidencyPlanner(parameters, UniformResidency.LEAN, budget)
            .plan(UseGroups.inOrder(trace), true);
    try (KeyStore store = store(scheme, List.of(new KeyRequest(RandomTraces.key(1), 2)), 1);
        Pager pager =
            new Pager(
                store,
                budget,
                UniformResidency.LEAN,
                1,
                new LimbPool(parameters.degree(), budget))) {
      assertThatThrownBy(() -> pager.open(new ResidencyPolicy.Planned(schedule)))
          .isInstanceOf(ScheduleException.Invalid.class)
          .hasMessageContaining("Step 0")
          .hasMessageContaining("loads galois 3 at level 3, which the store does not have");
    }
  }
}
