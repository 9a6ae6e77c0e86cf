package org.rotunda.keys.wire;

import com.esotericsoftware.kryo.io.Input;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads of variable length that never take more memory than there are bytes. */
final class BoundedInput {
  static final int MAX_LABEL_BYTES = 255;

  private BoundedInput() {}

  static int remaining(Input input) {
    return input.limit() - input.position();
  }

  /** A 32-bit count of elements of at least {@code leastBytes} each. */
  static int count(Input input, String what, int leastBytes) {
    int count = input.readInt();
    if (count < 0 || count > remaining(input) / leastBytes) {
      throw new MalformedMetadataException(
          "%s %s are stated, but only %d bytes are left for them."
              .formatted(Integer.toUnsignedString(count), what, remaining(input)));
    }
    return count;
  }

  /** A label: its length as a byte, then UTF-8 without control characters. */
  static String label(Input input) {
    int length = input.readByteUnsigned();
    byte[] bytes = input.readBytes(length);
    try {
      String label = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (label.chars().anyMatch(Character::isISOControl)) {
        throw new MalformedMetadataException("Labels contain no control characters.");
      }
      return label;
    } catch (CharacterCodingException e) {
      throw new MalformedMetadataException("Labels are in UTF-8, but one is not.");
    }
  }
}
