package org.rotunda.bench.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rotunda.bench.run.Machine;
import org.rotunda.bench.scheme.SchemeShape;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.keys.wire.AtomicFile;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares the speed of Rotunda with that of OpenFHE. */
@CommandLine.Command(
    name = "compare",
    description = "Measure Rotunda and an installed OpenFHE in turns, and print the ratios.",
    footer = {
      "",
      "Both libraries get the same N, number of limbs, sizes of their primes and number of",
      "digits; each chooses its special primes. A round measures every operation for 0.3 s and",
      "at least three times in either library and keeps the median; the table has the medians",
      "of all rounds, and how many times longer the other library takes. CMake and a C++",
      "compiler build the programs around the libraries at the first run. Without an",
      "OpenFHE there is nothing to do. With HEXL, its kernels are compared too.",
      "",
      "Examples:",
      "  rotunda bench compare --openfhe-prefix /usr/local --log-n 14 --limbs 8",
      "  OPENFHE_PREFIX=/opt/openfhe rotunda bench compare --threads 1,2 --json result.json"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
public final class CompareCommand implements Callable<Integer> {
  private static final int MIN_LOG_DEGREE = 12;
  private static final int MAX_LOG_DEGREE = 17;
  private static final int MAX_LIMBS = 60;
  private static final int MIN_BITS = 30;
  private static final int MAX_BITS = 59;
  private static final int MAX_ROUNDS = 1000;

  @Spec private CommandSpec spec;

  @Mixin private OpenFheOption openFheOption;

  @Option(
      names = "--hexl-prefix",
      paramLabel = "DIR",
      defaultValue = "${env:HEXL_PREFIX}",
      description = "Where Intel HEXL is installed; else the variable HEXL_PREFIX tells.")
  private Optional<Path> hexl;

  @Option(
      names = "--log-n",
      paramLabel = "LOG",
      defaultValue = "16",
      description = "log2 N; ${DEFAULT-VALUE} if not given.")
  private int logDegree;

  @Option(
      names = "--limbs",
      paramLabel = "COUNT",
      defaultValue = "28",
      description = "The number of primes of Q; ${DEFAULT-VALUE} if not given.")
  private int limbs;

  @Option(
      names = "--bits",
      paramLabel = "SIZE",
      defaultValue = "50",
      description = "The size of the primes of Q; ${DEFAULT-VALUE} if not given.")
  private int bits;

  @Option(
      names = "--digits",
      paramLabel = "COUNT",
      defaultValue = "3",
      description = "The number of key-switching digits; ${DEFAULT-VALUE} if not given.")
  private int digits;

  @Option(
      names = "--rounds",
      paramLabel = "K",
      defaultValue = "5",
      description = "How often either library is measured; ${DEFAULT-VALUE} if not given.")
  private int rounds;

  @Option(
      names = "--threads",
      paramLabel = "COUNT",
      split = ",",
      defaultValue = "1",
      description = "On how many threads an operation runs, one number or several; 1 if not given.")
  private List<Integer> threads;

  @Option(names = "--json", paramLabel = "FILE", description = "Write every round as JSON.")
  private Optional<Path> json;

  /** For picocli. */
  public CompareCommand() {}

  @Override
  public Integer call() throws IOException {
    hexl = hexl.filter(CompareCommand::isNamed);
    checkArguments();
    Optional<Path> openFhe = openFheOption.prefix(spec.commandLine());
    PrintWriter out = spec.commandLine().getOut();
    if (openFhe.isEmpty()) {
      out.println(
          "Nothing was compared, for no OpenFHE is installed that --openfhe-prefix or"
              + " OPENFHE_PREFIX names.");
      out.flush();
      return CommandLine.ExitCode.OK;
    }
    List<Path> prefixes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    prefixes.add(openFhe.get());
    names.add("measure");
    if (hexl.isPresent()) {
      prefixes.add(hexl.get());
      names.add("measure_hexl");
    }
    SchemeShape shape = new SchemeShape(logDegree, limbs, bits, digits);
    Path programs = PeerBuild.here().build(prefixes, names);
    List<Samples> samples;
    try (Peers peers = Peers.start(programs, shape, threads, hexl.isPresent())) {
      samples = peers.measure(rounds);
    }
    String machine = Machine.description(KernelProvider.select().name());
    if (json.isPresent()) {
      AtomicFile.write(
          json.get(), file -> file.write(ComparisonReport.json(machine, shape, samples)));
    }
    out.printf(
        "N = 2^%d, %d limbs of %d bits, %d digits; rounds: %d%n",
        logDegree, limbs, bits, digits, rounds);
    out.println(machine);
    out.println();
    ComparisonReport.table(samples).print(out);
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  /** An empty variable of the environment names nothing. */
  private static boolean isNamed(Path prefix) {
    return !prefix.toString().isEmpty();
  }

  private void checkArguments() {
    range("--log-n", logDegree, MIN_LOG_DEGREE, MAX_LOG_DEGREE);
    range("--limbs", limbs, 2, MAX_LIMBS);
    range("--bits", bits, MIN_BITS, MAX_BITS);
    range("--digits", digits, 1, limbs);
    range("--rounds", rounds, 1, MAX_ROUNDS);
    threads.forEach(
        count -> range("--threads", count, 1, Runtime.getRuntime().availableProcessors()));
    hexl.ifPresent(
        prefix ->
            OpenFheOption.requireInstalled(
                "--hexl-prefix", prefix, "include/hexl/hexl.hpp", spec.commandLine()));
  }

  private void range(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "%s takes numbers from %d to %d, but %d was found".formatted(option, least, most, value));
    }
  }
}
