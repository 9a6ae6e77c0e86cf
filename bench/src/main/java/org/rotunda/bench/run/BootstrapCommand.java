package org.rotunda.bench.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.rotunda.bench.bootstrap.BootstrapBenchmark;
import org.rotunda.bench.bootstrap.OpenFheBootstrap;
import org.rotunda.bench.compare.OpenFheOption;
import org.rotunda.bench.compare.PeerBuild;
import org.rotunda.ckks.bootstrap.BootstrapPreset;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.RunHeap;
import org.rotunda.compiler.demo.BootstrapHeap;
import org.rotunda.compiler.demo.PagedBootstrap;
import org.rotunda.keys.wire.AtomicFile;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures bootstraps with keys on disk. */
@CommandLine.Command(
    name = "bootstrap",
    description = "Measure bootstraps with keys on disk: time by stage, precision, memory.",
    footer = {
      "",
      "Bootstraps real numbers uniform in [-1, 1], encrypted anew each time, in a JVM of its own",
      "for each preset, whose first bootstraps are not counted; \"fails\" is the probability that",
      "one goes wrong. Precision is -log2 of the error of real slots, the mean",
      "of the logarithm and the worst slot of all bootstraps, each beside its prediction. Times",
      "are medians. --cold drops the keys from the system's page cache before each bootstrap.",
      "With an OpenFHE the same numbers are bootstrapped by it too, twice for the lesser time, in",
      "12 to 14 GiB of memory.",
      "",
      "Examples:",
      "  rotunda bench bootstrap --quick",
      "  rotunda bench bootstrap --preset N16_REAL,N16_COMPLEX --cold --json bootstrap.json",
      "  rotunda bench bootstrap --openfhe-prefix /usr/local"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
final class BootstrapCommand implements Callable<Integer> {
  private static final int MOST = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "N16_REAL",
      description = "One or several of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private List<BootstrapPreset> presets;

  @Option(
      names = "--quick",
      description = "Three bootstraps after one that isn't counted, not ten after two.")
  private boolean quick;

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
      names = "--heap",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "The JVM's heap (default: what preset and key budget take).")
  private Optional<ByteSize> heap = Optional.empty();

  @Option(names = "--cold", description = "Read keys from the device, not from its cache.")
  private boolean cold;

  @Option(names = "--json", paramLabel = "FILE", description = "Write JMH's results as JSON.")
  private Optional<Path> json = Optional.empty();

  @Mixin private OpenFheOption openFhe;

  BootstrapCommand() {}

  @Override
  public Integer call() throws IOException {
    if (threads < 1 || threads > MOST) {
      throw new ParameterException(
          spec.commandLine(),
          "--threads takes a number from 1 to %d, but %d was found".formatted(MOST, threads));
    }
    presets.forEach(preset -> PagedBootstrap.requireBudget(preset, preset.plan(), keyBudget));
    Optional<Path> prefix = openFhe.prefix(spec.commandLine());
    List<RunResult> results = new ArrayList<>();
    for (BootstrapPreset preset : presets) {
      results.addAll(measure(preset));
    }
    if (json.isPresent()) {
      AtomicFile.write(json.get(), out -> out.write(JmhJson.of(results)));
    }
    List<BootstrapResult> measured = results.stream().map(BootstrapResult::of).toList();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "Bootstraps of real numbers uniform in [-1, 1], %d threads, page cache %s%n",
        threads, cold ? "cold" : "warm");
    out.println(Machine.description(KernelProvider.select().name()));
    out.println();
    BootstrapTables.stages(measured).print(out);
    out.println();
    BootstrapTables.figures(measured, peers(prefix)).print(out);
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private List<RunResult> measure(BootstrapPreset preset) {
    Suite suite =
        new Suite("Bootstraps", List.of(Selection.whole(BootstrapBenchmark.class)))
            .with("preset", List.of(preset.name()))
            .with("keyBudget", List.of(keyBudget.bytes() + "B"))
            .with("threads", List.of(Integer.toString(threads)))
            .with("pageCache", List.of(cold ? BootstrapBenchmark.COLD : BootstrapBenchmark.WARM));
    List<String> options = new ArrayList<>();
    options.add("--add-modules=jdk.incubator.vector");
    options.addAll(
        RunHeap.options(
            heap.map(ByteSize::bytes)
                .orElseGet(() -> BootstrapHeap.bytes(preset.plan(), keyBudget.bytes()))));
    Effort effort = quick ? Effort.once(1, 3) : Effort.once(2, 10);
    return new SuiteRunner(effort, options).run(suite);
  }

  private List<OpenFheBootstrap> peers(Optional<Path> prefix) throws IOException {
    List<OpenFheBootstrap> peers = new ArrayList<>();
    if (prefix.isPresent()) {
      Path programs = PeerBuild.here().build(List.of(prefix.get()), List.of("bootstrap"));
      for (String secret : OpenFheBootstrap.SECRETS) {
        peers.add(OpenFheBootstrap.run(programs, secret, threads));
      }
    }
    return peers;
  }
}
