package org.rotunda.compiler.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.keys.seed.KeySetId;

class AuthenticationKeyTest {
  @TempDir private Path folder;
  private final RandomSource random = new SeededRandom(1);
  private final AuthenticationKey key = AuthenticationKey.fresh(KeySetId.fresh(random), random);

  @Test
  void readKeyIsTheOneWritten() throws IOException {
    Path file = folder.resolve("key");
    key.write(file);
    AuthenticationKey read = AuthenticationKey.read(file);
    assertThat(read.keySet()).isEqualTo(key.keySet());
    byte[] message = {1, 2, 3};
    assertThat(read.authentication().tag(message)).isEqualTo(key.authentication().tag(message));
  }

  @Test
  void fileIsItsOwners() throws IOException {
    Path file = folder.resolve("key");
    key.write(file);
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "rotunda-store-authentication 1 no key\n");
    assertThatThrownBy(() -> AuthenticationKey.read(file))
        .isInstanceOf(JobException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void laterVersionsAreRefused() throws IOException {
    Path file = folder.resolve("key");
    key.write(file);
    String line = Files.readString(file).replace("authentication 1 ", "authentication 2 ");
    Files.writeString(file, line);
    assertThatThrownBy(() -> AuthenticationKey.find(file))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("version 2");
  }
}
