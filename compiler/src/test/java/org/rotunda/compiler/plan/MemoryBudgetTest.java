package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.ckks.testing.TestScheme;
import org.rotunda.compiler.execution.EncryptedBackend;
import org.rotunda.compiler.execution.EncryptedProgram;
import org.rotunda.compiler.execution.ExecutionListener;
import org.rotunda.compiler.execution.WeightEncoder;
import org.rotunda.compiler.pass.RandomComputations;
import org.rotunda.compiler.pass.RandomRotations;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.pass.TransformSplits;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.WeightFiles;
import org.rotunda.compiler.program.WeightTensor;
import org.rotunda.compiler.program.Weights;
import org.rotunda.compiler.program.text.ProgramText;
import org.rotunda.keys.generation.KeySetGenerator;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.paging.pager.KeySession;
import org.rotunda.paging.pager.Pager;
import org.rotunda.paging.pager.PagerSettings;
import org.rotunda.paging.pager.ResidencyPolicy;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.KeyStoreWriter;
import org.rotunda.paging.store.StoreAuthentication;
import org.rotunda.paging.store.UniformResidency;

class MemoryBudgetTest {
  private static final Parameters PARAMETERS = SmallParameters.levels(3);
  private static final long UNBOUNDED = Long.MAX_VALUE / 2;

  @TempDir private Path folder;

