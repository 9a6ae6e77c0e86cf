package org.rotunda.compiler.cli.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.rotunda.compiler.program.Port;
import org.rotunda.keys.wire.Labelled;

/**
 * The ciphertexts of a program's inputs or outputs as a list with labels: {@code image[0]} is the
 * first ciphertext of {@code image}.
 */
public final class PortParts {
  private PortParts() {}

  private static String label(Port port, int part) {
    return "%s[%d]".formatted(port.name(), part);
  }

  /** The list of what belongs to ports, by their names. */
  public static <T> List<Labelled<T>> flatten(List<Port> ports, Map<String, List<T>> parts) {
    List<Labelled<T>> list = new ArrayList<>();
    for (Port port : ports) {
      List<T> own = parts.getOrDefault(port.name(), List.of());
      for (int part = 0; part < own.size(); part++) {
        list.add(new Labelled<>(label(port, part), own.get(part)));
      }
    }
    return list;
  }

  /**
   * What belongs to ports, by their names.
   *
   * @param what the file that the list is from, for messages
   * @throws JobException if a part is missing, there twice, or belongs to none of the ports
   */
  public static <T> Map<String, List<T>> group(
      String what, List<Port> ports, List<Labelled<T>> list) {
    Map<String, T> byLabel = new HashMap<>();
    for (Labelled<T> item : list) {
      if (byLabel.put(item.label(), item.value()) != null) {
        throw new JobException(
            "%s: One ciphertext %s is expected, but there are two; make the file again."
                .formatted(what, item.label()));
      }
    }
    Map<String, List<T>> parts = new LinkedHashMap<>();
    Set<String> expected = new TreeSet<>();
    for (Port port : ports) {
      List<T> own = new ArrayList<>();
      for (int part = 0; part < port.parts().size(); part++) {
        String label = label(port, part);
        expected.add(label);
        T found = byLabel.get(label);
        if (found != null) {
          own.add(found);
        }
      }
      parts.put(port.name(), own);
    }
    if (!expected.equals(byLabel.keySet())) {
      throw new JobException(
          "%s: The ciphertexts %s are expected, but %s were found; use a file made for this plan."
              .formatted(what, expected, new TreeSet<>(byLabel.keySet())));
    }
    return parts;
  }
}
