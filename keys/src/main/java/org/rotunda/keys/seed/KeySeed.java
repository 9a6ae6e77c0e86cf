package org.rotunda.keys.seed;

import java.util.Arrays;
import java.util.HexFormat;
import org.rotunda.ckks.sampling.RandomSource;

/**
 * The seed of the uniform half of one key or one ciphertext: 32 random bytes, public.
 *
 * <p>A seed serves one generation attempt. Two keys with one seed and different errors would
 * publish the difference of their errors.
 */
public final class KeySeed {
  /** The number of bytes of a seed. */
  public static final int BYTES = 32;

  private final byte[] bytes;

  private KeySeed(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Draws a seed. */
  public static KeySeed fresh(RandomSource random) {
    byte[] bytes = new byte[BYTES];
    random.fill(bytes);
    return new KeySeed(bytes);
  }

  /**
   * The seed with the given bytes, which are copied.
   *
   * @throws IllegalArgumentException if they are not {@link #BYTES}
   */
  public static KeySeed of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "A seed has %d bytes, but %d were given.".formatted(BYTES, bytes.length));
    }
    return new KeySeed(bytes.clone());
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeySeed seed && Arrays.equals(bytes, seed.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The bytes in hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
