package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rotunda.ckks.evaluation.KeyId;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.execution.WorkingMemory;
import org.rotunda.compiler.program.Op;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SlotMatrix;
import org.rotunda.compiler.program.Value;
import org.rotunda.compiler.program.Weights;
import org.rotunda.paging.pager.ResidencySchedule.KeyLoad;
import org.rotunda.paging.pager.ResidencySchedule.Step;
import org.rotunda.paging.store.PageGeometry;
import org.rotunda.paging.store.ReadBuffer;
import org.rotunda.paging.store.UniformResidency;

/**
 * What a run of a plan takes of memory, key by key and limb by limb.
 *
 * @param threads how many threads work on an operation
 * @param loaders how many threads read keys
 * @param planned the limbs of a run whose keys come and go as the plan says
 * @param onDemand those of a run whose keys are read when they are used, within the key budget
 * @param resident those of a run with all keys in memory
 * @param bufferBytes the bytes that keys are read into, by all loaders
 * @param matrixBytes the numbers of the largest matrix, from which its diagonals are encoded
 * @param diagonalBytes the encoded matrices of bootstrapping, which all runs share
 * @param encodingBytes what the encodings of all threads work on
 * @param tableBytes about what transforms, automorphisms, encoder and the program's weights take
 */
public record MemoryPrediction(
    int threads,
    int loaders,
    LimbPrediction planned,
    LimbPrediction onDemand,
    LimbPrediction resident,
    long bufferBytes,
    long matrixBytes,
    long diagonalBytes,
    long encodingBytes,
    long tableBytes) {
  /** Roots, their companions and what vector kernels derive, in words a coefficient and prime. */
  private static final int TABLE_WORDS = 8;

  /** Twiddles of the embedding and its transform, in words a slot. */
  private static final int EMBEDDING_WORDS = 6;

  /** What an encoding works on, and each thread that finds a limb of it, in words a slot. */
  private static final int ENCODING_WORDS = 6;

  /** The heap beyond what is predicted: objects, arrays of doubles in use, room to collect. */
  private static final long HEAP_MARGIN = 96L << 20;

  /**
   * The prediction for a plan.
   *
   * @param threads at least 1
   * @param loaders at least 1
   */
  public static MemoryPrediction of(Plan plan, int threads, int loaders) {
    List<UniformResidency> uniform = new ArrayList<>();
    LimbPrediction planned = planned(plan, threads, uniform);
    List<UniformResidency> alike = Collections.nCopies(uniform.size(), plan.uniform());
    long unplanned =
        uniform.equals(alike) ? planned.workingBytes() : working(plan, alike, threads).peak();
    return of(plan, threads, loaders, planned, unplanned);
  }

  /** All that a run of a plan takes whose keys come and go as it says. */
  static long plannedBytes(Plan plan, int threads, int loaders) {
    LimbPrediction planned = planned(plan, threads, new ArrayList<>());
    return of(plan, threads, loaders, planned, planned.workingBytes()).totalBytes();
  }

  /**
   * The limbs of a run.
   *
   * @param uniform receives what the key of each use holds of its uniform half
   */
  private static LimbPrediction planned(Plan plan, int threads, List<UniformResidency> uniform) {
    long[] keys = follow(plan.schedule().steps(), plan.parameters(), uniform);
    WorkingMemory working = working(plan, uniform, threads);
    long limbs = 0;
    long mostKeys = 0;
    for (int i = 0; i < keys.length; i++) {
      limbs = Math.max(limbs, keys[i] + working.peaks().get(i));
      mostKeys = Math.max(mostKeys, keys[i]);
    }
    return new LimbPrediction(mostKeys, working.peak(), limbs);
  }

  private static MemoryPrediction of(
      Plan plan, int threads, int loaders, LimbPrediction planned, long unplanned) {
    long keySet = plan.prediction().keySetBytes();
    int level =
        plan.schedule().steps().stream()
            .flatMap(step -> loads(step).stream())
            .mapToInt(KeyLoad::level)
            .max()
            .orElse(-1);
    long buffer = level < 0 ? 0 : ReadBuffer.bytes(PageGeometry.of(plan.parameters()), level, true);
    return new MemoryPrediction(
        threads,
        loaders,
        planned,
        LimbPrediction.ofLasting(Math.min(keySet, plan.keyBudget()), unplanned),
        LimbPrediction.ofLasting(keySet, unplanned),
        loaders * buffer,
        matrix(plan.program()),
        plan.bootstrap().map(bootstrap -> bootstrap.pass().matrixBytes()).orElse(0L),
        (threads + 1L) * ENCODING_WORDS * plan.program().slots() * Double.BYTES,
        tables(plan));
  }

  private static WorkingMemory working(Plan plan, List<UniformResidency> uniform, int threads) {
    return WorkingMemory.of(plan.program(), plan.splits(), plan.target(), uniform, threads);
  }

  private static List<KeyLoad> loads(Step step) {
    List<KeyLoad> loads = new ArrayList<>(step.prefetch());
    step.load().ifPresent(loads::add);
    return loads;
  }

  /**
   * The bytes of keys from the end of each use to that of the next, and after the last.
   *
   * @param uniform receives what the key of each use holds of its uniform half
   */
  private static long[] follow(
      List<Step> steps, Parameters parameters, List<UniformResidency> uniform) {
    Map<KeyId, KeyLoad> resident = new HashMap<>();
    long[] bytes = new long[steps.size() + 1];
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      KeyId used = step.use().id();
      step.evictBefore().forEach(resident::remove);
      loads(step).forEach(load -> resident.put(load.id(), load));
      bytes[i] = bytes(resident, parameters);
      uniform.addAll(
          Optional.ofNullable(resident.get(used)).map(KeyLoad::uniform).stream().toList());
      step.shrinkAfter()
          .ifPresent(
              level ->
                  resident.computeIfPresent(
                      used, (id, load) -> new KeyLoad(id, level, load.uniform())));
      step.evictAfter().forEach(resident::remove);
    }
    bytes[steps.size()] = bytes(resident, parameters);
    return bytes;
  }

  private static long bytes(Map<KeyId, KeyLoad> resident, Parameters parameters) {
    return resident.values().stream()
        .mapToLong(load -> load.uniform().bytes(parameters, load.level()))
        .sum();
  }

  private static long matrix(Program program) {
    long largest = 0;
    for (Op op : program.ops()) {
      if (op instanceof Op.LinearTransform(Value _, Value _, SlotMatrix matrix)) {
        long numbers = (long) matrix.indices().size() * matrix.period(program.weights());
        largest = Math.max(largest, numbers * Double.BYTES);
      }
    }
    return largest;
  }

  private static long tables(Plan plan) {
    Parameters parameters = plan.parameters();
    long primes = (long) parameters.q().size() + parameters.p().size();
    long automorphisms =
        plan.trace().topLevels().keySet().stream().filter(KeyId.Galois.class::isInstance).count();
    Weights weights = plan.program().weights();
    long weightBytes =
        weights.tensors().stream()
            .mapToLong(tensor -> (long) tensor.values().length * Double.BYTES)
            .sum();
    return primes * TABLE_WORDS * parameters.degree() * Long.BYTES
        + automorphisms * parameters.degree() * Integer.BYTES
        + (long) EMBEDDING_WORDS * plan.program().slots() * Double.BYTES
        + weightBytes;
  }

  /** The same with another number of loaders. */
  public MemoryPrediction withLoaders(int number) {
    return new MemoryPrediction(
        threads,
        number,
        planned,
        onDemand,
        resident,
        bufferBytes / loaders * number,
        matrixBytes,
        diagonalBytes,
        encodingBytes,
        tableBytes);
  }

  /** All that a run takes whose keys come and go as the plan says. */
  public long totalBytes() {
    return totalBytes(planned, 1);
  }

  /**
   * All that several runs take that go side by side, each with all of the threads.
   *
   * @param limbs of one of them: planned, on demand or resident
   * @param runs how many, at least 1
   */
  public long totalBytes(LimbPrediction limbs, int runs) {
    return limbs.bytes(runs)
        + bufferBytes
        + runs * (matrixBytes + encodingBytes)
        + diagonalBytes
        + tableBytes;
  }

  /** The heap of a JVM for what takes so many bytes in all. */
  public static long heapBytes(long totalBytes) {
    return totalBytes + HEAP_MARGIN;
  }
}
