package org.rotunda.compiler.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.compiler.cli.job.AuthenticationKey;
import org.rotunda.compiler.cli.job.CalibrationOption;
import org.rotunda.compiler.cli.job.MachineMemory;
import org.rotunda.compiler.cli.job.OutputFiles;
import org.rotunda.compiler.cli.job.RunHeap;
import org.rotunda.compiler.cli.job.ServerFolder;
import org.rotunda.compiler.cli.job.WaitingTime;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.plan.MemoryPrediction;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.compiler.plan.PlanInFile;
import org.rotunda.compiler.plan.PlanMemory;
import org.rotunda.paging.pager.Pager;
import org.rotunda.paging.pager.PagerSettings;
import org.rotunda.paging.pager.ResidencyPolicy;
import org.rotunda.paging.store.KeyStore;
import org.rotunda.paging.store.StoreAuthentication;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a plan on ciphertexts, without any secret key. */
@CommandLine.Command(
    name = "run",
    description = "Run a plan on ciphertexts; needs no secret key.",
    footer = {
      "",
      "Policies:",
      "  planned    keys come and go as the plan says, within its key budget",
      "  on-demand  keys are read when they are used, the least recently used dropped",
      "  resident   all keys are read first and stay, whatever they take: no budget binds it",
      "All give the same ciphertexts, bit for bit.",
      "",
      "If the plan has a memory budget, as many of the runs asked for go side by side as it",
      "holds, and more loaders than it holds are refused. The JVM's heap is derived from the",
      "plan, the policy, the runs and the loaders; its collector is always the serial one.",
      "",
      "Example:",
      "  rotunda run --plan plan.json --keys client/server --in x.ct --out y.ct",
      "  rotunda run --plan plan.json --keys client/server --in a.ct b.ct --out c.ct d.ct"
          + " --parallel 2"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
public final class RunCommand implements Command {
  private static final int MOST = 1 << 10;

  /** Bytes of objects that a byte of a plan becomes while it is read, and after. */
  private static final int OBJECTS_A_BYTE_OF_PLAN = 16;

  private static final double NANOS_A_SECOND = 1e9;

  @Spec private CommandSpec spec;

  @Option(names = "--plan", required = true, paramLabel = "FILE", description = "The plan.")
  private Path plan;

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FOLDER",
      description = "The server's folder that keygen made.")
  private Path keys;

  @Option(
      names = "--in",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "The encrypted inputs; several files are several runs.")
  private List<Path> in;

  @Option(
      names = "--out",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Where the encrypted outputs go, one file a run.")
  private List<Path> out;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      defaultValue = "planned",
      converter = PolicyName.Converter.class,
      description = "Which keys are in memory: planned, on-demand, resident (${DEFAULT-VALUE}).")
  private PolicyName policy;

  @Option(
      names = "--parallel",
      paramLabel = "K",
      defaultValue = "1",
      description =
          "Runs side by side; they share keys, and each key is read once for all"
              + " (${DEFAULT-VALUE}).")
  private int parallel;

  @Option(
      names = "--wait-for-keys",
      paramLabel = "TIME",
      defaultValue = "0s",
      converter = WaitingTime.class,
      description =
          "Start although the key store is not complete, and wait as long for a key that is used:"
              + " 30s, 10min (${DEFAULT-VALUE}).")
  private Duration wait;

  @Option(
      names = "--loaders",
      paramLabel = "N",
      description = "Threads that read keys (default: as the plan says).")
  private Optional<Integer> loaders;

  @Option(
      names = "--authentication-key",
      paramLabel = "FILE",
      description =
          "Check that the key store is what its owner wrote. Without it, only accidents are found.")
  private Optional<Path> authenticationKey;

  @Mixin private CalibrationOption calibration;

  private final long machineBytes;

  /** For picocli. */
  public RunCommand() {
    this(MachineMemory.bytes());
  }

  /** On a machine with so much memory. */
  RunCommand(long machineBytes) {
    this.machineBytes = machineBytes;
  }

  @Override
  public List<String> jvmOptions() throws IOException {
    int threads = loaders.orElse(1);
    if (parallel < 1 || parallel > MOST || threads < 1 || threads > MOST) {
      return List.of();
    }
    PlanMemory memory = PlanFile.readMemory(plan);
    MemoryPrediction run = memory.run().withLoaders(loaders.orElse(memory.run().loaders()));
    long total =
        Math.min(
            run.totalBytes(policy.limbs(run), asked()),
            policy.memoryBudget(memory).orElse(Long.MAX_VALUE));
    long reading = OBJECTS_A_BYTE_OF_PLAN * Files.size(plan);
    // The file is not verified yet: a JVM with a heap that can't be had would not even start.
    return RunHeap.options(Math.min(MemoryPrediction.heapBytes(total) + reading, machineBytes));
  }

  /** How many runs are to go side by side. */
  private int asked() {
    return Math.min(parallel, in.size());
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireOptions();
    // What would else be found out when the work is done, or some of it.
    ServerFolder folder = new ServerFolder(keys);
    OutputFiles.require(in, out, shared(folder));
    // Before any work: what can't be read must not end a run that is done.
    CostModel costs = calibration.costs(spec.commandLine().getErr());
    PlanInFile read = PlanFile.read(plan);
    Plan checked = read.plan();
    PlanMemory memory = read.memory();
    int readers = loaders.orElse(memory.run().loaders());
    RunMemory asked = RunMemory.of(checked, memory, policy, asked(), readers);
    RunMemory together = asked.fitting(checked, memory, policy);
    // Before keys are waited for.
    together.requireWithin(machineBytes, policy);
    StoreAuthentication authentication =
        authenticationKey.isPresent()
            ? AuthenticationKey.read(authenticationKey.get()).authentication()
            : new StoreAuthentication.None();
    try (KeyStore store =
        KeyStore.await(folder.store(), checked.parameters(), authentication, wait)) {
      RunReport report = run(checked, together, store);
      report.print(memory.budget(), asked, costs, spec.commandLine().getOut());
    }
    return CommandLine.ExitCode.OK;
  }

  /** What all runs read. */
  private List<Path> shared(ServerFolder folder) {
    List<Path> files = new ArrayList<>(folder.files());
    files.add(plan);
    files.add(calibration.file());
    authenticationKey.ifPresent(files::add);
    return files;
  }

  private void requireOptions() {
    require("--parallel takes a number from 1 to %d".formatted(MOST), parallel, 1, MOST);
    int threads = loaders.orElse(1);
    require("--loaders takes a number from 1 to %d".formatted(MOST), threads, 1, MOST);
    require(
        "--in and --out take as many files, %d here".formatted(in.size()),
        out.size(),
        in.size(),
        in.size());
  }

  private void require(String expected, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(), "%s, but %d was given".formatted(expected, value));
    }
  }

  private RunReport run(Plan checked, RunMemory together, KeyStore store)
      throws IOException, InterruptedException {
    LimbPool limbs = new LimbPool(checked.parameters().degree(), together.limbBytes());
    long keyBytes =
        policy == PolicyName.PLANNED ? checked.keyBudget() : together.limbs().keyBytes();
    PagerSettings settings =
        PagerSettings.of(keyBytes, checked.uniform())
            .withLoaders(together.run().loaders())
            .withArrival(wait);
    ParallelRuns runs = new ParallelRuns(checked, store, limbs, together.run().threads());
    try (Pager pager = new Pager(store, settings, limbs)) {
      long start = System.nanoTime();
      runs.perform(pager, residency(checked), together.runs(), in, out);
      double seconds = (System.nanoTime() - start) / NANOS_A_SECOND;
      return new RunReport(
          checked, policy, in.size(), together, seconds, pager.statistics(), limbs.peakBytes());
    }
  }

  private ResidencyPolicy residency(Plan checked) {
    return switch (policy) {
      case PLANNED -> new ResidencyPolicy.Planned(checked.schedule());
      case ON_DEMAND -> new ResidencyPolicy.OnDemand();
      case RESIDENT ->
          new ResidencyPolicy.Resident(
              checked.requests().stream()
                  .map(request -> new KeyUse(request.id(), request.level()))
                  .toList(),
              checked.uniform());
    };
  }
}
