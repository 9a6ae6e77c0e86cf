package org.rotunda.keys.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassphraseSourceTest {
  @TempDir Path directory;

  private static String text(PassphraseSource source) throws IOException {
    try (Passphrase passphrase = source.obtain()) {
      return new String(passphrase.utf8(), StandardCharsets.UTF_8);
    }
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(directory.resolve("passphrase"), content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pässword", "pässword\n", "pässword\r\n", "pässword\nsecond line"})
  void aFileGivesItsFirstLine(String content) throws IOException {
    Path file = file(content.getBytes(StandardCharsets.UTF_8));
    assertThat(text(new FilePassphrase(file))).isEqualTo("pässword");
  }

  @Test
  void aFileThatIsNoTextIsRefusedByName() throws IOException {
    Path file = file(new byte[] {'a', (byte) 0xff, 'b'});
    assertThatThrownBy(new FilePassphrase(file)::obtain)
        .isInstanceOf(PassphraseException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void anEndlessFirstLineIsRefused() throws IOException {
    Path file = file(new byte[5000]);
    assertThatThrownBy(new FilePassphrase(file)::obtain)
        .isInstanceOf(PassphraseException.class)
        .hasMessageContaining("4096");
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    Path file = file(new byte[0]);
    assertThatThrownBy(new FilePassphrase(file)::obtain).isInstanceOf(PassphraseException.class);
  }

  @Test
  void anEnvironmentVariableGivesItsValue() throws IOException {
    assertThat(text(new EnvironmentPassphrase("P", Map.of("P", "secret")))).isEqualTo("secret");
  }

  @Test
  void anUnsetEnvironmentVariableIsNamed() {
    assertThatThrownBy(new EnvironmentPassphrase("P", Map.of())::obtain)
        .isInstanceOf(PassphraseException.class)
        .hasMessageContaining("variable P");
  }

  private static ConsolePassphrase.HiddenPrompt answering(String... answers) {
    Deque<String> left = new ArrayDeque<>(List.of(answers));
    return line -> Optional.ofNullable(left.poll()).map(String::toCharArray);
  }

  @Test
  void theTerminalIsAskedOnceForAnExistingKey() throws IOException {
    assertThat(text(new ConsolePassphrase(answering("secret"), false))).isEqualTo("secret");
  }

  @Test
  void theTerminalIsAskedTwiceForANewKey() throws IOException {
    assertThat(text(new ConsolePassphrase(answering("secret", "secret"), true)))
        .isEqualTo("secret");
    assertThatThrownBy(new ConsolePassphrase(answering("secret", "sceret"), true)::obtain)
        .isInstanceOf(PassphraseException.class)
        .hasMessageContaining("differ");
  }

  @Test
  void theEndOfInputIsAnError() {
    assertThatThrownBy(new ConsolePassphrase(answering(), false)::obtain)
        .isInstanceOf(PassphraseException.class)
        .hasMessageContaining("input ended");
  }
}
