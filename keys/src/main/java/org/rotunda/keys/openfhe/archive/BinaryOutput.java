package org.rotunda.keys.openfhe.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Writes a portable binary archive in little-endian order. */
final class BinaryOutput extends Archive {
  private final OutputStream out;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  BinaryOutput(OutputStream out) {
    super("output");
    this.out = out;
    buffer.put((byte) 1);
  }

  private void need(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }

  @Override
  long number(String name, Width width, LongSupplier value) throws IOException {
    long number = value.getAsLong();
    if (!width.holds(number)) {
      throw new IllegalArgumentException(
          "The field %s takes an integer of %d bytes, but %d was given."
              .formatted(name, width.bytes(), number));
    }
    need(width.bytes());
    switch (width) {
      case U8 -> buffer.put((byte) number);
      case U32 -> buffer.putInt((int) number);
      case U64 -> buffer.putLong(number);
    }
    return number;
  }

  @Override
  double real(String name, boolean single, DoubleSupplier value) throws IOException {
    double number = value.getAsDouble();
    need(Double.BYTES);
    if (single) {
      buffer.putFloat((float) number);
    } else {
      buffer.putDouble(number);
    }
    return number;
  }

  @Override
  String text(String name, int most, Supplier<String> value) throws IOException {
    String text = value.get();
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    count(bytes.length);
    flush();
    out.write(bytes);
    return text;
  }

  @Override
  long[] words(String name, int most, Supplier<long[]> value) throws IOException {
    long[] words = value.get();
    count(words.length);
    for (long word : words) {
      need(Long.BYTES);
      buffer.putLong(word);
    }
    return words;
  }

  @Override
  <R> R object(String name, Body<R> body) throws IOException {
    return body.run();
  }

  @Override
  void items(String name, long most, LongSupplier count, Body<?> item) throws IOException {
    long length = count.getAsLong();
    count(length);
    for (long i = 0; i < length; i++) {
      item.run();
    }
  }

  private void count(long count) throws IOException {
    need(Long.BYTES);
    buffer.putLong(count);
  }

  @Override
  void finish() throws IOException {
    flush();
    out.flush();
  }

  @Override
  String position() {
    return "being written";
  }
}
