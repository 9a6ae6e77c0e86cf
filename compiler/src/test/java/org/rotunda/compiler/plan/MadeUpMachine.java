package org.rotunda.compiler.plan;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.Conditions;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.Measurements;
import org.rotunda.compiler.cost.Primitive;

/** Machines as tests need them, as if they had been measured. */
final class MadeUpMachine {
  private MadeUpMachine() {}

  /** How long something takes. */
  @FunctionalInterface
  interface Seconds {
    double of(Primitive primitive, int level);
  }

  /** A machine on which everything takes as long as is said. */
  static CostModel taking(Parameters parameters, Seconds seconds) {
    Map<Primitive, List<Double>> all = new EnumMap<>(Primitive.class);
    for (Primitive primitive : Primitive.values()) {
      all.put(
          primitive,
          IntStream.rangeClosed(0, parameters.maxLevel())
              .mapToObj(level -> seconds.of(primitive, level))
              .toList());
    }
    return CostModel.nominal().with(new Measurements(parameters, Conditions.here(1), all));
  }

  /** The nominal machine, with a store that takes a number of times as long. */
  static CostModel slowStore(Parameters parameters, int times) {
    return taking(
        parameters,
        (primitive, level) ->
            (primitive == Primitive.LOAD ? times : 1)
                * primitive.nominalSeconds(parameters, level));
  }
}
