package org.rotunda.compiler.cli.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.program.Port;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values as JSON: an object with an array for each tensor by its name; of a single tensor the array
 * alone will do. Arrays may be nested; their numbers are taken in row-major order.
 */
final class TensorJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private TensorJson() {}

  /**
   * Reads.
   *
   * @throws JobException if the text is malformed
   */
  static Map<String, double[]> read(String file, String text, List<Port> ports) {
    JsonNode root = parse(file, text);
    if (root.isArray() && ports.size() == 1) {
      return Map.of(ports.getFirst().name(), numbers(file, root));
    }
    List<String> names = ports.stream().map(Port::name).toList();
    if (!root.isObject() || !names.containsAll(root.propertyNames())) {
      throw new JobException(
          "%s: An object with the fields %s is expected, but %s was found; name each tensor."
              .formatted(file, names, root.isObject() ? root.propertyNames() : root.getNodeType()));
    }
    Map<String, double[]> values = new HashMap<>();
    root.forEachEntry((name, node) -> values.put(name, numbers(file, node)));
    return values;
  }

  private static JsonNode parse(String file, String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw new JobException(
          "%s: JSON is expected, but it is not (%s); correct it."
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  private static double[] numbers(String file, JsonNode node) {
    return flat(file, node).toArray();
  }

  private static DoubleStream flat(String file, JsonNode node) {
    if (node.isArray()) {
      return node.valueStream().flatMapToDouble(element -> flat(file, element));
    }
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw new JobException(
          "%s: Arrays of finite numbers are expected, but %s was found; correct it."
              .formatted(file, node));
    }
    return DoubleStream.of(node.doubleValue());
  }

  /** Writes. */
  static String write(List<Port> ports, Map<String, double[]> values) {
    ObjectNode root = JSON.createObjectNode();
    for (Port port : ports) {
      ArrayNode array = root.putArray(port.name());
      for (double value : values.getOrDefault(port.name(), new double[0])) {
        array.add(value);
      }
    }
    return JSON.writeValueAsString(root) + "\n";
  }
}
