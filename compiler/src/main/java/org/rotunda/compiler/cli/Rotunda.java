package org.rotunda.compiler.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.rotunda.compiler.cli.job.FailureSentence;
import org.rotunda.compiler.plan.PlanException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: its global options, its subcommands and its exit codes. */
@CommandLine.Command(
    name = "rotunda",
    description = "Fully homomorphic encryption whose rotation keys fit the memory you have.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:the job failed", "2:wrong usage"},
    optionListHeading = "%nOptions:%n")
public final class Rotunda implements Runnable {
  /** Exit code of a job that failed. */
  public static final int FAILED = 1;

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it before anything runs.
  private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "On failure, print the stack trace too.")
  private boolean debug;

  private Rotunda() {}

  /**
   * Runs the command line in a JVM with the vector module and ends this JVM with the exit code.
   *
   * @param arguments the command's name and its options
   */
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  private static int execute(String[] arguments) {
    try {
      Optional<WorkerJvm> worker = WorkerJvm.unlessThisOne(jvmOptions(arguments));
      return worker.isPresent() ? worker.get().run(arguments) : commandLine().execute(arguments);
    } catch (OutOfMemoryError _) {
      System.err.printf(
          "The job needs more memory than the heap of %d MiB: set JAVA_TOOL_OPTIONS=-Xmx8g or as"
              + " much as the machine has, or lower the key or memory budget.%n",
          Runtime.getRuntime().maxMemory() >> 20);
      return FAILED;
    } catch (UncheckedIOException e) {
      System.err.println(FailureSentence.of(e));
      return FAILED;
    }
  }

  /**
   * What a command asks of its JVM; nothing if it can't be told, which the command then explains.
   */
  private static List<String> jvmOptions(String[] arguments) {
    try {
      CommandLine last = commandLine().parseArgs(arguments).asCommandLineList().getLast();
      return last.getCommand() instanceof Command command && !last.isUsageHelpRequested()
          ? command.jvmOptions()
          : List.of();
    } catch (ParameterException | IOException | PlanException _) {
      return List.of();
    }
  }

  /** Returns the command line with every subcommand that is installed. */
  public static CommandLine commandLine() {
    Rotunda root = new Rotunda();
    CommandLine commandLine = new CommandLine(root);
    ServiceLoader.load(Command.class).forEach(commandLine::addSubcommand);
    FirstScreen.layOut(commandLine);
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((failure, _) -> refuse(failure))
        .setExecutionExceptionHandler((failure, at, _) -> root.report(failure, at));
  }

  /** Called when no subcommand is named: introduces itself. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int refuse(ParameterException failure) {
    CommandLine at = failure.getCommandLine();
    print(usage(failure), at);
    return at.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String usage(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched
        && failure.getCommandLine().getParent() == null) {
      String found = unmatched.getUnmatched().getFirst();
      return "Expected a command, found '" + found + "': `rotunda --help` lists the commands.";
    }
    return "%s; `%s --help` shows how it is used."
        .formatted(failure.getMessage(), failure.getCommandLine().getCommandSpec().qualifiedName());
  }

  private int report(Exception failure, CommandLine at) {
    print(FailureSentence.of(failure), at);
    if (debug) {
      failure.printStackTrace(at.getErr());
      at.getErr().flush();
    }
    return FAILED;
  }

  private static void print(String message, CommandLine at) {
    at.getErr().println(at.getColorScheme().errorText(message));
    at.getErr().flush();
  }
}
