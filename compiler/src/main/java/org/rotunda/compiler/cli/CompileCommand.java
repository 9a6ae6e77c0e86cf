package org.rotunda.compiler.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cli.job.ByteSize;
import org.rotunda.compiler.cli.job.Facts;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.cli.job.PlanSummary;
import org.rotunda.compiler.plan.BudgetException;
import org.rotunda.compiler.plan.Compiler;
import org.rotunda.compiler.plan.Plan;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.compiler.program.Program;
import org.rotunda.compiler.program.SourceException;
import org.rotunda.compiler.program.text.ProgramText;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a plan from a program and a key budget. */
@CommandLine.Command(
    name = "compile",
    description = "Plan a program within a budget of memory for keys.",
    footer = {
      "",
      "The plan fixes parameters with 128-bit security, which keys the client makes, and",
      "when the server reads and drops each of them. It refers to the program's weights,",
      "which stay where they are.",
      "",
      "Example:",
      "  rotunda compile mlp.rotunda --key-budget 32MiB --out plan.json --explain"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
public final class CompileCommand implements Command {
  @Spec private CommandSpec spec;

  @CommandLine.Parameters(paramLabel = "PROGRAM", description = "The program's text.")
  private Path program;

  @Option(
      names = "--key-budget",
      required = true,
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "The most bytes of keys in memory at a time: 32MiB, 512KiB, 1GiB.")
  private ByteSize keyBudget;

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

  @Option(names = "--explain", description = "Print the plan operation by operation.")
  private boolean explain;

  /** For picocli. */
  public CompileCommand() {}

  @Override
  public Integer call() throws IOException {
    Program source = source();
    Plan plan = compile(source);
    PlanFile.write(out, plan, program.toAbsolutePath().resolveSibling(""));
    PrintWriter writer = spec.commandLine().getOut();
    if (explain) {
      PlanExplanation.of(plan).print(writer);
      writer.println();
    }
    Facts facts = new Facts();
    PlanSummary.add(plan, facts);
    facts.add("plan", out).print(writer);
    writer.flush();
    return CommandLine.ExitCode.OK;
  }

  private Program source() throws IOException {
    try {
      return ProgramText.read(program);
    } catch (SourceException e) {
      throw new JobException("%s:%s".formatted(program, e.getMessage()), e);
    }
  }

  private Plan compile(Program source) {
    Parameters parameters = Compiler.parametersFor(source, precision, magnitude);
    try {
      return new Compiler(keyBudget.bytes()).compile(source, parameters);
    } catch (BudgetException e) {
      throw new JobException(
          "The program uses a key of %s, but the key budget is %s; the smallest budget that would do is --key-budget %d."
              .formatted(new ByteSize(e.smallest()), keyBudget, e.smallest()),
          e);
    }
  }
}
