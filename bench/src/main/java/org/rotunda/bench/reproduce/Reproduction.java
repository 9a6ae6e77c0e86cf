package org.rotunda.bench.reproduce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.rotunda.bench.run.Machine;
import org.rotunda.bench.workload.Workload;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.compiler.cli.job.CommandEngine;
import org.rotunda.compiler.cli.job.Progress;
import org.rotunda.compiler.execution.ExecutionListener;
import org.rotunda.compiler.execution.KeptEncodings;
import org.rotunda.compiler.pass.NoisePrediction;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.program.CipherType;
import org.rotunda.compiler.program.TensorLayout;
import org.rotunda.keys.wire.CiphertextFormat;
import org.rotunda.keys.wire.Labelled;
import org.rotunda.keys.wire.WireTarget;
import org.rotunda.paging.store.KeyStore;

/**
 * Measures all contenders on one workload. Times are taken in this process, where weights are
 * encoded beforehand and every contender starts with an empty pager; contenders take turns, each
 * round beginning with another. Memory is taken in a process of its own for each.
 */
final class Reproduction implements AutoCloseable {

  /** Deviations within which a Gaussian error stays but for one in five hundred million. */
  private static final int DEVIATIONS = 6;

  private static final long NOISE_SEED = 1;

  private final Settings settings;
  private final Workload workload;
  private final List<Contender> contenders;
  private final Engine engine;
  private final Runner runner;
  private final KeyOwner owner;
  private final boolean cold;
  private final Processes processes;
  private final Encodings encodings;
  private final Map<CipherType, List<List<Ciphertext>>> inputs = new HashMap<>();
  private final Map<String, OptionalLong> processBytes = new HashMap<>();
  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
  private final Map<String, List<Double>> stalls = new LinkedHashMap<>();
  private final Map<String, Runner.Run> last = new HashMap<>();
  private final Map<String, Double> errors = new HashMap<>();
  private final Map<String, Boolean> identical = new HashMap<>();

  /** Runs contenders in processes of their own. */
  @FunctionalInterface
  interface Processes {
    /** The most physical memory that one has, which only runs this contender. */
    OptionalLong peakBytes(Contender contender) throws IOException;
  }

  /**
   * Generates keys and encrypts the inputs.
   *
   * @param encodedBytes the most bytes of encoded weights to keep, but those of one code are kept
   *     however many they are
   */
  Reproduction(
      Settings settings,
      Workload workload,
      List<Contender> contenders,
      long encodedBytes,
      Processes processes)
      throws IOException {
    this.processes = processes;
    this.settings = settings;
    this.workload = workload;
    this.contenders = contenders;
    Parameters parameters = contenders.getFirst().plan().parameters();
    CkksContext context = CkksContext.of(parameters);
    this.engine = CommandEngine.withThreads(settings.threads());
    Path store = settings.probe(Contenders.REFERENCE).store();
    Files.deleteIfExists(store);
    this.runner = new Runner(context, engine, store, settings.loaders());
    this.encodings = new Encodings(encodedBytes, runner::encoder);
    this.owner = new KeyOwner(context, engine);
    owner.generate(contenders, store);
    this.cold = PageCache.canDrop(store);
    for (Contender contender : contenders) {
      // One encryption for all that take the same type, so that their outputs can be compared.
      inputs.computeIfAbsent(
          contender.inputType(),
          _ ->
              workload.inputs().stream()
                  .map(elements -> owner.encrypt(contender.plan().program(), elements))
                  .toList());
    }
  }

  /** Measures everything. */
  Measurement run() throws IOException {
    // First, because weights that are kept encoded take much of the machine's memory later.
    processes();
    warmUp();
    times();
    List<Result> results = new ArrayList<>();
    double bound = errorBound();
    for (Contender contender : contenders) {
      results.add(result(contender, bound));
    }
    return new Measurement(
        workload,
        contenders.getFirst().plan(),
        "%s; %d threads an evaluation, %d for loading"
            .formatted(
                Machine.description(engine.kernels().name()),
                settings.threads(),
                settings.loaders()),
        cold,
        bound,
        range(),
        results);
  }

  /** One run of every program that isn't counted and lets the JVM compile. */
  private void warmUp() throws IOException {
    Set<Contender.Code> warm = new HashSet<>();
    try (Progress progress = Progress.begin("Encoding weights", contenders.size())) {
      for (int i = 0; i < contenders.size(); i++) {
        if (warm.add(contenders.get(i).code())) {
          run(contenders.get(i), 0, ExecutionListener.none());
        }
        progress.done(i + 1L);
      }
    }
  }

