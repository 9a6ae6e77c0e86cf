package org.rotunda.keys.seed;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keystream of AES-256-CTR from a zero counter block, piece by piece. Looking a cipher up costs
 * as much as encrypting many kilobytes, so one serves several keys in turn. For one thread.
 */
final class Keystream {
  /** The cipher reaches its full speed in pieces of about this size, not in one of a whole limb. */
  static final int PIECE_BYTES = 16 * 1024;

  private static final int COUNTER_BYTES = 16;
  private static final byte[] ZEROS = new byte[PIECE_BYTES];

  private final Cipher cipher;
  private final byte[] piece = new byte[PIECE_BYTES];

  Keystream() {
    try {
      cipher = Cipher.getInstance("AES/CTR/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES in counter mode.", e);
    }
  }

  /** Goes to the beginning of the stream of a key. */
  void start(byte[] key) {
    try {
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new IvParameterSpec(new byte[COUNTER_BYTES]));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has AES with keys of 256 bits.", e);
    }
  }

  /**
   * The next bytes of the stream, at the beginning of an array that the next call overwrites.
   *
   * @param bytes how many, at most {@link #PIECE_BYTES}
   */
  byte[] next(int bytes) {
    try {
      int written = cipher.update(ZEROS, 0, bytes, piece, 0);
      if (written != bytes) {
        throw new IllegalStateException(
            "A counter mode gives as many bytes as it takes, but %d of %d came."
                .formatted(written, bytes));
      }
      return piece;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The piece has room for what the cipher gives.", e);
    }
  }
}