  private static long least(Program program) {
    long[] smallest = new long[1];
    assertThatThrownBy(() -> new MemoryBudget(1, 1, 1).compile(program, PARAMETERS, UNBOUNDED))
        .isInstanceOfSatisfying(MemoryBudgetException.class, e -> smallest[0] = e.smallest())
        .hasMessageContaining("least for which a plan is found is");
    return smallest[0];
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theLeastThatWorksIsSaidAndWorksAndNothingLess(long seed) {
    Program program = RandomComputations.of(seed, 64, 15, 3);
    long least = least(program);
    Plan plan = new MemoryBudget(least, 1, 1).compile(program, PARAMETERS, UNBOUNDED);
    assertThat(MemoryPrediction.of(plan, 1, 1).totalBytes()).as("seed %d", seed).isEqualTo(least);
    assertThatThrownBy(
            () -> new MemoryBudget(least - 1, 1, 1).compile(program, PARAMETERS, UNBOUNDED))
        .as("seed %d", seed)
        .isInstanceOf(MemoryBudgetException.class);
  }

  /** Programs in which the fastest splits need more than others. */
  private static Program layers(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String text =
        """
        program layers;
        slots 64;
        weights "weights.json";
        input x: tensor[64];
        h = linear(x, one);
        output y: linear(h * h, two);
        """;
    return ProgramText.parse(
        text,
        manifest ->
            Weights.of(
                manifest,
                Stream.of("one", "two")
                    .map(
                        name ->
                            new WeightTensor(
                                name,
                                List.of(64, 64),
                                "weight",
                                random.doubles(64 * 64, -0.01, 0.01).toArray()))
                    .toList()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16, 32, 64})
  void noRangeOfBabyStepsForAllTransformsTakesLessThanTheLeast(int n1) {
    Program program = layers(5);
    Plan fastest = new Compiler(UNBOUNDED).compile(program, PARAMETERS);
    Map<Value, BabyStepGiantStep> uniform = new LinkedHashMap<>();
    for (Op op : fastest.program().ops()) {
      if (op instanceof Op.LinearTransform transform) {
        uniform.put(op.result(), BabyStepGiantStep.of(transform.matrix().indices(), n1));
      }
    }
    Plan other =
        new Compiler(UniformResidency.LEAN.bytes(PARAMETERS, 3))
            .plan(fastest.program(), new TransformSplits(uniform), fastest.target());
    long least = least(program);
    assertThat(MemoryPrediction.of(other, 1, 1).totalBytes()).isGreaterThanOrEqualTo(least);
    assertThat(uniform).hasSize(2);
  }

  @Test
  void theLeastIsBelowThatOfTheFastestSplits() {
    Program program = layers(5);
    Plan fastest = new Compiler(UNBOUNDED).compile(program, PARAMETERS);
    Plan fewKeys = new Compiler(UniformResidency.LEAN.bytes(PARAMETERS, 3)).replan(fastest);
    assertThat(least(program)).isLessThan(MemoryPrediction.of(fewKeys, 1, 1).totalBytes());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void keysGetWhatIsLeft(long seed) {
    Program program = layers(seed);
    long least = least(program);
    long whole =
        MemoryPrediction.of(new Compiler(UNBOUNDED).compile(program, PARAMETERS), 1, 1)
            .totalBytes();
    long budget = new SplittableRandom(seed).nextLong(least, whole);
    Plan plan = new MemoryBudget(budget, 1, 1).compile(program, PARAMETERS, UNBOUNDED);
    assertThat(MemoryPrediction.of(plan, 1, 1).totalBytes())
        .as("seed %d", seed)
        .isLessThanOrEqualTo(budget);
    long another = UniformResidency.RESIDENT.bytes(PARAMETERS, 3);
    Plan more = new Compiler(plan.keyBudget() + another).replan(plan);
    assertThat(
            MemoryPrediction.of(more, 1, 1).totalBytes() > budget
                || more.prediction().peakKeyBytes() == plan.prediction().peakKeyBytes())
        .as("seed %d: room for one key more", seed)
        .isTrue();
  }

  @Test
  void theKeyBudgetHoldsBesideTheMemoryBudget() {
    Program program = layers(5);
    long key = UniformResidency.LEAN.bytes(PARAMETERS, 3);
    Plan plan = new MemoryBudget(UNBOUNDED, 1, 1).compile(program, PARAMETERS, 2 * key);
    assertThat(plan.prediction().peakKeyBytes()).isLessThanOrEqualTo(2 * key);
    assertThatThrownBy(
            () -> new MemoryBudget(UNBOUNDED, 1, 1).compile(program, PARAMETERS, key - 1))
        .isInstanceOfSatisfying(
            BudgetException.class, e -> assertThat(e.smallest()).isEqualTo(key));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void aRunTakesWhatItsPlanPredicts(long seed) throws Exception {
    requireAsPredicted(RandomComputations.of(seed, 64, 15, 3), seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void aRunWhoseRotationsShareDigitsTakesWhatItsPlanPredicts(long seed) throws Exception {
    requireAsPredicted(RandomRotations.of(seed, 64, 12), seed);
  }

  private void requireAsPredicted(Program source, long seed) throws Exception {
    long least = least(source);
    long budget = least + new SplittableRandom(seed).nextLong(least);
    Plan plan = new MemoryBudget(budget, 1, 1).compile(source, PARAMETERS, UNBOUNDED);
    MemoryPrediction memory = MemoryPrediction.of(plan, 1, 1);
    assertThat(memory.totalBytes()).as("seed %d", seed).isLessThanOrEqualTo(budget);
    EncryptedProgram encrypted = new EncryptedProgram(source, PARAMETERS, seed);
    Map<String, List<Ciphertext>> inputs =
        encrypted.encrypt(RandomComputations.inputs(source, seed));
    long inputBytes =
        inputs.values().stream().flatMap(List::stream).mapToLong(Ciphertext::bytes).sum();
    LimbPool keyLimbs = new LimbPool(PARAMETERS.degree(), memory.planned().keyBytes());
    PagerSettings settings =
        PagerSettings.of(memory.planned().keyBytes(), plan.uniform()).withLoaders(1);
    try (KeyStore store = store(encrypted.scheme(), plan, seed);
        Pager pager = new Pager(store, settings, keyLimbs)) {
      Meter meter = new Meter(pager, inputBytes);
      Engine engine = new Engine(KernelProvider.select(), meter, LimbExecutor.serial());
      WeightEncoder weights =
          new WeightEncoder(
              plan.program(),
              plan.splits(),
              encrypted.scheme().context(),
              new Encoder(encrypted.scheme().context(), engine));
      EncryptedBackend backend =
          new EncryptedBackend(plan.program(), encrypted.scheme().context(), engine, weights);
      try (KeySession session = pager.open(new ResidencyPolicy.Planned(plan.schedule()))) {
        meter.look();
        EncryptedProgram.close(
            backend.run(inputs, meter.watching(session), ExecutionListener.none()));
      }
      assertThat(meter.peakWorking.get())
          .as("seed %d", seed)
          .isEqualTo(memory.planned().workingBytes());
      assertThat(meter.peak.get()).as("seed %d", seed).isEqualTo(memory.planned().limbBytes());
      assertThat(pager.statistics().peakBytes())
          .as("seed %d", seed)
          .isEqualTo(memory.planned().keyBytes());
      assertThat(keyLimbs.peakBytes())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(memory.planned().keyBytes());
      assertThat(pager.statistics().peakBufferBytes())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(memory.bufferBytes());
    }
  }

  @Test
  void aFileWithAnotherPredictionIsRefused() throws IOException {
    Program program = RandomComputations.of(2, 64, 15, 3);
    Plan plan = new Compiler(UNBOUNDED).compile(program, PARAMETERS);
    MemoryPrediction memory = MemoryPrediction.of(plan, 2, 3);
    Path file = folder.resolve("plan.json");
    WeightFiles.write(folder, program.weights());
    PlanFile.write(file, plan, PlanMemory.unbounded(memory), folder);
    assertThat(PlanFile.readMemory(file)).isEqualTo(PlanMemory.unbounded(memory));
    PlanFile.readInsecureForTesting(file);
    String text = Files.readString(file);
    Files.writeString(
        file,
        text.replace(
            "\"limbBytes\":" + memory.planned().limbBytes(),
            "\"limbBytes\":" + (memory.planned().limbBytes() - 8)));
    assertThatThrownBy(() -> PlanFile.readInsecureForTesting(file))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "$.memory.planned.limbBytes: %d is what the program takes, but %d was found"
                .formatted(memory.planned().limbBytes(), memory.planned().limbBytes() - 8));
  }

  private KeyStore store(TestScheme scheme, Plan plan, long seed) throws IOException {
    Path file = folder.resolve("keys");
    KeySetId keySet = KeySetId.fresh(new SeededRandom(seed));
    try (KeyStoreWriter writer =
            KeyStoreWriter.create(file, PARAMETERS, keySet, new StoreAuthentication.None());
        KeySetGenerator generator =
            new KeySetGenerator(
                scheme.context(),
                scheme.engine(),
                scheme.secret(),
                keySet,
                new SeededRandom(seed + 1),
                SecretKeyAccess.onKeyOwnersMachine())) {
      generator.generate(plan.requests(), writer, (_, _, _) -> {});
    }
    return KeyStore.open(file, PARAMETERS);
  }

  /** Looks at keys and limbs together whenever either becomes more. */
  private static final class Meter implements LimbAllocator {
    private final Pager pager;
    private final AtomicLong used;
    private final AtomicLong peakWorking = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();

    Meter(Pager pager, long inputs) {
      this.pager = pager;
      this.used = new AtomicLong(inputs);
    }

    void look() {
      long working = used.get();
      peakWorking.accumulateAndGet(working, Math::max);
      peak.accumulateAndGet(working + pager.statistics().residentBytes(), Math::max);
    }

    EvaluationKeys watching(EvaluationKeys keys) {
      return (id, level) -> {
        KeyLease lease = keys.acquire(id, level);
        look();
        return new KeyLease() {
          @Override
          public EvaluationKey key() {
            return lease.key();
          }

          @Override
          public void close() {
            lease.close();
            look();
          }
        };
      };
    }

    @Override
    public long[] allocate(int length) {
      used.addAndGet((long) length * Long.BYTES);
      look();
      return new long[length];
    }

    @Override
    public void release(long[] limb) {
      used.addAndGet(-(long) limb.length * Long.BYTES);
    }
  }
}
