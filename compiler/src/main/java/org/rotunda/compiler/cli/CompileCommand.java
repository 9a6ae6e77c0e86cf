package org.rotunda.compiler.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.CalibrationOption;
import org.rotunda.compiler.cli.job.Facts;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.cli.job.OutputFiles;
import org.rotunda.compiler.cli.job.PlanSummary;
import org.rotunda.compiler.cost.Conditions;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.pass.Target;
import org.rotunda.compiler.plan.BudgetException;
import org.rotunda.compiler.plan.Compiler;
import org.rotunda.compiler.plan.MemoryBudget;
import org.rotunda.compiler.plan.MemoryBudgetException;
import org.rotunda.compiler.plan.MemoryPrediction;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.compiler.plan.PlanMemory;
import org.rotunda.compiler.plan.TargetChoice;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SourceException;
import org.rotunda.compiler.program.text.ProgramText;
import org.rotunda.paging.pager.PagerSettings;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a plan from a program and a budget. */
@CommandLine.Command(
    name = "compile",
    description = "Plan a program within a budget of memory, for keys or for everything.",
    footer = {
      "",
      "The plan fixes parameters with 128-bit security, which keys the client makes, and",
      "when the server reads and drops each of them. It refers to the program's weights,",
      "which stay where they are.",
      "",
      "A program that is too deep for its parameters is bootstrapped where that takes least",
      "time, besides where it says bootstrap(x) itself. Bootstrapped values must be small:",
      "encrypt refuses inputs for which they are not.",
      "",
      "Example:",
      "  rotunda compile mlp.rotunda --key-budget 32MiB --out plan.json --explain",
      "  rotunda compile mlp.rotunda --memory-budget 96MiB --out plan.json",
      "  rotunda compile deep.rotunda --key-budget 512MiB --bootstrap N16_REAL --out plan.json"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
public final class CompileCommand implements Command {
  private static final int MOST_THREADS = 1 << 10;
  private static final ByteSize UNBOUNDED = new ByteSize(Long.MAX_VALUE / 2);

  @Spec private CommandSpec spec;

  @CommandLine.Parameters(paramLabel = "PROGRAM", description = "The program's text.")
  private Path program;

  @ArgGroup(exclusive = false, multiplicity = "1")
  private Budgets budgets;

  /** One of them, or both. */
  static final class Budgets {
    @Option(
        names = "--key-budget",
        paramLabel = "SIZE",
        converter = ByteSize.Converter.class,
        description = "The most bytes of keys in memory at a time: 32MiB, 512KiB, 1GiB.")
    private Optional<ByteSize> keys = Optional.empty();

    @Option(
        names = "--memory-budget",
        paramLabel = "SIZE",
        converter = ByteSize.Converter.class,
        description =
            "The most bytes of keys, ciphertexts, plaintexts, digits, scratch, buffers and tables"
                + " together.")
    private Optional<ByteSize> memory = Optional.empty();
  }

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that the server works with, 1 to 1024 (default: this machine's processors).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--loaders",
      paramLabel = "N",
      description = "Threads of the server that read keys, 1 to 1024 (${DEFAULT-VALUE}).")
  private int loaders = PagerSettings.loadersOfThisMachine();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the plan goes.")
  private Path out;

  @Option(
      names = "--precision",
      paramLabel = "BITS",
      defaultValue = "20",
      description = "Bits of precision for slots of magnitude 1, 1 to 40 (${DEFAULT-VALUE}).")
  private int precision;

  @Option(
      names = "--magnitude",
      paramLabel = "BITS",
      defaultValue = "8",
      description =
          "Every value of the program stays below 2^BITS in magnitude, 0 to 20 (${DEFAULT-VALUE}).")
  private int magnitude;

  @Option(
      names = "--bootstrap",
      paramLabel = "PRESET",
      converter = BootstrapName.Converter.class,
      description =
          "Bootstrap as this preset says, wherever the program does or gets too deep: N16_REAL,"
              + " N16_COMPLEX, N16_REAL_WEIGHT_192, N16_PRECISE, N16_FAST, N15_REAL (default: none"
              + " while there are parameters without, then N16_REAL or, for complex values,"
              + " N16_COMPLEX).")
  private Optional<BootstrapName> bootstrap = Optional.empty();

  @Option(
      names = "--bootstrap-magnitude",
      paramLabel = "BITS",
      defaultValue = "0",
      description =
          "Values that are bootstrapped are at most 2^BITS in magnitude, 0 to 16; each bit costs"
              + " one of precision (${DEFAULT-VALUE}).")
  private int bootstrapMagnitude;

  @Option(names = "--explain", description = "Print what explain says of the plan.")
  private boolean explain;

  @Mixin private CalibrationOption calibration;

  /** For picocli. */
  public CompileCommand() {}

  @Override
  public Integer call() throws IOException {
    require("--threads", threads);
    require("--loaders", loaders);
    requireMagnitude();
    OutputFiles.require(out);
    Conditions conditions = Conditions.here(threads);
    CostModel costs = calibration.costs(spec.commandLine().getErr()).under(conditions);
    Program source = source();
    OutputFiles.requireOther(out, read(source));
    TargetChoice.Choice choice = target(source);
    Plan plan = compile(source, choice.target(), costs);
    MemoryPrediction memory = MemoryPrediction.of(plan, threads, loaders);
    OptionalLong budget =
        budgets.memory.map(size -> OptionalLong.of(size.bytes())).orElse(OptionalLong.empty());
    PlanFile.write(
        out, plan, new PlanMemory(budget, memory), program.toAbsolutePath().resolveSibling(""));
    PrintWriter writer = spec.commandLine().getOut();
    if (explain) {
      PlanReport.print(plan, memory, costs, writer);
      writer.println();
    }
    Facts facts = new Facts();
    PlanSummary.add(plan, facts);
    PlanSummary.add(memory, facts);
    budgets.memory.ifPresent(size -> facts.add("memory budget", size));
    PlanSummary.addTime(plan, costs, conditions, loaders, facts);
    choice.preset().ifPresent(preset -> facts.add("preset", preset));
    facts.add("plan", out).print(writer);
    writer.flush();
    return CommandLine.ExitCode.OK;
  }

  /** The files that are read: the program, the manifest of its weights, the calibration. */
  private List<Path> read(Program source) {
    List<Path> files = new ArrayList<>(List.of(program, calibration.file()));
    String manifest = source.weights().manifest();
    if (!manifest.isEmpty()) {
      files.add(program.resolveSibling(manifest));
    }
    return files;
  }

  private Program source() throws IOException {
    try {
      return ProgramText.read(program);
    } catch (SourceException e) {
      throw new JobException("%s:%s".formatted(program, e.getMessage()), e);
    }
  }

  private void require(String option, int value) {
    if (value < 1 || value > MOST_THREADS) {
      throw new ParameterException(
          spec.commandLine(),
          "%s takes a number from 1 to %d, but %d was given"
              .formatted(option, MOST_THREADS, value));
    }
  }

  private void requireMagnitude() {
    if (bootstrapMagnitude < 0 || bootstrapMagnitude > Target.MOST_MAGNITUDE_BITS) {
      throw new ParameterException(
          spec.commandLine(),
          "--bootstrap-magnitude takes a number from 0 to %d, but %d was given"
              .formatted(Target.MOST_MAGNITUDE_BITS, bootstrapMagnitude));
    }
  }

  private TargetChoice.Choice target(Program source) {
    TargetChoice choice = new TargetChoice(precision, magnitude, bootstrapMagnitude);
    return bootstrap
        .map(name -> choice.of(source, name.preset()))
        .orElseGet(() -> choice.find(source));
  }

  private Plan compile(Program source, Target target, CostModel costs) {
    ByteSize keys = budgets.keys.orElse(UNBOUNDED);
    try {
      return budgets.memory.isPresent()
          ? new MemoryBudget(budgets.memory.get().bytes(), threads, loaders, costs)
              .compile(source, target, keys.bytes())
          : new Compiler(keys.bytes(), costs, loaders).compile(source, target);
    } catch (BudgetException e) {
      throw new JobException(
          "The program uses a key of %s, but the key budget is %s; the smallest budget that would do is --key-budget %d."
              .formatted(new ByteSize(e.smallest()), keys, e.smallest()),
          e);
    } catch (MemoryBudgetException e) {
      throw new JobException(
          "The program needs %s of memory, but the memory budget is %s; the least for which a plan is found is --memory-budget %d."
              .formatted(
                  new ByteSize(e.smallest()), budgets.memory.orElse(UNBOUNDED), e.smallest()),
          e);
    }
  }
}
