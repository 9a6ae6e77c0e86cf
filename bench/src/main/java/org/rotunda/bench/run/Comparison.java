package org.rotunda.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.rotunda.bench.kernel.KernelChoice;

/**
 * One operation at one size on scalar and on vector kernels.
 *
 * @param vector empty where vectors can't be used
 */
record Comparison(Result scalar, Optional<Result> vector) {
  private record Case(String operation, Map<String, String> parameters) {}

  /** Pairs results of one operation and size, in the order of the first of each. */
  static List<Comparison> of(List<Result> results) {
    Map<Case, Result> scalars = new LinkedHashMap<>();
    Map<Case, Result> vectors = new LinkedHashMap<>();
    for (Result result : results) {
      Map<Case, Result> side = result.kernels().equals(KernelChoice.SCALAR) ? scalars : vectors;
      side.put(new Case(result.operation(), result.parameters()), result);
    }
    List<Comparison> comparisons = new ArrayList<>();
    scalars.forEach(
        (key, scalar) ->
            comparisons.add(new Comparison(scalar, Optional.ofNullable(vectors.get(key)))));
    return List.copyOf(comparisons);
  }

  /** The operation in words: {@code forwardNtt} is forward NTT. */
  String operation() {
    return scalar
        .operation()
        .replaceAll("([a-z])([A-Z])", "$1 $2")
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\bntt\\b", "NTT");
  }

  /** How many times faster vectors are. */
  OptionalDouble ratio() {
    return vector.isPresent()
        ? OptionalDouble.of(scalar.time() / vector.get().time())
        : OptionalDouble.empty();
  }
}