  private void times() throws IOException {
    int count = contenders.size();
    try (Progress progress = Progress.begin("Running", (long) settings.pairs() * count)) {
      for (int round = 0; round < settings.pairs(); round++) {
        int image = round % workload.inputs().size();
        double[] expected = workload.expected(workload.inputs().get(image));
        Map<String, Runner.Run> runs = new HashMap<>();
        for (int turn = 0; turn < count; turn++) {
          Contender contender = contenders.get((round + turn) % count);
          Runner.Run run = run(contender, image, ExecutionListener.none());
          runs.put(contender.name(), run);
          seconds.computeIfAbsent(contender.name(), _ -> new ArrayList<>()).add(run.seconds());
          stalls.computeIfAbsent(contender.name(), _ -> new ArrayList<>()).add(run.stallSeconds());
          errors.merge(contender.name(), error(contender, run, expected), Math::max);
          progress.done((long) round * count + turn + 1);
        }
        compare(runs);
      }
    }
  }

  private void compare(Map<String, Runner.Run> runs) {
    Runner.Run reference = named(runs, Contenders.REFERENCE);
    for (Contender contender : contenders) {
      boolean same =
          Ciphertexts.identical(named(runs, contender.name()).output(), reference.output());
      identical.merge(contender.name(), same, Boolean::logicalAnd);
    }
    last.putAll(runs);
  }

  private Runner.Run run(Contender contender, int image, ExecutionListener listener)
      throws IOException {
    KeptEncodings encoded = encodings.of(contender);
    if (cold) {
      PageCache.drop(settings.probe(contender.name()).store());
    }
    return runner.run(
        contender, encoded, named(inputs, contender.inputType()).get(image), listener);
  }

  private double error(Contender contender, Runner.Run run, double[] expected) {
    double[] found = owner.decrypt(contender.plan().program(), run.output());
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(found[i] - expected[i]));
    }
    return largest;
  }

  private Result result(Contender contender, double bound) throws IOException {
    String name = contender.name();
    double error = named(errors, name);
    Result.Output output =
        error > bound
            ? Result.Output.WRONG
            : named(identical, name) ? Result.Output.IDENTICAL : Result.Output.WITHIN_NOISE;
    return new Result(
        contender,
        named(seconds, name),
        named(stalls, name),
        named(last, name).statistics(),
        named(processBytes, name),
        error,
        output,
        timeline(contender));
  }

  private Timeline timeline(Contender contender) throws IOException {
    Timeline timeline = recorded(contender);
    return switch (contender.start()) {
      case RUNNING -> timeline;
      case LOADED -> timeline.withWaitForAll();
    };
  }

  private Timeline recorded(Contender contender) throws IOException {
    encodings.of(contender);
    return KeyEvents.during(
        settings.folder(),
        () -> {
          try {
            run(contender, 0, ExecutionListener.none());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void processes() throws IOException {
    try (Progress progress = Progress.begin("Measuring memory", contenders.size())) {
      for (Contender contender : contenders) {
        writeInput(settings.probe(contender.name()).input(), contender);
        processBytes.put(contender.name(), processes.peakBytes(contender));
        progress.done(processBytes.size());
      }
    }
  }

  private void writeInput(Path file, Contender contender) throws IOException {
    Plan plan = contender.plan();
    List<Labelled<Ciphertext>> list =
        named(inputs, contender.inputType()).getFirst().stream()
            .map(ciphertext -> new Labelled<>(workload.input(), ciphertext))
            .toList();
    try (KeyStore store =
        KeyStore.open(settings.probe(Contenders.REFERENCE).store(), plan.parameters())) {
      CiphertextFormat.write(WireTarget.file(file), plan.parameters(), store.keySet(), list);
    }
  }

  /** The largest of all programs' and inputs' predictions. */
  private double errorBound() {
    Map<Contender.Code, Double> deviations = new HashMap<>();
    contenders.forEach(c -> deviations.computeIfAbsent(c.code(), _ -> deviation(c.plan())));
    return DEVIATIONS * Collections.max(deviations.values());
  }

  private double deviation(Plan plan) {
    TensorLayout layout = plan.program().inputs().getFirst().layout();
    List<ComplexVector> slots =
        layout.pack(workload.inputs().getFirst()).stream().map(ComplexVector::ofReal).toList();
    return NoisePrediction.of(
            plan.program(),
            plan.splits(),
            plan.target(),
            Map.of(workload.input(), slots),
            NOISE_SEED)
        .elementDeviation(plan.program().outputs().getFirst());
  }

  private double range() {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] input : workload.inputs()) {
      for (double element : workload.expected(input)) {
        least = Math.min(least, element);
        most = Math.max(most, element);
      }
    }
    return most - least;
  }

  private static <K, V> V named(Map<K, V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalStateException("Nothing was measured of " + key);
    }
    return value;
  }

  @Override
  public void close() {
    encodings.close();
    owner.close();
  }
}
