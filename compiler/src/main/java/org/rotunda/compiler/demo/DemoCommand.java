package org.rotunda.compiler.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.Security;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.compiler.cli.Command;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.CommandEngine;
import org.rotunda.compiler.cli.job.Facts;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.cli.job.Table;
import org.rotunda.compiler.cli.job.Table.Column;
import org.rotunda.compiler.plan.Compiler;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.Prediction;
import org.rotunda.compiler.program.Program;
import org.rotunda.paging.pager.PagerStatistics;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rotunda demo}. */
@CommandLine.Command(
    name = "demo",
    description = "Classify encrypted MNIST digits with rotation keys paged from disk.",
    mixinStandardHelpOptions = true,
    subcommands = BootstrapCommand.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  rotunda demo",
      "  rotunda demo --images 3 --key-budget 8MiB",
      "  rotunda demo bootstrap"
    })
public final class DemoCommand implements Command {
  private static final int PRECISION_BITS = 20;

  /** The logits, the only values at level 0, stay below 2^3. */
  private static final int MAGNITUDE_BITS = 3;

  /** Of the range of the logits. */
  private static final double LARGEST_RELATIVE_ERROR = 1e-4;

  private static final int MOST_IMAGES = 100;

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it before anything runs.
  private CommandSpec spec;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many digits, 1 to 100 (default: ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--key-budget",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "The most bytes of keys in memory (default: a quarter of all keys).")
  private Optional<ByteSize> keyBudget = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of one evaluation (default: the machine's processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  /** For the service loader. */
  public DemoCommand() {}

  @Override
  public Integer call() throws IOException {
    require("--images", images, MOST_IMAGES);
    require("--threads", threads, 1024);
    try (TemporaryFolder folder = TemporaryFolder.create(Optional.empty(), "rotunda-demo")) {
      return run(CommandEngine.withThreads(threads), folder.path());
    }
  }

  private void require(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "%s takes a number from 1 to %d, but %d was given.".formatted(option, most, value));
    }
  }

  private int run(Engine engine, Path folder) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Encrypted digits, classified with rotation keys that page between disk and heap");
    out.println();
    out.flush();
    long start = System.nanoTime();
    Program program = MnistNetwork.read(folder);
    Parameters parameters = Compiler.parametersFor(program, PRECISION_BITS, MAGNITUDE_BITS);
    Plan plan = compile(program, parameters);
    double compiled = seconds(start);
    try (Demo demo = new Demo(program, plan, engine, folder)) {
      long generation = System.nanoTime();
      demo.generateKeys();
      facts(plan, engine, compiled, seconds(generation)).print(out);
      out.println();
      out.flush();
      List<Digit> digits = Digit.first(images);
      DemoResult result = demo.classify(digits);
      pictures(digits, result).forEach(out::println);
      out.println();
      table(result).print(out);
      out.println();
      verdict(result, plan).print(out);
      out.flush();
      requireAgreement(result, plan);
      return 0;
    }
  }

  private Plan compile(Program program, Parameters parameters) {
    long budget =
        keyBudget
            .map(ByteSize::bytes)
            .orElseGet(
                () ->
                    new Compiler(Long.MAX_VALUE / 2).compile(program, parameters).leanKeySetBytes()
                        / 4);
    return new Compiler(budget).compile(program, parameters);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static Facts facts(Plan plan, Engine engine, double compiled, double generated) {
    Parameters parameters = plan.parameters();
    Prediction prediction = plan.prediction();
    return new Facts()
        .add(
            "network",
            "784-128-128-10, square activations, %s on the 10,000 test digits"
                .formatted(MnistNetwork.ACCURACY))
        .add(
            "parameters",
            "N = 2^%d, %d levels, scale 2^%d, log2 QP = %.0f of %d allowed for 128-bit security"
                .formatted(
                    parameters.logDegree(),
                    parameters.maxLevel(),
                    parameters.logScale(),
                    parameters.logQp(),
                    Security.maxLogQp(parameters.logDegree(), parameters.secret()).orElse(0)))
        .add(
            "keys",
            "%d, each cut to the level of its use: %s in memory, %s on disk"
                .formatted(
                    prediction.keys(),
                    new ByteSize(prediction.keySetBytes()),
                    new ByteSize(prediction.storeBytes())))
        .add(
            "plan",
            "key budget %s: %d uses, %d loads of which %d ahead, %d evictions, %s read an image"
                .formatted(
                    new ByteSize(plan.keyBudget()),
                    prediction.uses(),
                    prediction.loads(),
                    prediction.prefetches(),
                    prediction.evictions(),
                    new ByteSize(prediction.bytesRead())))
        .add("kernels", engine.kernels().name())
        .add("time", "compiled in %.1f s, keys generated in %.1f s".formatted(compiled, generated));
  }

  private static List<String> pictures(List<Digit> digits, DemoResult result) {
    boolean unicode =
        Optional.ofNullable(System.getProperty("stdout.encoding"))
            .filter(StandardCharsets.UTF_8.name()::equalsIgnoreCase)
            .isPresent();
    List<Integer> predictions = result.predictions(result.policies().getLast());
    List<String> captions = new ArrayList<>();
    for (int i = 0; i < digits.size(); i++) {
      captions.add("is %d, read %d".formatted(digits.get(i).label(), predictions.get(i)));
    }
    return new DigitPictures(unicode).lines(digits, captions);
  }

  private Table table(DemoResult result) {
    Table table =
        new Table(
            Column.words("policy"),
            Column.numbers("s/image"),
            Column.numbers("peak keys"),
            Column.numbers("loads"),
            Column.numbers("read"),
            Column.numbers("stall"),
            Column.numbers("largest logit error"));
    for (DemoResult.PolicyResult policy : result.policies()) {
      PagerStatistics statistics = policy.statistics();
      table.row(
          policy.name(),
          "%.2f".formatted(policy.secondsAnImage()),
          new ByteSize(statistics.peakBytes()),
          statistics.loads(),
          new ByteSize(statistics.bytesRead()),
          "%.2f s".formatted(statistics.stallNanos() / 1e9),
          "%.1e".formatted(result.largestError(policy)));
    }
    return table;
  }

  private Facts verdict(DemoResult result, Plan plan) {
    return new Facts()
        .add("agreement", "%d of %d with the clear network".formatted(result.agreements(), images))
        .add("ciphertexts", result.identical() ? "bit-identical under all policies" : "DIFFERENT")
        .add(
            "error",
            "predicted below %.1e, which is %.1e of the logits' range"
                .formatted(result.errorBound(), result.errorBound() / result.logitRange()))
        .add("key budget", new ByteSize(plan.keyBudget()) + ", kept by planned and on demand");
  }

  private void requireAgreement(DemoResult result, Plan plan) {
    boolean withinBudget =
        result.policies().stream()
            .skip(1)
            .allMatch(policy -> policy.statistics().peakBytes() <= plan.keyBudget());
    boolean withinBound =
        result.policies().stream()
            .allMatch(policy -> result.largestError(policy) <= result.errorBound());
    boolean precise = result.errorBound() < LARGEST_RELATIVE_ERROR * result.logitRange();
    if (!result.identical()
        || !withinBudget
        || !withinBound
        || !precise
        || result.agreements() < images) {
      throw new JobException(
          "All policies must agree with the clear network within the predicted error and the key"
              + " budget, but the table above shows otherwise; run with --debug and report it.");
    }
  }
}
