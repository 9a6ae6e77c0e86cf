package org.rotunda.keys.secret;

import java.io.IOException;
import java.util.Arrays;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.sampling.RandomSource;
import org.rotunda.ckks.secret.SecretKey;
import org.rotunda.ckks.secret.SecretKeyAccess;
import org.rotunda.keys.wire.Argon2Cost;
import org.rotunda.keys.wire.SecretKeyMetadata;
import org.rotunda.keys.wire.WireKind;
import org.rotunda.keys.wire.WirePreamble;
import org.rotunda.keys.wire.WireReader;
import org.rotunda.keys.wire.WireSource;
import org.rotunda.keys.wire.WireTarget;
import org.rotunda.keys.wire.WireWriter;

/**
 * Secret keys under a passphrase, in files. The body is the N coefficients, a byte each, under
 * AES-256-GCM; the key comes from the passphrase by Argon2id, and header and metadata are
 * authenticated with it.
 *
 * <p>Arrays that hold key material here are wiped; what the platform's cipher holds, and copies
 * made by the garbage collector, can't be.
 */
public final class SecretKeyFormat {
  private SecretKeyFormat() {}

  /**
   * Writes a secret key under a fresh salt and nonce.
   *
   * @param target a private file
   * @param random where salt and nonce come from
   */
  public static void write(
      WireTarget target,
      KeySetSecret secret,
      Passphrase passphrase,
      Argon2Cost cost,
      RandomSource random,
      SecretKeyAccess access)
      throws IOException {
    Parameters parameters = secret.key().parameters();
    SecretKeyMetadata metadata =
        new SecretKeyMetadata(
            secret.keySet(),
            cost,
            fresh(SecretKeyMetadata.SALT_BYTES, random),
            fresh(SecretKeyMetadata.NONCE_BYTES, random));
    WirePreamble preamble =
        WirePreamble.of(WireKind.SECRET_KEY, parameters, metadata, bodyBytes(parameters));
    byte[] coefficients = pack(secret.key().coefficients(access));
    byte[] sealed;
    try {
      sealed = PassphraseCipher.seal(coefficients, preamble.bytes(), metadata, passphrase);
    } finally {
      Arrays.fill(coefficients, (byte) 0);
    }
    target.write(
        out -> {
          WireWriter writer = new WireWriter(out, preamble);
          writer.bytes(sealed);
          writer.finish();
        });
  }

  /**
   * Reads a secret key.
   *
   * @throws WrongPassphraseException if the passphrase doesn't open it
   * @throws org.rotunda.keys.wire.WireException if the object is no secret key under these
   *     parameters, or unreadable
   */
  public static KeySetSecret read(
      WireSource source, Parameters parameters, Passphrase passphrase, SecretKeyAccess access)
      throws IOException {
    try (WireReader reader = source.open()) {
      reader.expect(WireKind.SECRET_KEY);
      reader.expect(parameters);
      SecretKeyMetadata metadata = reader.metadata(SecretKeyMetadata.class);
      byte[] preamble = reader.preamble();
      reader.expectBodyBytes(bodyBytes(parameters));
      byte[] sealed = reader.bytes((int) bodyBytes(parameters));
      reader.finish();
      byte[] coefficients =
          PassphraseCipher.open(sealed, preamble, metadata, passphrase)
              .orElseThrow(() -> new WrongPassphraseException(reader.origin()));
      return new KeySetSecret(
          metadata.keySet(), secretKey(reader, parameters, coefficients, access));
    }
  }

  private static SecretKey secretKey(
      WireReader reader, Parameters parameters, byte[] packed, SecretKeyAccess access)
      throws IOException {
    long[] coefficients = unpack(packed);
    try {
      return SecretKey.of(parameters, coefficients, access);
    } catch (IllegalArgumentException e) {
      throw reader.malformed(
          "The passphrase opened it, but the content is no secret key under parameters %s."
              .formatted(parameters.shortDigest()));
    } finally {
      Arrays.fill(coefficients, 0);
    }
  }

  private static long bodyBytes(Parameters parameters) {
    return (long) parameters.degree() + PassphraseCipher.TAG_BYTES;
  }

  private static byte[] fresh(int length, RandomSource random) {
    byte[] bytes = new byte[length];
    random.fill(bytes);
    return bytes;
  }

  /** Packs and wipes. */
  private static byte[] pack(long[] coefficients) {
    byte[] packed = new byte[coefficients.length];
    for (int i = 0; i < packed.length; i++) {
      packed[i] = (byte) coefficients[i];
    }
    Arrays.fill(coefficients, 0);
    return packed;
  }

  /** Unpacks and wipes. */
  private static long[] unpack(byte[] packed) {
    long[] coefficients = new long[packed.length];
    for (int i = 0; i < packed.length; i++) {
      coefficients[i] = packed[i];
    }
    Arrays.fill(packed, (byte) 0);
    return coefficients;
  }
}
