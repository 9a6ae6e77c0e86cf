package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * What a command did.
 *
 * @param exitCode its exit code
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
public record CommandRun(int exitCode, String out, String err) {
  /**
   * Runs a command in this JVM.
   *
   * @param arguments its name, options and values; what a list holds, one after the other
   */
  public static CommandRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Rotunda.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(texts(arguments).toArray(String[]::new));
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** Arguments as texts; what a list holds, one after the other. */
  static List<String> texts(Object... arguments) {
    List<String> texts = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof List<?> list) {
        texts.addAll(texts(list.toArray()));
      } else {
        texts.add(argument.toString());
      }
    }
    return texts;
  }

  /** This, after a success without a word on standard error. */
  public CommandRun succeeded() {
    assertThat(exitCode).as(err).isZero();
    assertThat(err).isEmpty();
    return this;
  }

  /** What is said on standard error of a job that failed, which is one line. */
  public String refusal() {
    assertThat(exitCode).as(out).isEqualTo(Rotunda.FAILED);
    assertThat(err).hasLineCount(1);
    return err;
  }

  /** What is said on standard error of wrong usage, which is one line. */
  public String misuse() {
    assertThat(exitCode).as(out).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err).hasLineCount(1);
    return err;
  }

  /** The number that a pattern's group finds in what was printed. */
  public double number(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(out);
    assertThat(matcher.find()).as("%s in %s", pattern, out).isTrue();
    return Double.parseDouble(matcher.group(1));
  }
}
