package org.rotunda.compiler.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rotunda.ckks.params.Parameters;

/**
 * How long primitives take on a machine. What was measured for the parameters at hand is used as it
 * is; what was measured for others is carried over in proportion to the work, from the nearest N.
 *
 * @param measurements what was measured, for different parameters or under different conditions; of
 *     those for equally near parameters the first are used; if empty, times are those of a nominal
 *     machine, which say what takes longer than what, not how long
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

  /**
   * The same, such that of what was measured for the nearest parameters those are used whose
   * conditions are most like these: by processor, then kernels, then number of threads.
   */
  public CostModel under(Conditions conditions) {
    return new CostModel(
        measurements.stream()
            .sorted(Comparator.comparing(Measurements::conditions, conditions.mostAlikeFirst()))
            .toList());
  }

  /**
   * How the measurements that predictions are made from differ from what is predicted, in words:
   * "for other parameters", "with 2 threads". Empty if they don't, or nothing was measured.
   */
  public List<String> carriedOver(Parameters parameters, Conditions conditions) {
    List<String> differences = new ArrayList<>();
    nearest(parameters)
        .ifPresent(
            m -> {
              if (!m.parameters().equals(parameters)) {
                differences.add("for other parameters");
              }
              differences.addAll(m.conditions().differencesFrom(conditions));
            });
    return differences;
  }

  /** For these parameters or the nearest N, and the first of several. */
  private Optional<Measurements> nearest(Parameters parameters) {
    return measurements.stream()
        .min(
            Comparator.comparingInt(
                m ->
                    m.parameters().equals(parameters)
                        ? -1
                        : Math.abs(m.parameters().logDegree() - parameters.logDegree())));
  }

  /** The seconds that a primitive takes at a level. */
  public double seconds(Primitive primitive, Parameters parameters, int level) {
    return nearest(parameters)
        .map(m -> m.carriedTo(primitive, parameters, level))
        .orElseGet(() -> primitive.nominalSeconds(parameters, level));
  }

  /** With more measurements, which replace those for the same parameters and conditions. */
  public CostModel with(Measurements more) {
    return new CostModel(
        Stream.concat(
                measurements.stream()
                    .filter(
                        m ->
                            !m.parameters().equals(more.parameters())
                                || !m.conditions().equals(more.conditions())),
                Stream.of(more))
            .toList());
  }
}
