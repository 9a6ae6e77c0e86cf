package org.rotunda.keys.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads the first line of a file, in UTF-8.
 *
 * @param file the file, whose first line has at most 4096 bytes
 */
public record FilePassphrase(Path file) implements PassphraseSource {
  private static final int MOST_BYTES = 4096;

  @Override
  public Passphrase obtain() throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    try {
      return new Passphrase(decode(bytes, firstLine(bytes)));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The length of the first line, without its end. */
  private int firstLine(byte[] bytes) throws PassphraseException {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    if (end > MOST_BYTES) {
      throw new PassphraseException(
          "%s: A passphrase file has a first line of at most %d bytes, but this one is longer; is it another file?"
              .formatted(file, MOST_BYTES));
    }
    return end;
  }

  private char[] decode(byte[] bytes, int length) throws PassphraseException {
    try {
      CharBuffer decoded =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
      char[] characters = new char[decoded.remaining()];
      decoded.get(characters);
      Arrays.fill(decoded.array(), '\0');
      return characters;
    } catch (CharacterCodingException e) {
      throw new PassphraseException(
          "%s: A passphrase file is in UTF-8, but this one is not; save it again.".formatted(file));
    }
  }
}
