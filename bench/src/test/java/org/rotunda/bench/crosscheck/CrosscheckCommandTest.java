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
import org.rotunda.ckks.params.Security;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.keys.openfhe.OpenFheContext;
import org.rotunda.keys.openfhe.OpenFheContexts;
import org.rotunda.keys.openfhe.OpenFheFormat;
import org.rotunda.keys.openfhe.OpenFheSettings;
import org.rotunda.keys.openfhe.ScalingTechnique;
import org.rotunda.keys.openfhe.SecretDistributionCode;
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

  @Test
  void theHelpNamesEveryFile() {
    String help = new CommandLine(new CrosscheckCommand()).getUsageMessage();

    assertThat(help.split("[\\s.,;]+", -1))
        .contains("cc", "pk", "sk", "emk", "eak", "pt_x", "pt_y")
        .containsAll(CrosscheckFolder.CIPHERTEXTS);
    assertThat(help).contains("x.txt", "y.txt");
  }

  private void writeContext(OpenFheSettings settings) throws IOException {
    OpenFheContext context =
        OpenFheContexts.of(settings, settings.degree() / 2, Security.INSECURE_FOR_TESTING);
    OpenFheFormat.CONTEXT.write(context, folder.resolve("cc.bin"));
  }

  private static OpenFheSettings settings(
      int logDegree, int depth, int digits, SecretDistributionCode secret) {
    return new OpenFheSettings(
        logDegree, depth, 40, 60, digits, ScalingTechnique.FIXEDMANUAL, secret);
  }

  @Test
  void sparseSecretsOfSmallRingsAreSupported() throws IOException {
    writeContext(settings(6, 2, 2, SecretDistributionCode.SPARSE_TERNARY));

    assertThat(run(folder.toString())).isZero();
    assertThat(lastLine()).isEqualTo("2 passed, 0 failed, 22 skipped");
  }

  @Test
  void aContextThatCannotBeReadIsOneError() throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);
    Files.write(folder.resolve("cc.bin"), new byte[] {1, 2, 3});

    assertThatThrownBy(() -> run(folder.toString()))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("The context can't be read: ");
    assertThat(out.toString()).isEmpty();
  }
}
