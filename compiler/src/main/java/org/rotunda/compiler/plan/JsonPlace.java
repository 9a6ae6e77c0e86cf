package org.rotunda.compiler.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A value in a JSON file and where it is. Its type is what is asked of it, or the file is refused
 * with the place named.
 */
final class JsonPlace {
  private static final int MOST_SHOWN = 60;

  private static final int MOST_BYTES = 1 << 28;
  private static final int MOST_NESTING = 8;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_NESTING)
                          .maxStringLength(MOST_BYTES)
                          .maxNumberLength(32)
                          .build())
                  .build())
          .build();

  private final String file;
  private final String remedy;
  private final String path;
  private final JsonNode node;

  private JsonPlace(String file, String remedy, String path, JsonNode node) {
    this.file = file;
    this.remedy = remedy;
    this.path = path;
    this.node = node;
  }

  /**
   * The whole of a file.
   *
   * @param what what the file should be
   * @param remedy what to do if it isn't
   * @throws PlanException if the file is a folder or isn't JSON
   * @throws IOException if it can't be read
   */
  static JsonPlace read(Path file, String what, String remedy) throws IOException {
    requireNoFolder(file, what);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new PlanException(
          "%s: %s of at most %d bytes is expected, but the file has more; is it another file?"
              .formatted(file, capital(what), MOST_BYTES));
    }
    try {
      return new JsonPlace(file.toString(), remedy, "$", JSON.readTree(bytes));
    } catch (JacksonException e) {
      throw notJson(file, what, remedy, e);
    }
  }

  /**
   * One field of the object that a file holds, read without what follows it.
   *
   * @throws PlanException if the file is a folder or isn't JSON, or there is no such field
   * @throws IOException if it can't be read
   */
  static JsonPlace readField(Path file, String name, String what, String remedy)
      throws IOException {
    requireNoFolder(file, what);
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = JSON.createParser(in)) {
      JsonToken token = parser.nextToken();
      for (token = parser.nextToken();
          token == JsonToken.PROPERTY_NAME;
          token = parser.nextToken()) {
        boolean found = parser.currentName().equals(name);
        parser.nextToken();
        if (found) {
          JsonNode node = parser.readValueAsTree();
          return new JsonPlace(file.toString(), remedy, "$." + name, node);
        }
        parser.skipChildren();
      }
    } catch (JacksonException e) {
      throw notJson(file, what, remedy, e);
    }
    throw new PlanException(
        "%s: %s with a field \"%s\" is expected, but there is none; %s."
            .formatted(file, capital(what), name, remedy));
  }

  private static void requireNoFolder(Path file, String what) {
    if (Files.isDirectory(file)) {
      throw new PlanException(
          "%s: %s is expected, but this is a folder; name the file."
              .formatted(file, capital(what)));
    }
  }

  private static PlanException notJson(Path file, String what, String remedy, JacksonException e) {
    return new PlanException(
        "%s: %s in JSON is expected, but line %d is not JSON (%s); %s."
            .formatted(file, capital(what), line(e), e.getOriginalMessage(), remedy),
        e);
  }

  private static String capital(String what) {
    return Character.toUpperCase(what.charAt(0)) + what.substring(1);
  }

  private static int line(JacksonException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
  }

  /**
   * Checks that this is an object with a format and version.
   *
   * @throws LaterVersionException if its version is a later one
   * @throws PlanException if it isn't
   */
  void requireVersion(String format, int version) {
    int number = version(format);
    if (number > version) {
      throw new LaterVersionException(otherVersion(format, version, number, "use a newer Rotunda"));
    }
    if (number < version) {
      throw new PlanException(otherVersion(format, version, number, remedy));
    }
  }

  private String otherVersion(String format, int version, int number, String todo) {
    return "%s: Version %d of a %s is understood, but this is version %d; %s."
        .formatted(file, version, format, number, todo);
  }

  /**
   * Whether this is an object of a format, of an earlier version.
   *
   * @throws PlanException if it is no object of the format
   */
  boolean isEarlierVersion(String format, int version) {
    return version(format) < version;
  }

  private int version(String format) {
    names();
    JsonPlace found = field("format");
    if (!found.text().equals(format)) {
      throw found.unexpected("\"%s\"".formatted(format));
    }
    return field("version").whole(1, Integer.MAX_VALUE);
  }

  /**
   * Checks that this is an object with no other fields than these.
   *
   * @throws PlanException if it isn't
   */
  void requireObject(String... fields) {
    if (!node.isObject()) {
      throw unexpected("an object");
    }
    Set<String> unknown = new LinkedHashSet<>(node.propertyNames());
    unknown.removeAll(Set.of(fields));
    if (!unknown.isEmpty()) {
      throw wrong(
          "the fields %s and no others are expected, but %s was found"
              .formatted(String.join(", ", fields), String.join(", ", unknown)));
    }
  }

  /** A field that must be there. */
  JsonPlace field(String name) {
    return optional(name)
        .orElseThrow(() -> wrong("a field \"%s\" is expected, but there is none".formatted(name)));
  }

  /** A field that may be there. */
  Optional<JsonPlace> optional(String name) {
    return Optional.ofNullable(node.get(name))
        .map(child -> new JsonPlace(file, remedy, path + "." + name, child));
  }

  /** The fields of an object of any names. */
  List<String> names() {
    if (!node.isObject()) {
      throw unexpected("an object");
    }
    return List.copyOf(node.propertyNames());
  }

  /** The elements of an array. */
  List<JsonPlace> elements() {
    if (!node.isArray()) {
      throw unexpected("an array");
    }
    List<JsonPlace> elements = new ArrayList<>();
    for (JsonNode element : node) {
      elements.add(new JsonPlace(file, remedy, "%s[%d]".formatted(path, elements.size()), element));
    }
    return elements;
  }

  String text() {
    if (!node.isString()) {
      throw unexpected("a text");
    }
    return node.stringValue();
  }

  double number() {
    if (!node.isNumber()) {
      throw unexpected("a number");
    }
    return node.doubleValue();
  }

  int whole(int least, int most) {
    return (int) whole((long) least, (long) most);
  }

  long whole(long least, long most) {
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < least
        || node.longValue() > most) {
      throw unexpected("a whole number from %d to %d".formatted(least, most));
    }
    return node.longValue();
  }

  /** The exception for a value of another type. */
  PlanException unexpected(String expected) {
    String text = node.toString();
    String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    return wrong("%s is expected, but %s was found".formatted(expected, shown));
  }

  /** The exception for a value that can't be. */
  PlanException wrong(String what) {
    return new PlanException("%s at %s: %s; %s.".formatted(file, path, what, remedy));
  }

  /** The exception for a value that somebody else has refused with a sentence. */
  PlanException refused(RuntimeException why) {
    return new PlanException("%s at %s: %s".formatted(file, path, why.getMessage()), why);
  }
}
