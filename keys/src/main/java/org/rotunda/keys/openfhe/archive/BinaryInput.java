package org.rotunda.keys.openfhe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Reads a portable binary archive. */
final class BinaryInput extends Archive {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LITTLE_ENDIAN = 1;

  private final InputStream in;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private long bufferStart;

  BinaryInput(String origin, InputStream in) throws IOException {
    super(origin);
    this.in = in;
    need(1);
    int order = buffer.get();
    if (order != LITTLE_ENDIAN) {
      throw malformed(
          "A portable binary archive in little-endian order begins with byte 1, but byte %d was found."
              .formatted(order & 0xff));
    }
  }

  /** Makes so many bytes available, at most the size of the buffer. */
  private void need(int bytes) throws IOException {
    if (buffer.remaining() >= bytes) {
      return;
    }
    bufferStart += buffer.position();
    buffer.compact();
    while (buffer.position() < bytes) {
      int n = in.read(buffer.array(), buffer.position(), buffer.remaining());
      if (n < 0) {
        int missing = bytes - buffer.position();
        buffer.flip();
        throw malformed("The archive ends, but %d more bytes are needed.".formatted(missing));
      }
      buffer.position(buffer.position() + n);
    }
    buffer.flip();
  }

  @Override
  long number(String name, Width width, LongSupplier value) throws IOException {
    need(width.bytes());
    return switch (width) {
      case U8 -> Byte.toUnsignedLong(buffer.get());
      case U32 -> Integer.toUnsignedLong(buffer.getInt());
      case U64 -> buffer.getLong();
    };
  }

  @Override
  double real(String name, boolean single, DoubleSupplier value) throws IOException {
    need(single ? Float.BYTES : Double.BYTES);
    double number = single ? buffer.getFloat() : buffer.getDouble();
    if (!Double.isFinite(number)) {
      throw malformed("A number is finite, but %s is %s.".formatted(name, number));
    }
    return number;
  }

  @Override
  String text(String name, int most, Supplier<String> value) throws IOException {
    int length = count(most, "bytes of a string");
    need(length);
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    for (byte b : bytes) {
      if (b < ' ') {
        throw malformed(
            "A string is of printable ASCII, but byte %d is in %s.".formatted(b & 0xff, name));
      }
    }
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Override
  long[] words(String name, int most, Supplier<long[]> value) throws IOException {
    int length = count(most, "words");
    int step = BUFFER_BYTES / Long.BYTES;
    long[] words = new long[Math.min(length, step)];
    int filled = 0;
    while (filled < length) {
      int n = Math.min(length - filled, step);
      need(n * Long.BYTES);
      if (filled + n > words.length) {
        words = Arrays.copyOf(words, Math.min(length, 2 * words.length));
      }
      buffer.asLongBuffer().get(words, filled, n);
      buffer.position(buffer.position() + n * Long.BYTES);
      filled += n;
    }
    return words;
  }

  @Override
  <R> R object(String name, Body<R> body) throws IOException {
    return body.run();
  }

  @Override
  void items(String name, long most, LongSupplier count, Body<?> item) throws IOException {
    int length = count(most, "elements");
    for (int i = 0; i < length; i++) {
      item.run();
    }
  }

  private int count(long most, String what) throws IOException {
    need(Long.BYTES);
    long count = buffer.getLong();
    if (Long.compareUnsigned(count, most) > 0) {
      throw malformed(
          "At most %d %s are expected, but %s are announced."
              .formatted(most, what, Long.toUnsignedString(count)));
    }
    return (int) count;
  }

  @Override
  void finish() throws IOException {
    if (buffer.hasRemaining() || in.read() >= 0) {
      throw malformed("The archive should end, but bytes follow.");
    }
  }

  @Override
  String position() {
    return "at byte " + (bufferStart + buffer.position());
  }
}
