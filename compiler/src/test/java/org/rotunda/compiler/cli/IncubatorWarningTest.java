package org.rotunda.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncubatorWarningTest {
  private static final String WARNING =
      "WARNING: Using incubator modules: jdk.incubator.vector" + System.lineSeparator();

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8192})
  void warningIsLeftOutWhateverThePiecesItComesIn(int piece) throws IOException {
    assertThat(copy("NOTE: options\n" + WARNING + "\rstep 1\rstep 2", piece))
        .isEqualTo("NOTE: options\n\rstep 1\rstep 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "no line end",
        "WARNING: Using incubator",
        "WARNING: Using incubator\nmore\n",
        "WARNING: Using incubator modules: another\n",
        "said: WARNING: Using incubator modules: jdk.incubator.vector\n"
      })
  void allElseIsCopied(String text) throws IOException {
    assertThat(copy(text, 3)).isEqualTo(text);
  }

  private static String copy(String text, int piece) throws IOException {
    InputStream from =
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
          @Override
          public int read(byte[] buffer) {
            return read(buffer, 0, Math.min(piece, buffer.length));
          }
        };
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    IncubatorWarning.leaveOut(from, to);
    return to.toString(StandardCharsets.UTF_8);
  }
}
