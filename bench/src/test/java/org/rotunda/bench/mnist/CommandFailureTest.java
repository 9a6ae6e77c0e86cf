package org.rotunda.bench.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class CommandFailureTest {

  @Test
  void aMissingFileIsNamedWithWhatToDo() {
    assertThat(CommandFailure.sentence(new NoSuchFileException("weights/manifest.json")))
        .isEqualTo(
            "expected the file weights/manifest.json but it does not exist; give the folder that"
                + " holds it");
  }

  @Test
  void aMalformedFileSpeaksForItself() {
    assertThat(CommandFailure.sentence(new MnistFormatException("labels: expected ...")))
        .isEqualTo("labels: expected ...");
  }

  @Test
  void anyOtherFailureIsQuoted() {
    assertThat(CommandFailure.sentence(new IOException("disk full"))).contains("disk full");
  }
}
