package org.rotunda.bench.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.rotunda.ckks.bootstrap.BootstrapError;
import org.rotunda.ckks.bootstrap.BootstrapErrorModel;
import org.rotunda.ckks.bootstrap.BootstrapMatrices;
import org.rotunda.ckks.bootstrap.BootstrapPlan;
import org.rotunda.ckks.bootstrap.BootstrapPreset;
import org.rotunda.ckks.bootstrap.BootstrapStage;
import org.rotunda.ckks.bootstrap.Bootstrapper;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.encoding.Plaintext;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.noise.NoiseModel;
import org.rotunda.ckks.noise.Precision;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.ckks.ring.SharedLimbExecutor;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.secret.Decryptor;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.secret.SecretKeyEncryptor;
import org.rotunda.compiler.pass.UseGroups;
import org.rotunda.compiler.plan.ResidencyPlanner;
import org.rotunda.keys.generation.KeyGenerationListener;
import org.rotunda.keys.generation.KeySetGenerator;
import org.rotunda.keys.material.KeyRequest;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.paging.pager.KeySession;
import org.rotunda.paging.pager.Pager;
import org.rotunda.paging.pager.ResidencyPolicy;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.KeyStoreWriter;
import org.rotunda.paging.store.StoreAuthentication;
import org.rotunda.paging.store.UniformResidency;

/**
 * Command that bootstraps one ciphertext several times with its keys on disk: {@code
 * MeasureBootstrap PRESET FOLDER KEY_BUDGET_MIB RUNS}. Prints time by stage, precision beside its
 * prediction, and peaks of memory.
 */
public final class MeasureBootstrap {
  private static final int THREADS = 2;
  private static final int MIB = 1 << 20;
  private static final long MESSAGES = 7;

  private final BootstrapPlan plan;
  private final Parameters parameters;
  private final CkksContext context;
  private final LimbPool pool;
  private final Engine engine;
  private final RandomSource random = RandomSource.platform();
  private final SecretKeyAccess access = SecretKeyAccess.onKeyOwnersMachine();
  private final SecretKey secret;

  private MeasureBootstrap(BootstrapPlan plan, ExecutorService helper) {
    this.plan = plan;
    this.parameters = plan.parameters();
    this.context = CkksContext.of(parameters);
    this.pool = new LimbPool(parameters.degree(), Long.MAX_VALUE);
    this.engine =
        new Engine(KernelProvider.select(), pool, new SharedLimbExecutor(helper, THREADS));
    this.secret = SecretKey.generate(parameters, random);
  }

  /**
   * Measures; exits with 1 if a file can't be written or read, with 2 on wrong usage.
   *
   * @param arguments the preset, an existing folder for the key store, the key budget in MiB, the
   *     number of runs
   */
  public static void main(String[] arguments) {
    if (arguments.length != 4) {
      System.err.println(
          "expected 4 arguments, PRESET FOLDER KEY_BUDGET_MIB RUNS, but found %d"
              .formatted(arguments.length));
      System.exit(2);
    }
    try (ExecutorService helper =
        Executors.newFixedThreadPool(THREADS - 1, Thread.ofPlatform().daemon().factory())) {
      BootstrapPlan plan = BootstrapPreset.valueOf(arguments[0]).plan();
      System.out.println(plan);
      new MeasureBootstrap(plan, helper)
          .measure(
              Path.of(arguments[1]).resolve("bootstrap.keys"),
              Long.parseLong(arguments[2]) * MIB,
              Integer.parseInt(arguments[3]));
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void measure(Path file, long keyBudget, int runs) throws IOException {
    generateKeys(file);
    Stopwatch time = new Stopwatch();
    Encoder encoder = new Encoder(context, engine);
    BootstrapMatrices matrices = BootstrapMatrices.encode(plan, context, engine, encoder);
    System.out.println(
        "matrices of %d MiB encoded in %.1f s".formatted(matrices.bytes() / MIB, time.lap()));
    try (KeyStore store = KeyStore.open(file, parameters);
        Pager pager =
            new Pager(
                store,
                keyBudget,
                UniformResidency.LEAN,
                1,
                new LimbPool(parameters.degree(), keyBudget))) {
      ResidencyPolicy.Planned policy =
          new ResidencyPolicy.Planned(
              new ResidencyPlanner(parameters, UniformResidency.LEAN, keyBudget)
                  .plan(UseGroups.inOrder(plan.keyUses()), true));
      for (int run = 0; run < runs; run++) {
        try (KeySession session = pager.open(policy)) {
          bootstrap(new Bootstrapper(matrices, new Evaluator(context, engine, session)), encoder);
        }
      }
    }
    System.out.println("peak of limbs %d MiB".formatted(pool.peakBytes() / MIB));
    System.out.println(peakProcessMemory());
  }

  private void generateKeys(Path file) throws IOException {
    Stopwatch time = new Stopwatch();
    KeySetId keySet = KeySetId.fresh(random);
    var requests =
        plan.requiredKeys().stream().map(use -> new KeyRequest(use.id(), use.level())).toList();
    try (KeyStoreWriter writer =
            KeyStoreWriter.create(file, parameters, keySet, new StoreAuthentication.None());
        KeySetGenerator generator =
            new KeySetGenerator(context, engine, secret, keySet, random, access)) {
      generator.generate(requests, writer, KeyGenerationListener.silent());
    }
    System.out.println(
        "%d keys, %d MiB on disk, generated in %.1f s"
            .formatted(requests.size(), Files.size(file) / MIB, time.lap()));
  }

  private void bootstrap(Bootstrapper bootstrapper, Encoder encoder) {
    ComplexVector message =
        ComplexVector.ofReal(
            new SplittableRandom(MESSAGES).doubles(plan.bootstrap().slots(), -1, 1).toArray());
    try (SecretKeyEncryptor encryptor =
            new SecretKeyEncryptor(context, engine, secret, random, access);
        Decryptor decryptor = new Decryptor(context, engine, secret, access);
        Plaintext plaintext = encoder.encode(message, plan.inputLevel(), parameters.scale());
        Ciphertext x = encryptor.encrypt(plaintext)) {
      Stopwatch whole = new Stopwatch();
      Stopwatch stages = new Stopwatch();
      BootstrapStage.Listener listener =
          stage -> System.out.println("  %-18s %.2f s".formatted(stage, stages.lap()));
      try (Ciphertext y = bootstrapper.bootstrap(x, listener)) {
        System.out.println("  whole bootstrap    %.2f s".formatted(whole.lap()));
        try (Plaintext decrypted = decryptor.decrypt(y)) {
          Precision precision = Precision.of(encoder.decode(decrypted), message);
          System.out.println(
              "level %d to %d, %s; root mean square %.1f bits"
                  .formatted(x.level(), y.level(), precision, precision.rootMeanSquare()));
        }
      }
    }
    BootstrapError predicted =
        new BootstrapErrorModel(plan)
            .predict(new NoiseModel(parameters).freshSecret(), parameters.scale(), message);
    System.out.println("predicted " + predicted);
  }

  /** The high-water mark of the process's memory, where the system tells. */
  private static String peakProcessMemory() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "peak of the process unknown";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .findFirst()
        .orElse("peak of the process unknown");
  }
}
