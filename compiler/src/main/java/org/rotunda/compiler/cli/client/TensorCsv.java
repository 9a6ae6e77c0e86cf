package org.rotunda.compiler.cli.client;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.rotunda.compiler.cli.job.JobException;
import org.rotunda.compiler.program.Port;

/**
 * Values as CSV. Of a single tensor all numbers in row-major order, on as many lines as one likes;
 * of several a line each, which begins with the tensor's name.
 */
final class TensorCsv {
  private TensorCsv() {}

  /**
   * Reads.
   *
   * @throws JobException if the text is malformed
   */
  static Map<String, double[]> read(String file, String text, List<Port> ports) {
    Map<String, double[]> values = new HashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        read("%s, line %d".formatted(file, number), line, ports, values);
      }
    }
    return values;
  }

  private static void read(
      String place, String line, List<Port> ports, Map<String, double[]> values) {
    List<String> cells = Arrays.stream(line.split(",")).map(String::strip).toList();
    List<String> names = ports.stream().map(Port::name).toList();
    if (names.contains(cells.getFirst())) {
      double[] row = numbers(place, cells.subList(1, cells.size()));
      if (values.put(cells.getFirst(), row) != null) {
        throw new JobException(
            "%s: One line for %s is expected, but this is the second; remove one."
                .formatted(place, cells.getFirst()));
      }
    } else if (names.size() == 1) {
      double[] row = numbers(place, cells);
      values.merge(
          names.getFirst(),
          row,
          (before, more) ->
              DoubleStream.concat(Arrays.stream(before), Arrays.stream(more)).toArray());
    } else {
      throw new JobException(
          "%s: One of the names %s is expected first, but '%s' was found; begin each line with one."
              .formatted(place, names, cells.getFirst()));
    }
  }

  private static double[] numbers(String place, List<String> cells) {
    return cells.stream().mapToDouble(cell -> number(place, cell)).toArray();
  }

  private static double number(String place, String cell) {
    try {
      double number = Double.parseDouble(cell);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException _) {
      // The message is the same.
    }
    throw new JobException(
        "%s: A finite number is expected, but '%s' was found; correct it.".formatted(place, cell));
  }

  /** Writes. */
  static String write(List<Port> ports, Map<String, double[]> values) {
    return ports.stream()
        .map(
            port -> {
              String row =
                  Arrays.stream(values.getOrDefault(port.name(), new double[0]))
                      .mapToObj(Double::toString)
                      .collect(Collectors.joining(","));
              return ports.size() == 1 ? row + "\n" : port.name() + "," + row + "\n";
            })
        .collect(Collectors.joining());
  }
}
