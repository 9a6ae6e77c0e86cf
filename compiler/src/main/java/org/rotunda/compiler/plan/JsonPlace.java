package org.rotunda.compiler.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A value in a JSON file and where it is. Its type is what is asked of it, or the file is refused
 * with the place named.
 */
final class JsonPlace {
  private static final int MOST_SHOWN = 60;

  private final String file;
  private final String path;
  private final JsonNode node;

  private JsonPlace(String file, String path, JsonNode node) {
    this.file = file;
    this.path = path;
    this.node = node;
  }

  /** The whole of a file. */
  static JsonPlace root(String file, JsonNode node) {
    return new JsonPlace(file, "$", node);
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
        .map(child -> new JsonPlace(file, path + "." + name, child));
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
      elements.add(new JsonPlace(file, "%s[%d]".formatted(path, elements.size()), element));
    }
    return elements;
  }

  String text() {
    if (!node.isString()) {
      throw unexpected("a text");
    }
    return node.stringValue();
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
    return new PlanException(
        "%s at %s: %s; compile the program again.".formatted(file, path, what));
  }

  /** The exception for a value that somebody else has refused with a sentence. */
  PlanException refused(RuntimeException why) {
    return new PlanException("%s at %s: %s".formatted(file, path, why.getMessage()), why);
  }
}
