package org.rotunda.keys.openfhe.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** Writes a JSON archive with cereal's white space. */
final class JsonOutput extends Archive {
  private final JsonGenerator generator;

  JsonOutput(OutputStream out) {
    super("output");
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    generator = factory.createGenerator(new Layout(), out, JsonEncoding.UTF8);
    generator.writeStartObject();
  }

  private static final class Layout extends ObjectWriteContext.Base {
    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }

    @Override
    public PrettyPrinter getPrettyPrinter() {
      DefaultIndenter indenter = new DefaultIndenter("    ", "\n");
      return new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                  .withObjectEmptySeparator("")
                  .withArrayEmptySeparator(""))
          .withObjectIndenter(indenter)
          .withArrayIndenter(indenter);
    }
  }

  private void name(String name) {
    if (!name.isEmpty()) {
      generator.writeName(name);
    }
  }

  @Override
  long number(String name, Width width, LongSupplier value) {
    long number = value.getAsLong();
    if (!width.holds(number)) {
      throw new IllegalArgumentException(
          "The field %s takes an integer of %d bytes, but %d was given."
              .formatted(name, width.bytes(), number));
    }
    name(name);
    unsigned(number);
    return number;
  }

  private void unsigned(long number) {
    if (number >= 0) {
      generator.writeNumber(number);
    } else {
      generator.writeNumber(Long.toUnsignedString(number));
    }
  }

  @Override
  double real(String name, boolean single, DoubleSupplier value) {
    double number = single ? (float) value.getAsDouble() : value.getAsDouble();
    name(name);
    generator.writeNumber(JsonNumber.format(number));
    return number;
  }

  @Override
  String text(String name, int most, Supplier<String> value) {
    name(name);
    generator.writeString(value.get());
    return value.get();
  }

  @Override
  long[] words(String name, int most, Supplier<long[]> value) {
    long[] words = value.get();
    name(name);
    generator.writeStartArray();
    for (long word : words) {
      unsigned(word);
    }
    generator.writeEndArray();
    return words;
  }

  @Override
  <R> R object(String name, Body<R> body) throws IOException {
    name(name);
    generator.writeStartObject();
    R value = body.run();
    generator.writeEndObject();
    return value;
  }

  @Override
  void items(String name, long most, LongSupplier count, Body<?> item) throws IOException {
    name(name);
    generator.writeStartArray();
    for (long i = 0; i < count.getAsLong(); i++) {
      item.run();
    }
    generator.writeEndArray();
  }

  @Override
  void finish() {
    generator.writeEndObject();
    generator.close();
  }

  @Override
  String position() {
    return "being written";
  }
}
