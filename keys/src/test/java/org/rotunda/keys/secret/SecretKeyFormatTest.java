package org.rotunda.keys.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.keys.seed.KeySetId;
import org.rotunda.keys.testing.SmallKeySets;
import org.rotunda.keys.wire.Argon2Cost;
import org.rotunda.keys.wire.WireException;
import org.rotunda.keys.wire.WireSource;
import org.rotunda.keys.wire.WireTarget;

class SecretKeyFormatTest {
  private static final SecretKeyAccess ACCESS = SecretKeyAccess.onKeyOwnersMachine();
  private static final Argon2Cost CHEAP = new Argon2Cost(8, 1, 1);
  private static final KeySetId KEY_SET = SmallKeySets.keySet(1);
  private static final int CHECKSUM_BYTES = 32;
  private static final int KEY_SET_AT = 56;
  private static final int MEMORY_AT = KEY_SET_AT + KeySetId.BYTES;

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("secret-key");
  }

  private void write(Parameters parameters, String passphrase) throws IOException {
    SecretKey key = SecretKey.generate(parameters, new SeededRandom(1));
    write(key, passphrase, CHEAP, 2);
  }

  private void write(SecretKey key, String passphrase, Argon2Cost cost, long seed)
      throws IOException {
    try (Passphrase opened = new Passphrase(passphrase.toCharArray())) {
      SecretKeyFormat.write(
          WireTarget.privateFile(file()),
          new KeySetSecret(KEY_SET, key),
          opened,
          cost,
          new SeededRandom(seed),
          ACCESS);
    }
  }

  private KeySetSecret read(Parameters parameters, String passphrase) throws IOException {
    try (Passphrase opened = new Passphrase(passphrase.toCharArray())) {
      return SecretKeyFormat.read(WireSource.file(file()), parameters, opened, ACCESS);
    }
  }

  static Parameters[] parameters() {
    return new Parameters[] {SmallKeySets.tiny(), SmallKeySets.otherTiny()};
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void aSecretKeyComesBackUnderItsPassphrase(Parameters parameters) throws IOException {
    write(parameters, "pässword \uD83D\uDD11");
    KeySetSecret read = read(parameters, "pässword \uD83D\uDD11");
    assertThat(read.keySet()).isEqualTo(KEY_SET);
    assertThat(read.key().coefficients(ACCESS))
        .isEqualTo(SecretKey.generate(parameters, new SeededRandom(1)).coefficients(ACCESS));
  }

  @Test
  void theStandardCostWorks() throws IOException {
    Parameters parameters = SmallKeySets.tiny();
    SecretKey key = SecretKey.generate(parameters, new SeededRandom(1));
    write(key, "p", Argon2Cost.standard(), 2);
    assertThat(read(parameters, "p").key().coefficients(ACCESS))
        .isEqualTo(key.coefficients(ACCESS));
  }

  @Test
  void aWrongPassphraseIsItsOwnError() throws IOException {
    write(SmallKeySets.tiny(), "right");
    assertThatThrownBy(() -> read(SmallKeySets.tiny(), "wrong"))
        .isInstanceOf(WrongPassphraseException.class)
        .hasMessageStartingWith(file().toString());
  }

  @Test
  void aKeyOfOtherParametersIsRefusedBeforeThePassphraseIsTried() throws IOException {
    write(SmallKeySets.tiny(), "right");
    assertThatThrownBy(() -> read(SmallKeySets.otherTiny(), "wrong"))
        .isInstanceOf(WireException.WrongParameters.class);
  }

  @Test
  void theFileShowsNoCoefficientsAndDiffersEachTime() throws IOException {
    SecretKey key = SecretKey.generate(SmallKeySets.tiny(), new SeededRandom(1));
    write(key, "p", CHEAP, 2);
    byte[] first = Files.readAllBytes(file());
    write(key, "p", CHEAP, 3);
    byte[] second = Files.readAllBytes(file());
    int sealed = SmallKeySets.tiny().degree() + 16;
    int at = first.length - CHECKSUM_BYTES - sealed;
    assertThat(Arrays.copyOfRange(first, at, at + sealed))
        .isNotEqualTo(Arrays.copyOfRange(second, at, at + sealed));
  }

  @Test
  void metadataIsAuthenticatedWithTheKey() throws IOException, GeneralSecurityException {
    write(SmallKeySets.tiny(), "right");
    byte[] object = Files.readAllBytes(file());
    object[KEY_SET_AT] ^= 1;
    Files.write(file(), withChecksum(object));
    assertThatThrownBy(() -> read(SmallKeySets.tiny(), "right"))
        .isInstanceOf(WrongPassphraseException.class);
  }

  @Test
  void aCostOutOfRangeIsRefusedBeforeItIsPaid() throws IOException, GeneralSecurityException {
    write(SmallKeySets.tiny(), "right");
    byte[] object = Files.readAllBytes(file());
    ByteBuffer fields = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(fields.getInt(MEMORY_AT)).isEqualTo(CHEAP.memoryKib());
    fields.putInt(MEMORY_AT, Integer.MAX_VALUE);
    Files.write(file(), withChecksum(object));
    assertThatThrownBy(() -> read(SmallKeySets.tiny(), "right"))
        .isInstanceOf(WireException.Malformed.class)
        .hasMessageContaining("1 GiB");
  }

  private static byte[] withChecksum(byte[] object) throws GeneralSecurityException {
    int length = object.length - CHECKSUM_BYTES;
    byte[] checksum = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(object, length));
    System.arraycopy(checksum, 0, object, length, CHECKSUM_BYTES);
    return object;
  }
}
