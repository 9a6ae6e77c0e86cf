package org.rotunda.compiler.cost;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rotunda.ckks.params.Parameters;

/**
 * How long primitives take on a machine. What was measured for the parameters at hand is used as it
 * is; what was measured for others is carried over in proportion to the work, from the nearest N.
 *
 * @param measurements what was measured, for different parameters; if empty, times are those of a
 *     nominal machine, which say what takes longer than what, not how long
 */
public record CostModel(List<Measurements> measurements) {
  /** Copies the list. */
  public CostModel {
    measurements = List.copyOf(measurements);
  }

  /** Nothing measured. */
  public static CostModel nominal() {
    return new CostModel(List.of());
  }

  /** Whether anything was measured, so that predictions are about a machine. */
  public boolean isMeasured() {
    return !measurements.isEmpty();
  }

  /** Whether these very parameters were measured, so that nothing is carried over from others. */
  public boolean isMeasuredFor(Parameters parameters) {
    return measurements.stream().anyMatch(m -> m.parameters().equals(parameters));
  }

  /** The seconds that a primitive takes at a level. */
  public double seconds(Primitive primitive, Parameters parameters, int level) {
    Optional<Measurements> nearest =
        measurements.stream()
            .min(
                Comparator.comparingInt(
                    m ->
                        m.parameters().equals(parameters)
                            ? -1
                            : Math.abs(m.parameters().logDegree() - parameters.logDegree())));
    return nearest
        .map(m -> m.carriedTo(primitive, parameters, level))
        .orElseGet(() -> primitive.nominalSeconds(parameters, level));
  }

  /** With more measurements, which replace those for the same parameters. */
  public CostModel with(Measurements more) {
    return new CostModel(
        Stream.concat(
                measurements.stream().filter(m -> !m.parameters().equals(more.parameters())),
                Stream.of(more))
            .toList());
  }
}
