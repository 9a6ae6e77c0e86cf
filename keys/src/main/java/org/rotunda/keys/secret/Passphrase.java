package org.rotunda.keys.secret;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.security.auth.Destroyable;

/**
 * A passphrase, wiped when closed. What the garbage collector or the operating system copied
 * meanwhile stays where it is.
 */
public final class Passphrase implements Destroyable, AutoCloseable {
  private static final int MOST_CHARACTERS = 1024;
  private static final int MOST_UTF8_BYTES_PER_CHARACTER = 3;

  private final char[] characters;
  private boolean destroyed;

  /**
   * Takes over the characters.
   *
   * @param characters 1 to 1024 of them
   * @throws PassphraseException if there are none or too many; they are wiped then
   */
  public Passphrase(char[] characters) throws PassphraseException {
    if (characters.length == 0 || characters.length > MOST_CHARACTERS) {
      Arrays.fill(characters, '\0');
      throw new PassphraseException(
          "A passphrase has 1 to %d characters, but %d were given; choose another."
              .formatted(MOST_CHARACTERS, characters.length));
    }
    this.characters = characters;
  }

  /**
   * The passphrase in UTF-8, to be wiped by the caller.
   *
   * @throws IllegalStateException after {@link #destroy}
   */
  synchronized byte[] utf8() {
    if (destroyed) {
      throw new IllegalStateException("This passphrase was wiped; ask for it again.");
    }
    byte[] room = new byte[MOST_UTF8_BYTES_PER_CHARACTER * characters.length];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(characters), encoded, true);
    byte[] bytes = Arrays.copyOf(room, encoded.position());
    Arrays.fill(room, (byte) 0);
    return bytes;
  }

  /** Whether another passphrase has the same characters. */
  synchronized boolean matches(Passphrase other) {
    return Arrays.equals(characters, other.characters);
  }

  @Override
  public synchronized void destroy() {
    Arrays.fill(characters, '\0');
    destroyed = true;
  }

  @Override
  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public void close() {
    destroy();
  }

  /** Says nothing about the characters. */
  @Override
  public String toString() {
    return "Passphrase";
  }
}
