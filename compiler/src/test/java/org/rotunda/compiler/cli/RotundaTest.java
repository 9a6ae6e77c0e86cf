package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RotundaTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void versionIsTheOneTheBuildWrote() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).matches("(?s)rotunda \\d+\\.\\d+\\.\\d+.*Java \\d+.*");
  }

  @Test
  void helpNamesTheExitCodes() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("wrong usage");
  }

  @Test
  void noCommandShowsTheWayFromProgramToAnswer() {
    assertThat(run()).isZero();
    assertThat(out.toString())
        .containsSubsequence(
            "rotunda compile",
            "rotunda keygen",
            "rotunda encrypt",
            "rotunda run",
            "rotunda decrypt");
    assertThat(out.toString().lines()).hasSizeLessThan(40).allMatch(line -> line.length() <= 100);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    for (String command : Rotunda.commandLine().getSubcommands().keySet()) {
      CommandRun help = CommandRun.of(command, "--help");
      assertThat(help.exitCode()).as(command).isZero();
      assertThat(help.out()).as(command).contains("rotunda " + command + " ", "Example");
      assertThat(help.out().lines()).as(command).allMatch(line -> line.length() <= 100);
    }
  }

  @Test
  void unknownCommandIsWrongUsage() {
    assertThat(run("decompile")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("decompile").hasLineCount(1);
  }

  @Test
  void failureIsOneSentence() {
    assertThat(run("fail")).isEqualTo(Rotunda.FAILED);
    assertThat(err.toString()).hasLineCount(1).contains("expected seven bytes, found eight");
  }

  @Test
  void failureHasAStackTraceWhenAskedFor() {
    assertThat(run("fail", "--debug")).isEqualTo(Rotunda.FAILED);
    assertThat(err.toString()).contains("\tat " + FailingCommand.class.getName());
  }

  private int run(String... arguments) {
    return Rotunda.commandLine()
        .addSubcommand(new FailingCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @CommandLine.Command(name = "fail")
  private static final class FailingCommand implements Command {
    @Override
    public Integer call() {
      throw new IllegalArgumentException("expected seven bytes, found eight");
    }
  }
}
