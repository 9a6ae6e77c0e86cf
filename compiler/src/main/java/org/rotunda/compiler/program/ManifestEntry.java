package org.rotunda.compiler.program;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One weight in a manifest. */
record ManifestEntry(
    String name, String file, List<Integer> shape, String role, NumberFormat format) {

  /**
   * Reads all entries of a manifest.
   *
   * @param source the manifest's path, for messages
   * @throws WeightsException if it isn't an array of entries with different names
   */
  static List<ManifestEntry> all(String source, JsonNode manifest) {
    if (!manifest.isArray()) {
      throw malformed(source, "an array of weights", manifest);
    }
    List<ManifestEntry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode node : manifest) {
      ManifestEntry entry = one(source, node);
      if (!names.add(entry.name)) {
        throw new WeightsException(
            "Expected different names for all weights in "
                + source
                + ", found "
                + entry.name
                + " twice; rename one of them.");
      }
      entries.add(entry);
    }
    return entries;
  }

  private static ManifestEntry one(String source, JsonNode node) {
    List<Integer> shape = new ArrayList<>();
    JsonNode sizes = node.path("shape");
    if (!sizes.isArray()) {
      throw malformed(source, "an array of sizes as \"shape\"", node);
    }
    for (JsonNode size : sizes) {
      if (!size.isInt()) {
        throw malformed(source, "whole numbers in \"shape\"", node);
      }
      shape.add(size.intValue());
    }
    return new ManifestEntry(
        text(source, node, "name"),
        text(source, node, "file"),
        shape,
        text(source, node, "role"),
        format(source, node));
  }

  private static NumberFormat format(String source, JsonNode node) {
    if (!node.has("type")) {
      return NumberFormat.FLOAT64;
    }
    return NumberFormat.ofType(text(source, node, "type"))
        .orElseThrow(() -> malformed(source, "float64, float32 or float16 as \"type\"", node));
  }

  private static String text(String source, JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isString()) {
      throw malformed(source, "a text as \"" + field + "\"", node);
    }
    return value.stringValue();
  }

  private static WeightsException malformed(String source, String expected, JsonNode found) {
    String text = found.toString();
    String shown = text.length() > 80 ? text.substring(0, 80) + "..." : text;
    return new WeightsException(
        "Expected " + expected + " in " + source + ", found " + shown + "; correct the manifest.");
  }
}
