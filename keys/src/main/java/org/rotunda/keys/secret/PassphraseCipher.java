package org.rotunda.keys.secret;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.rotunda.keys.wire.Argon2Cost;
import org.rotunda.keys.wire.SecretKeyMetadata;

/** AES-256-GCM (NIST SP 800-38D) under a key from a passphrase by Argon2id (RFC 9106). */
final class PassphraseCipher {
  static final int TAG_BYTES = 16;
  private static final int KEY_BYTES = 32;

  private PassphraseCipher() {}

  static byte[] seal(
      byte[] plain, byte[] associated, SecretKeyMetadata metadata, Passphrase passphrase) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, associated, metadata, passphrase).doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Encryption by AES-GCM takes any bytes.", e);
    }
  }

  /**
   * The plain bytes, or nothing if passphrase, sealed or associated bytes are not those of sealing.
   */
  static Optional<byte[]> open(
      byte[] sealed, byte[] associated, SecretKeyMetadata metadata, Passphrase passphrase) {
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, associated, metadata, passphrase).doFinal(sealed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Decryption by AES-GCM fails by its tag only.", e);
    }
  }

  private static Cipher cipher(
      int mode, byte[] associated, SecretKeyMetadata metadata, Passphrase passphrase)
      throws GeneralSecurityException {
    byte[] key = key(metadata, passphrase);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(key, "AES"),
          new GCMParameterSpec(TAG_BYTES * Byte.SIZE, metadata.nonce()));
      cipher.updateAAD(associated);
      return cipher;
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] key(SecretKeyMetadata metadata, Passphrase passphrase) {
    Argon2Cost cost = metadata.cost();
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(metadata.salt())
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .build());
    byte[] key = new byte[KEY_BYTES];
    byte[] password = passphrase.utf8();
    try {
      argon2.generateBytes(password, key);
    } finally {
      Arrays.fill(password, (byte) 0);
    }
    return key;
  }
}
