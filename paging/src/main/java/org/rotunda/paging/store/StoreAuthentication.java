package org.rotunda.paging.store;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What protects a store against forgery. Checksums find accidents; only an authentication key finds
 * a store that somebody else has made or changed.
 */
public sealed interface StoreAuthentication {
  /** Length of a tag in bytes. */
  int TAG_BYTES = 32;

  /** No authentication. Whoever reads trusts the file as far as its checksums go. */
  record None() implements StoreAuthentication {
    @Override
    public byte[] tag(byte[]... parts) {
      return new byte[TAG_BYTES];
    }
  }

  /** HMAC-SHA-256 (FIPS 198-1) over the header, the directory and, through digests, every page. */
  final class HmacSha256 implements StoreAuthentication {
    /** The least number of bytes of a key. */
    public static final int MIN_KEY_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private final SecretKeySpec key;

    /**
     * Copies the key.
     *
     * @throws IllegalArgumentException if it is shorter than {@link #MIN_KEY_BYTES}
     */
    public HmacSha256(byte[] key) {
      if (key.length < MIN_KEY_BYTES) {
        throw new IllegalArgumentException(
            "An authentication key has at least %d bytes, but %d were given."
                .formatted(MIN_KEY_BYTES, key.length));
      }
      this.key = new SecretKeySpec(key, ALGORITHM);
    }

    @Override
    public byte[] tag(byte[]... parts) {
      try {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
        for (byte[] part : parts) {
          mac.update(part);
        }
        return mac.doFinal();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("Every Java platform has HMAC-SHA-256.", e);
      }
    }
  }

  /** The tag of the concatenation of some bytes. */
  byte[] tag(byte[]... parts);
}
