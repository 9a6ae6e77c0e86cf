package org.rotunda.compiler.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.rotunda.compiler.cli.job.CalibrationOption;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.plan.PlanFile;
import org.rotunda.compiler.plan.PlanInFile;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what a plan does with keys and why, and what other budgets would bring. */
@CommandLine.Command(
    name = "explain",
    description = "Say which keys a plan holds when and why, and what other budgets would bring.",
    footer = {
      "",
      "Prints the operations with their keys; when each key is in memory; which keys cost most and",
      "why they are read again; and bytes and time for smaller and larger budgets.",
      "",
      "Example:",
      "  rotunda explain plan.json"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
public final class ExplainCommand implements Command {
  @Spec private CommandSpec spec;

  @CommandLine.Parameters(paramLabel = "PLAN", description = "The plan.")
  private Path plan;

  @Mixin private CalibrationOption calibration;

  /** For picocli. */
  public ExplainCommand() {}

  @Override
  public Integer call() throws IOException {
    CostModel costs = calibration.costs(spec.commandLine().getErr());
    PlanInFile read = PlanFile.read(plan);
    PrintWriter writer = spec.commandLine().getOut();
    PlanReport.print(read.plan(), read.memory().run(), costs, writer);
    writer.flush();
    return CommandLine.ExitCode.OK;
  }
}
