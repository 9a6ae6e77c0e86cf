package org.rotunda.bench.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.keys.testing.OpenFheFixtures;
import picocli.CommandLine;

/** The exit code is 0 when nothing failed and something passed. */
class CrosscheckCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();

  private int run(String... arguments) {
    CrosscheckCommand command = new CrosscheckCommand();
    new CommandLine(command).setOut(new PrintWriter(out)).parseArgs(arguments);
    return command.call();
  }

  private String lastLine() {
    return out.toString().lines().toList().getLast();
  }

  @Test
  void aFolderWhereAllAgreesIsGood() throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);

    assertThat(run(folder.toString())).isZero();
    assertThat(lastLine()).isEqualTo("24 passed, 0 failed, 0 skipped");
  }

  @Test
  void aFolderWhereSomeIsSkippedIsGood() throws IOException {
    Files.write(folder.resolve("pk.bin"), OpenFheFixtures.bytes("tiny", "pk.bin"));

    assertThat(run(folder.toString())).isZero();
    assertThat(lastLine()).isEqualTo("3 passed, 0 failed, 21 skipped");
  }

  @Test
  void aFolderWhereSomethingDiffersIsNot() throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);
    Files.write(folder.resolve("ct_rot1.bin"), OpenFheFixtures.bytes("tiny", "ct_rotm1.bin"));

    assertThat(run(folder.toString())).isNotZero();
    assertThat(out.toString())
        .containsPattern(
            "FAIL rotation by 1: first difference component 0, prime \\d+, entry \\d+");
    assertThat(lastLine()).isEqualTo("23 passed, 1 failed, 0 skipped");
  }

  @Test
  void anEmptyFolderIsNot() {
    assertThat(run(folder.toString())).isNotZero();
    assertThat(lastLine()).isEqualTo("0 passed, 0 failed, 24 skipped");
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path absent = folder.resolve("absent");

    assertThatThrownBy(() -> run(absent.toString()))
        .isInstanceOf(JobException.class)
        .hasMessage("The folder %s is expected to exist, but does not; check the path.", absent);
  }
}
