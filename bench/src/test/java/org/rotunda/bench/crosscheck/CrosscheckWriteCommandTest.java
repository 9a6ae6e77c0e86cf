package org.rotunda.bench.crosscheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.ckks.params.Security;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.keys.openfhe.OpenFheContexts;
import org.rotunda.keys.openfhe.OpenFheFormat;
import org.rotunda.keys.openfhe.OpenFheSettings;
import org.rotunda.keys.openfhe.ScalingTechnique;
import org.rotunda.keys.openfhe.SecretDistributionCode;
import org.rotunda.keys.testing.OpenFheFixtures;
import picocli.CommandLine;

class CrosscheckWriteCommandTest {
  @TempDir private Path folder;

  private static CrosscheckWriteCommand command(Path source, Path target) {
    CrosscheckWriteCommand command = new CrosscheckWriteCommand();
    new CommandLine(command).parseArgs(source.toString(), target.toString());
    return command;
  }

  @Test
  void whatIsThereIsNotOverwritten() throws IOException {
    OpenFheFixtures.copy("tiny", ".bin", folder);
    byte[] before = Files.readAllBytes(folder.resolve("pk.bin"));

    assertThatThrownBy(() -> command(folder, folder).call())
        .isInstanceOf(JobException.class)
        .hasMessageContaining("absent or empty");
    assertThat(folder.resolve("pk.bin")).hasBinaryContent(before);
  }

  @Test
  void aSourceThatIsNotThereIsNamed() {
    Path source = folder.resolve("source");

    assertThatThrownBy(() -> command(source, folder.resolve("target")).call())
        .isInstanceOf(JobException.class)
        .hasMessage("The folder %s is expected to exist, but does not; check the path.", source);
    assertThat(folder.resolve("target")).doesNotExist();
  }

  @Test
  void aContextWithoutALevelForAProductIsRefused() throws IOException {
    Path source = Files.createDirectory(folder.resolve("source"));
    OpenFheFixtures.copy("tiny", ".bin", source);
    OpenFheSettings settings =
        new OpenFheSettings(
            4, 0, 50, 60, 1, ScalingTechnique.FIXEDMANUAL, SecretDistributionCode.UNIFORM_TERNARY);
    OpenFheFormat.CONTEXT.write(
        OpenFheContexts.of(settings, 8, Security.INSECURE_FOR_TESTING), source.resolve("cc.bin"));

    assertThatThrownBy(() -> command(source, folder.resolve("target")).call())
        .isInstanceOf(JobException.class)
        .hasMessageContaining("a depth of at least 1, which takes 2 primes, but has 1");
    assertThat(folder.resolve("target")).doesNotExist();
  }

  @Test
  void aSourceThatIsAFileIsNamed() throws IOException {
    Path source = Files.createFile(folder.resolve("source"));

    assertThatThrownBy(() -> command(source, folder.resolve("target")).call())
        .isInstanceOf(JobException.class)
        .hasMessageContaining("is expected to be a folder, but is a file");
  }

  @Test
  void withoutASecretKeyNothingIsWritten() throws IOException {
    Path source = Files.createDirectory(folder.resolve("source"));
    OpenFheFixtures.copy("tiny", ".bin", source);
    Files.delete(source.resolve("sk.bin"));
    Path target = folder.resolve("target");

    assertThatThrownBy(() -> command(source, target).call())
        .isInstanceOf(JobException.class)
        .hasMessageContaining("add sk.bin");
    assertThat(target).doesNotExist();
  }
}
