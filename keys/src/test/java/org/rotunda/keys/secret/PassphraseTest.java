package org.rotunda.keys.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PassphraseTest {
  @Test
  void itIsEncodedInUtf8() throws PassphraseException {
    String text = "aé€\uD83D\uDD11";
    try (Passphrase passphrase = new Passphrase(text.toCharArray())) {
      assertThat(passphrase.utf8()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void closingWipesTheCharacters() throws PassphraseException {
    char[] characters = "secret".toCharArray();
    Passphrase passphrase = new Passphrase(characters);
    passphrase.close();
    assertThat(characters).containsOnly('\0');
    assertThat(passphrase.isDestroyed()).isTrue();
    assertThatThrownBy(passphrase::utf8).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void emptyAndHugePassphrasesAreRefusedAndWiped() {
    char[] huge = "x".repeat(1025).toCharArray();
    assertThatThrownBy(() -> new Passphrase(huge))
        .isInstanceOf(PassphraseException.class)
        .hasMessageContaining("1025");
    assertThat(huge).containsOnly('\0');
    assertThatThrownBy(() -> new Passphrase(new char[0]))
        .isInstanceOf(PassphraseException.class)
        .hasMessageContaining("0 were given");
  }

  @Test
  void itsTextSaysNothing() throws PassphraseException {
    try (Passphrase passphrase = new Passphrase("secret".toCharArray())) {
      assertThat(passphrase.toString()).doesNotContain("secret");
    }
  }
}
