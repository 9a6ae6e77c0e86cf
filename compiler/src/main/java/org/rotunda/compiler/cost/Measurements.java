package org.rotunda.compiler.cost;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.params.Parameters;

/**
 * What was measured on a machine for one set of parameters.
 *
 * @param parameters the parameters
 * @param conditions what was measured on, and with how many threads
 * @param seconds for every primitive, the seconds at the levels 0 to L
 */
public record Measurements(
    Parameters parameters, Conditions conditions, Map<Primitive, List<Double>> seconds) {
  /**
   * Copies everything.
   *
   * @throws IllegalArgumentException if a primitive or level is missing, or a time is not positive
   */
  public Measurements {
    Map<Primitive, List<Double>> copy = new EnumMap<>(Primitive.class);
    for (Primitive primitive : Primitive.values()) {
      List<Double> levels = List.copyOf(seconds.getOrDefault(primitive, List.of()));
      if (levels.size() != parameters.maxLevel() + 1
          || levels.stream().anyMatch(s -> !(s > 0) || s.isInfinite())) {
        throw new IllegalArgumentException(
            "%d positive times are expected for %s, one a level, but %s was given."
                .formatted(parameters.maxLevel() + 1, primitive.label(), levels));
      }
      copy.put(primitive, levels);
    }
    seconds = Map.copyOf(copy);
  }

  /** The seconds of a primitive at the levels 0 to L. */
  public List<Double> seconds(Primitive primitive) {
    return seconds.getOrDefault(primitive, List.of());
  }

  /** The seconds that a primitive takes under other parameters, which may be these. */
  double carriedTo(Primitive primitive, Parameters other, int level) {
    int near = Math.min(level, parameters.maxLevel());
    double measured = seconds(primitive).get(near);
    return measured
        * primitive.nominalSeconds(other, level)
        / primitive.nominalSeconds(parameters, near);
  }
}
