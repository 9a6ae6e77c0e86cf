package org.rotunda.keys.openfhe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Reads a JSON archive, token by token and with its fields in the order they are written in. */
final class JsonInput extends Archive {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_NUMBER = 400;
  private static final int MAX_STRING = 4096;
  private static final int FIRST_WORDS = 1 << 10;

  private final JsonParser parser;

  JsonInput(String origin, InputStream in) throws IOException {
    super(origin);
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER)
                    .maxStringLength(MAX_STRING)
                    .maxNameLength(MAX_STRING)
                    .build())
            .build();
    // A reader, so that no other encoding is guessed: everything in these archives is ASCII.
    parser =
        factory.createParser(
            ObjectReadContext.empty(), new InputStreamReader(in, StandardCharsets.UTF_8));
    expect(Set.of(JsonToken.START_OBJECT), "an object");
  }

  /** An operation of the parser. */
  @FunctionalInterface
  private interface Step<R> {
    R run();
  }

  private <R> R parsing(Step<R> step) throws IOException {
    try {
      return step.run();
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      ArchiveException malformed = malformed("This is no JSON: " + e.getOriginalMessage());
      malformed.initCause(e);
      throw malformed;
    }
  }

  private JsonToken expect(Set<JsonToken> tokens, String what) throws IOException {
    JsonToken found = parsing(parser::nextToken);
    if (found == null || !tokens.contains(found)) {
      throw malformed(
          "There should be %s, but %s was found."
              .formatted(what, found == null ? "the end" : found.name()));
    }
    return found;
  }

  /** Passes over the name of a field; elements of arrays have none. */
  private void name(String name) throws IOException {
    if (name.isEmpty()) {
      return;
    }
    expect(Set.of(JsonToken.PROPERTY_NAME), "the field \"%s\"".formatted(name));
    String found = parser.currentName();
    if (!name.equals(found)) {
      throw malformed(
          "The field \"%s\" should come next, but \"%s\" was found.".formatted(name, found));
    }
  }

  @Override
  long number(String name, Width width, LongSupplier value) throws IOException {
    name(name);
    expect(Set.of(JsonToken.VALUE_NUMBER_INT), "an integer");
    return integer(width);
  }

  private long integer(Width width) throws IOException {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      BigInteger big = parsing(parser::getBigIntegerValue);
      if (big.signum() < 0 || big.bitLength() > Long.SIZE || width != Width.U64) {
        throw outOfRange(big, width);
      }
      return big.longValue();
    }
    long number = parsing(parser::getLongValue);
    if (number < 0 || !width.holds(number)) {
      throw outOfRange(number, width);
    }
    return number;
  }

  private ArchiveException outOfRange(Number number, Width width) {
    return malformed(
        "An unsigned integer of %d bits is expected, but %s was found."
            .formatted(width.bytes() * Byte.SIZE, number));
  }

  @Override
  double real(String name, boolean single, DoubleSupplier value) throws IOException {
    name(name);
    expect(Set.of(JsonToken.VALUE_NUMBER_FLOAT), "a number with a fraction");
    double number = parsing(parser::getDoubleValue);
    if (!Double.isFinite(number) || (single && (float) number != number)) {
      throw malformed(
          "A number of %s precision is expected, but %s was found."
              .formatted(single ? "single" : "double", number));
    }
    return number;
  }

  @Override
  String text(String name, int most, Supplier<String> value) throws IOException {
    name(name);
    expect(Set.of(JsonToken.VALUE_STRING), "a string");
    String text = parsing(parser::getString);
    if (text.length() > most || !text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw malformed(
          "A string is of at most %d printable ASCII characters, but another was found."
              .formatted(most));
    }
    return text;
  }

  @Override
  long[] words(String name, int most, Supplier<long[]> value) throws IOException {
    name(name);
    expect(Set.of(JsonToken.START_ARRAY), "an array");
    long[] words = new long[Math.min(most, FIRST_WORDS)];
    int filled = 0;
    while (anotherElement(Set.of(JsonToken.VALUE_NUMBER_INT), "an integer")) {
      if (filled == most) {
        throw malformed("At most %d integers are expected, but more were found.".formatted(most));
      }
      if (filled == words.length) {
        words = Arrays.copyOf(words, Math.min(most, 2 * filled));
      }
      words[filled++] = integer(Width.U64);
    }
    return Arrays.copyOf(words, filled);
  }

  private boolean anotherElement(Set<JsonToken> tokens, String what) throws IOException {
    JsonToken token = parsing(parser::nextToken);
    if (token == JsonToken.END_ARRAY) {
      return false;
    }
    if (token == null || !tokens.contains(token)) {
      throw malformed(
          "There should be %s or the end of the array, but %s was found."
              .formatted(what, token == null ? "the end" : token.name()));
    }
    return true;
  }

  @Override
  <R> R object(String name, Body<R> body) throws IOException {
    if (!name.isEmpty()) {
      name(name);
      expect(Set.of(JsonToken.START_OBJECT), "an object");
    }
    R value = body.run();
    expect(Set.of(JsonToken.END_OBJECT), "the end of the object");
    return value;
  }

  /** Elements are objects; an object's beginning is read here, to see whether there is one. */
  @Override
  void items(String name, long most, LongSupplier count, Body<?> item) throws IOException {
    name(name);
    expect(Set.of(JsonToken.START_ARRAY), "an array");
    for (long i = 0; anotherElement(Set.of(JsonToken.START_OBJECT), "an object"); i++) {
      if (i == most) {
        throw malformed("At most %d elements are expected, but more were found.".formatted(most));
      }
      item.run();
    }
  }

  @Override
  void finish() throws IOException {
    expect(Set.of(JsonToken.END_OBJECT), "the end of the archive");
    if (parsing(parser::nextToken) != null) {
      throw malformed("The archive should end, but something follows.");
    }
  }

  @Override
  String position() {
    String pointer = parser.streamReadContext().pathAsPointer().toString();
    return "at " + (pointer.isEmpty() ? "the outermost object" : pointer);
  }
}
