package org.rotunda.compiler.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.EvaluationKey;
import org.rotunda.ckks.evaluation.EvaluationKeys;
import org.rotunda.ckks.evaluation.KeyLease;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.compiler.pass.KeyTrace;
import org.rotunda.compiler.pass.RandomComputations;
import org.rotunda.compiler.pass.RandomRotations;
import org.rotunda.compiler.pass.SmallParameters;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.program.Program;
import org.rotunda.paging.store.UniformResidency;

/** Limbs counted without arithmetic, and those of real runs. */
class WorkingMemoryTest {
  private static final Parameters PARAMETERS = SmallParameters.levels(4);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void everySectionOfARunTakesWhatIsPredicted(long seed) {
    requireAsPredicted(RandomComputations.of(seed, 64, 18, 4), seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void digitsThatRotationsShareCountFromTheFirstToTheLast(long seed) {
    requireAsPredicted(RandomRotations.of(seed, 64, 12), seed);
  }

  private static void requireAsPredicted(Program source, long seed) {
    EncryptedProgram program = new EncryptedProgram(source, PARAMETERS, seed);
    Map<String, List<Ciphertext>> inputs = program.encrypt(RandomComputations.inputs(source, seed));
    long inputBytes =
        inputs.values().stream().flatMap(List::stream).mapToLong(Ciphertext::bytes).sum();
    for (boolean lean : new boolean[] {true, false}) {
      Sections sections = new Sections(inputBytes);
      Engine engine = new Engine(KernelProvider.select(), sections, LimbExecutor.serial());
      WeightEncoder weights =
          new WeightEncoder(
              program.program(),
              program.splits(),
              program.scheme().context(),
              new Encoder(program.scheme().context(), engine));
      Map<String, List<Ciphertext>> outputs =
          new EncryptedBackend(program.program(), program.scheme().context(), engine, weights)
              .run(inputs, keys(program, lean, sections), ExecutionListener.none());
      sections.end();
      assertThat(
              WorkingMemory.of(
                      program.program(),
                      program.splits(),
                      Target.of(PARAMETERS),
                      uniform(program, lean),
                      1)
                  .peaks())
          .as("seed %d, lean %s", seed, lean)
          .isEqualTo(sections.peaks);
      EncryptedProgram.close(outputs);
    }
  }

  @Test
  void regeneratedLimbsOfKeysCountForEveryThread() {
    Program source = RandomComputations.of(3, 64, 18, 4);
    EncryptedProgram program = new EncryptedProgram(source, PARAMETERS, 3);
    long previous = 0;
    for (int threads = 1; threads <= 3; threads++) {
      List<Long> peaks =
          WorkingMemory.of(
                  program.program(),
                  program.splits(),
                  Target.of(PARAMETERS),
                  uniform(program, true),
                  threads)
              .peaks();
      assertThat(Collections.max(peaks)).isGreaterThanOrEqualTo(previous);
      previous = Collections.max(peaks);
    }
  }

  private static List<UniformResidency> uniform(EncryptedProgram program, boolean lean) {
    int uses = KeyTrace.of(program.program(), program.splits(), PARAMETERS).uses().size();
    return Collections.nCopies(uses, lean ? UniformResidency.LEAN : UniformResidency.RESIDENT);
  }

  /** Keys whose uniform halves take limbs where a seed would regenerate them, or don't. */
  private static EvaluationKeys keys(EncryptedProgram program, boolean lean, Sections sections) {
    EvaluationKeys keys = program.scheme().keys();
    return (id, level) -> {
      EvaluationKey whole;
      try (KeyLease lease = keys.acquire(id, level)) {
        whole = lease.key();
      }
      int[] primes = PARAMETERS.keyPrimeIndices(level).toArray();
      long[][][] b = new long[PARAMETERS.digits(level)][primes.length][];
      for (int digit = 0; digit < b.length; digit++) {
        for (int i = 0; i < primes.length; i++) {
          b[digit][i] = whole.b(digit, primes[i]);
        }
      }
      EvaluationKey key =
          new EvaluationKey(
              id,
              level,
              PARAMETERS,
              b,
              (digits, prime, engine) -> {
                LimbBlock held = whole.a().limbs(digits, prime, engine);
                return lean ? copy(held, engine.limbs()) : held;
              });
      return new KeyLease() {
        @Override
        public EvaluationKey key() {
          return key;
        }

        @Override
        public void close() {
          sections.end();
        }
      };
    };
  }

  private static LimbBlock copy(LimbBlock held, LimbAllocator allocator) {
    return LimbBlock.filled(
        allocator,
        held.size(),
        PARAMETERS.degree(),
        out -> {
          for (int i = 0; i < held.size(); i++) {
            System.arraycopy(held.get(i), 0, out.get(i), 0, PARAMETERS.degree());
          }
        });
  }

  /** Real limbs, counted from the end of one use of a key to that of the next. */
  private static final class Sections implements LimbAllocator {
    private final List<Long> peaks = new ArrayList<>();
    private long used;
    private long peak;

    Sections(long inputs) {
      used = inputs;
      peak = inputs;
    }

    @Override
    public long[] allocate(int length) {
      used += (long) length * Long.BYTES;
      peak = Math.max(peak, used);
      return new long[length];
    }

    @Override
    public void release(long[] limb) {
      used -= (long) limb.length * Long.BYTES;
    }

    void end() {
      peaks.add(peak);
      peak = used;
    }
  }
}
