package org.rotunda.keys.seed;

import java.util.Arrays;
import java.util.HexFormat;
import org.rotunda.ckks.sampling.RandomSource;

/**
 * The name of a secret key and of everything made from it: 16 random bytes. Objects with different
 * names don't work together, even under equal parameters.
 */
public final class KeySetId {
  /** The number of bytes of a name. */
  public static final int BYTES = 16;

  private final byte[] bytes;

  private KeySetId(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Draws a name. */
  public static KeySetId fresh(RandomSource random) {
    byte[] bytes = new byte[BYTES];
    random.fill(bytes);
    return new KeySetId(bytes);
  }

  /**
   * The name with the given bytes, which are copied.
   *
   * @throws IllegalArgumentException if they are not {@link #BYTES}
   */
  public static KeySetId of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "The name of a key set has %d bytes, but %d were given.".formatted(BYTES, bytes.length));
    }
    return new KeySetId(bytes.clone());
  }

  /**
   * The name that {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if the text is not 32 hexadecimal digits
   */
  public static KeySetId parse(String text) {
    return of(HexFormat.of().parseHex(text));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeySetId id && Arrays.equals(bytes, id.bytes);
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
