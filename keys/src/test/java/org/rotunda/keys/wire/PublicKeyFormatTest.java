package org.rotunda.keys.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.keys.seed.SeededPublicKey;

class PublicKeyFormatTest {
  private static final WireSamples SAMPLES = new WireSamples();

  @TempDir Path directory;

  @Test
  void aPublicKeyComesBackFromAFile() throws IOException {
    SeededPublicKey key = SAMPLES.newPublicKey();
    Path file = directory.resolve("public-key");
    PublicKeyFormat.write(WireTarget.file(file), SAMPLES.scheme().parameters(), key);
    SeededPublicKey read =
        PublicKeyFormat.read(
            WireSource.file(file), SAMPLES.scheme().context(), LimbAllocator.heap());
    assertThat(read.keySet()).isEqualTo(key.keySet());
    assertThat(read.seed()).isEqualTo(key.seed());
    assertThat(read.b().limbs().all()).isDeepEqualTo(key.b().limbs().all());
  }

  @Test
  void aKeyOfOtherParametersIsNotWritten() {
    Path file = directory.resolve("public-key");
    assertThatThrownBy(
            () ->
                PublicKeyFormat.write(
                    WireTarget.file(file), TestParameters.pairs(), SAMPLES.newPublicKey()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(file).doesNotExist();
  }
}
