package org.rotunda.bench.run;

import org.rotunda.bench.compare.CompareCommand;
import org.rotunda.bench.memory.MemoryCommand;
import org.rotunda.compiler.cli.Command;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures speed. */
@CommandLine.Command(
    name = "bench",
    description =
        "Measure kernels, operations and bootstraps, alone or against OpenFHE, and collectors.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      KernelsCommand.class,
      SchemeCommand.class,
      BootstrapCommand.class,
      CompareCommand.class,
      MemoryCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  rotunda bench kernels --quick",
      "  rotunda bench scheme --quick --chart scheme.svg",
      "  rotunda bench bootstrap --quick",
      "  rotunda bench compare --openfhe-prefix /usr/local"
    })
@SuppressWarnings("NullAway.Init") // Picocli sets what is annotated before anything runs.
public final class BenchCommand implements Command {
  @Spec private CommandSpec spec;

  /** For picocli. */
  public BenchCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "Expected what to measure, one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
