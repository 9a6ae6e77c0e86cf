package org.rotunda.compiler.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotunda.compiler.cli.Rotunda;
import picocli.CommandLine;

class DemoCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Rotunda.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void oneDigitIsReadUnderThreePoliciesWithinTheBudget() {
    int exit = run("demo", "--images", "1", "--key-budget", "16MiB");

    assertThat(exit).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("784-128-128-10")
        .contains("128-bit security")
        .containsPattern("plan +key budget 16.0 MiB: \\d+ uses, \\d+ loads of which \\d+ ahead")
        .containsPattern("(?m)^is (\\d), read \\1$")
        .containsPattern(
            "(?m)^ *policy +s/image +peak keys +loads +read +stall +largest logit error")
        .containsPattern("(?m)^ *resident +\\d")
        .containsPattern("(?m)^ *on demand +\\d")
        .containsPattern("(?m)^ *planned +\\d")
        .containsPattern("agreement +1 of 1 with the clear network")
        .containsPattern("ciphertexts +bit-identical under all policies")
        .containsPattern("key budget +16.0 MiB, kept by planned and on demand");
  }

  @Test
  void budgetBelowTheLargestKeyIsAFailureThatNamesTheSmallest() {
    assertThat(run("demo", "--images", "1", "--key-budget", "1KiB")).isEqualTo(Rotunda.FAILED);
    assertThat(err.toString())
        .hasLineCount(1)
        .containsPattern(
            "key budget is 1024 bytes; the smallest budget that would do is \\d+ bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "--images, 0, from 1 to 100",
    "--images, 101, from 1 to 100",
    "--images, many, many",
    "--threads, 0, from 1 to 1024",
    "--key-budget, plenty, plenty",
    "--colour, red, --colour"
  })
  void wrongOptionsAreWrongUsage(String option, String value, String reason) {
    assertThat(run("demo", option, value)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(reason);
    assertThat(out.toString()).isEmpty();
  }
}
