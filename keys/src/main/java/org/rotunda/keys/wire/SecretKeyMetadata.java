package org.rotunda.keys.wire;

import org.rotunda.keys.seed.KeySetId;

/**
 * What is needed to open a secret key under a passphrase; the body is the encrypted key. Nothing
 * here is secret.
 */
public final class SecretKeyMetadata implements WireMetadata {
  /** The number of bytes of the salt of Argon2id. */
  public static final int SALT_BYTES = 16;

  /** The number of bytes of the nonce of AES-GCM. */
  public static final int NONCE_BYTES = 12;

  private final KeySetId keySet;
  private final Argon2Cost cost;
  private final byte[] salt;
  private final byte[] nonce;

  /**
   * Takes copies.
   *
   * @param salt {@link #SALT_BYTES} random bytes
   * @param nonce {@link #NONCE_BYTES} random bytes
   */
  public SecretKeyMetadata(KeySetId keySet, Argon2Cost cost, byte[] salt, byte[] nonce) {
    if (salt.length != SALT_BYTES || nonce.length != NONCE_BYTES) {
      throw new IllegalArgumentException(
          "A salt has %d bytes and a nonce %d, but %d and %d were given."
              .formatted(SALT_BYTES, NONCE_BYTES, salt.length, nonce.length));
    }
    this.keySet = keySet;
    this.cost = cost;
    this.salt = salt.clone();
    this.nonce = nonce.clone();
  }

  /** The key set the secret key belongs to. */
  public KeySetId keySet() {
    return keySet;
  }

  /** The cost of the passphrase's key. */
  public Argon2Cost cost() {
    return cost;
  }

  /** A copy of the salt. */
  public byte[] salt() {
    return salt.clone();
  }

  /** A copy of the nonce. */
  public byte[] nonce() {
    return nonce.clone();
  }
}
