package org.rotunda.compiler.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.rotunda.ckks.bootstrap.BootstrapPlan;
import org.rotunda.ckks.bootstrap.BootstrapPreset;
import org.rotunda.ckks.bootstrap.IteratedPlan;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.params.LocalEngine;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbPool;
import org.rotunda.compiler.cli.Command;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.cli.job.Progress;
import org.rotunda.compiler.cli.job.RunHeap;
import org.rotunda.compiler.demo.BootstrapDemoResult.Bootstrapped;
import org.rotunda.compiler.demo.SlotErrorPlot.Panel;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rotunda demo bootstrap}. */
@CommandLine.Command(
    name = "bootstrap",
    description = "Compute on encrypted pictures beyond the last level: bootstrap, and go on.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Encrypts pixels of handwritten digits, makes them black and white step by step until no",
      "level is left, bootstraps, and goes on, twice. The keys are generated onto the disk, and",
      "are in memory one after the other when they are needed, within the key budget. Prints",
      "time by stage, precision beside its prediction, keys and memory, and draws the error of",
      "every slot.",
      "",
      "Presets, 128-bit secure unless they are called insecure:",
      "  N16_REAL             N = 2^16, 32768 real slots, 10 levels left, 26 bits",
      "  N16_COMPLEX          the same with complex slots, 24 bits",
      "  N16_REAL_WEIGHT_192  as N16_REAL under a sparse secret, with smaller keys",
      "  N16_PRECISE          7 levels left, two passes for more than 30 bits",
      "  N16_FAST             primes below 2^50 only, low precision",
      "  N15_REAL             N = 2^15, 16384 real slots, 4 levels left, low precision",
      "  INSECURE_N12_REAL, INSECURE_N12_COMPLEX  N = 2^12, in seconds, to look at",
      "",
      "Examples:",
      "  rotunda demo bootstrap",
      "  rotunda demo bootstrap --slots 1024 --key-budget 128MiB",
      "  rotunda demo bootstrap --preset N16_PRECISE --plot precise.png"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
public final class BootstrapCommand implements Command {
  private static final int MOST_THREADS = 1024;
  private static final double NANOSECONDS = 1e9;

  @Spec private CommandSpec spec;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "N16_REAL",
      description = "Parameters, see below (default: ${DEFAULT-VALUE}).")
  private BootstrapPreset preset;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Slots, a power of two (default: all that the preset has).")
  private Optional<Integer> slots = Optional.empty();

  @Option(
      names = "--key-budget",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      defaultValue = "512MiB",
      description = "The most bytes of keys in memory (default: ${DEFAULT-VALUE}).")
  private ByteSize keyBudget;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of an operation (default: the machine's processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where the keys are while it runs (default: the folder for temporary files).")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--plot",
      paramLabel = "FILE.png",
      defaultValue = "bootstrap.png",
      description = "Where the plot goes (default: ${DEFAULT-VALUE}).")
  private Path plot;

  BootstrapCommand() {}

  @Override
  public List<String> jvmOptions() {
    return RunHeap.options(BootstrapHeap.bytes(plan().pass(), keyBudget.bytes()));
  }

  @Override
  public Integer call() throws IOException {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new ParameterException(
          spec.commandLine(),
          "--threads takes a number from 1 to %d, but %d was given"
              .formatted(MOST_THREADS, threads));
    }
    IteratedPlan plan = plan();
    PagedBootstrap.requireBudget(preset, plan.pass(), keyBudget);
    try (TemporaryFolder keys = TemporaryFolder.create(folder, "rotunda-demo")) {
      return run(plan, keys.path().resolve("evaluation.keys"));
    }
  }

  private IteratedPlan plan() {
    if (slots.isEmpty()) {
      return preset.iterated();
    }
    int most = preset.plan().parameters().slots();
    int asked = slots.get();
    if (asked < 1 || asked > most || Integer.bitCount(asked) != 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--slots takes a power of two from 1 to %d with %s, but %d was given"
              .formatted(most, preset, asked));
    }
    return preset.iterated(asked);
  }

  private int run(IteratedPlan plan, Path store) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Bootstrapping with keys on disk: encrypted pictures, made black and white");
    out.println();
    out.flush();
    Parameters parameters = plan.pass().parameters();
    LimbPool pool = new LimbPool(parameters.degree(), Long.MAX_VALUE);
    Engine onHeap = LocalEngine.parallel(ForkJoinPool.commonPool(), threads);
    Engine engine = new Engine(onHeap.kernels(), pool, onHeap.executor());
    CkksContext context = CkksContext.of(parameters);
    long start = System.nanoTime();
    try (BootstrapOwner owner = new BootstrapOwner(plan.pass(), context, engine)) {
      generateKeys(plan.pass(), owner, store);
      double generated = seconds(start);
      try (PagedBootstrap server =
          new PagedBootstrap(plan, store, keyBudget.bytes(), context, engine)) {
        double[] pixels = GreyPixels.first(plan.pass().bootstrap().slots());
        BootstrapReport report = new BootstrapReport(preset, plan, keyBudget, engine);
        report.beginning(pixels, server.matrixBytes(), generated, Files.size(store)).print(out);
        out.println();
        out.flush();
        BootstrapDemoResult result = new BootstrapDemo(plan, owner, server).run(pixels);
        report.course(result, pixels).print(out);
        out.println();
        report.stages(result).print(out);
        out.println();
        out.flush();
        SlotErrorPlot.write(plot, panels(result));
        report
            .end(result, server.statistics(), pool.peakBytes())
            .add("plot", plot)
            .add("time", "%.0f s in all".formatted(seconds(start)))
            .print(out);
        out.flush();
        requireAsPredicted(result);
        return CommandLine.ExitCode.OK;
      }
    }
  }

  private static void generateKeys(BootstrapPlan plan, BootstrapOwner owner, Path store)
      throws IOException {
    try (Progress progress = Progress.begin("Generating keys", plan.requiredKeys().size())) {
      owner.generateKeys(store, (_, done, _) -> progress.done(done));
    }
  }

  private List<Panel> panels(BootstrapDemoResult result) {
    return List.of(
        panel("first", result.bootstraps().getFirst()),
        panel("second", result.bootstraps().getLast()));
  }

  private Panel panel(String which, Bootstrapped bootstrap) {
    return Panel.of(
        "%s, %s bootstrap of %d slots: the error of every slot"
            .formatted(preset, which, bootstrap.after().size()),
        bootstrap.logErrors(),
        bootstrap.predicted().bound(),
        bootstrap.predicted().rootMeanSquare());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / NANOSECONDS;
  }

  private static void requireAsPredicted(BootstrapDemoResult result) {
    if (!result.bootstraps().stream().allMatch(Bootstrapped::isAsPredicted)) {
      throw new JobException(
          "The errors of all slots must be within the predicted bound, but the table above shows"
              + " otherwise; run with --debug and report it.");
    }
  }
}
