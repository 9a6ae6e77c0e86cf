package org.rotunda.bench.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.rotunda.bench.reproduce.PageCache;
import org.rotunda.bench.scheme.EngineChoice;
import org.rotunda.ckks.bootstrap.BootstrapPlan;
import org.rotunda.ckks.bootstrap.BootstrapPreset;
import org.rotunda.ckks.bootstrap.BootstrapStage;
import org.rotunda.ckks.bootstrap.IteratedBootstrapper;
import org.rotunda.ckks.bootstrap.IteratedPlan;
import org.rotunda.ckks.bootstrap.PredictedErrors;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.noise.Precision;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.compiler.cli.job.ProcessMemory;
import org.rotunda.compiler.demo.BootstrapOwner;
import org.rotunda.compiler.demo.PagedBootstrap;
import org.rotunda.compiler.demo.StageTimes;
import org.rotunda.compiler.demo.TemporaryFolder;
import org.rotunda.keys.generation.KeyGenerationListener;
import org.rotunda.paging.pager.KeySession;

/** Keys on disk, a ciphertext, and what bootstraps it. */
final class BootstrapSite implements AutoCloseable {
  private static final double NANOSECONDS = 1e9;

  private final TemporaryFolder folder;
  private final EngineChoice engine;
  private final LimbPool pool;
  private final BootstrapOwner owner;
  private final PagedBootstrap server;
  private final ComplexVector message;
  private final double generation;
  private final PredictedErrors predicted;
  private Ciphertext argument;
  private Optional<Ciphertext> result = Optional.empty();

  private BootstrapSite(BootstrapPreset preset, long keyBudget, int threads, TemporaryFolder folder)
      throws IOException {
    IteratedPlan iterated = preset.iterated();
    BootstrapPlan plan = iterated.pass();
    this.folder = folder;
    this.pool = new LimbPool(plan.parameters().degree(), Long.MAX_VALUE);
    this.engine = new EngineChoice(KernelProvider.select(), pool, threads);
    CkksContext context = CkksContext.of(plan.parameters());
    this.owner = new BootstrapOwner(plan, context, engine.engine());
    long start = System.nanoTime();
    owner.generateKeys(store(), KeyGenerationListener.silent());
    this.generation = (System.nanoTime() - start) / NANOSECONDS;
    this.server = new PagedBootstrap(iterated, store(), keyBudget, context, engine.engine());
    this.message = ComplexVector.ofReal(Messages.uniform(plan.bootstrap().slots()));
    this.argument = owner.encrypt(message, plan.inputLevel());
    this.predicted =
        server.predictReal(
            new NoiseModel(plan.parameters()).freshSecret(), argument.scale(), message);
  }

  /** Makes everything in a folder of its own. */
  static BootstrapSite open(BootstrapPreset preset, long keyBudget, int threads)
      throws IOException {
    TemporaryFolder folder = TemporaryFolder.create(Optional.empty(), "rotunda-bench");
    return new BootstrapSite(preset, keyBudget, threads, folder);
  }

  private Path store() {
    return folder.path().resolve("evaluation.keys");
  }

  /** Encrypts the numbers anew, for the next bootstrap. */
  void encrypt() {
    int level = argument.level();
    argument.close();
    argument = owner.encrypt(message, level);
  }

  void dropStoreFromCache() throws IOException {
    PageCache.drop(store());
  }

  /** Bootstraps the ciphertext; seconds by stage. */
  Map<BootstrapStage, Double> bootstrap() {
    try (KeySession session = server.open(server.keyUses())) {
      IteratedBootstrapper bootstrapper = server.bootstrapper(server.evaluator(session));
      StageTimes times = new StageTimes();
      result = Optional.of(bootstrapper.bootstrap(argument, times));
      return times.seconds();
    }
  }

  /** Decrypts what the last bootstrap made, and says what is known of it. */
  void measure(BootstrapFigures figures) throws IOException {
    try (Ciphertext made = result.orElseThrow()) {
      Precision precision = Precision.of(owner.decrypt(made), message);
      figures.mean = precision.mean();
      figures.worst = precision.worst();
    }
    figures.predictedMean = predicted.meanBits();
    figures.predictedWorst = predicted.worstBits();
    figures.generation = generation;
    figures.storeBytes = Files.size(store());
    figures.readBytes = server.statistics().bytesRead();
    figures.keyBytes = server.statistics().peakBytes();
    figures.limbBytes = pool.peakBytes();
    figures.processBytes = ProcessMemory.peak().orElse(0);
  }

  @Override
  public void close() throws IOException {
    argument.close();
    server.close();
    owner.close();
    engine.close();
    folder.close();
  }
}
