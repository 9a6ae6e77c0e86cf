package org.rotunda.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rotunda.bench.kernel.AutomorphismBenchmark;
import org.rotunda.bench.kernel.BasisConversionBenchmark;
import org.rotunda.bench.kernel.BytesBenchmark;
import org.rotunda.bench.kernel.ProductBenchmark;
import org.rotunda.bench.kernel.SumBenchmark;
import org.rotunda.bench.kernel.TransformBenchmark;
import org.rotunda.bench.scheme.SchemeBenchmark;

/**
 * Benchmarks that belong together.
 *
 * @param title what they measure, as a heading
 * @param selections in the order of the table
 */
record Suite(String title, List<Selection> selections) {
  /** The parameter log2 N. */
  static final String LOG_DEGREE = "logDegree";

  private static final String LIMBS = "limbs";

  Suite {
    selections = List.copyOf(selections);
  }

  /** Every kernel at every size. */
  static Suite kernels() {
    return new Suite(
        "Kernels, time of one call",
        List.of(
            Selection.whole(TransformBenchmark.class),
            Selection.whole(ProductBenchmark.class),
            Selection.whole(SumBenchmark.class),
            Selection.whole(BasisConversionBenchmark.class),
            Selection.whole(BytesBenchmark.class),
            Selection.whole(AutomorphismBenchmark.class)));
  }

  /** Every operation of the scheme at every size. */
  static Suite scheme() {
    return new Suite(
        "Operations of the scheme at the top level, three key-switching digits",
        List.of(Selection.whole(SchemeBenchmark.class)));
  }

  /** The same at the sizes that matter most. */
  Suite quick() {
    List<Selection> fewer = new ArrayList<>();
    for (Selection selection : selections) {
      fewer.add(
          selection.benchmark() == SchemeBenchmark.class
              ? selection.with(LOG_DEGREE, List.of("15")).with(LIMBS, List.of("16"))
              : selection.with(
                  LOG_DEGREE,
                  selection.benchmark() == TransformBenchmark.class
                      ? List.of("14", "16")
                      : List.of("16")));
    }
    return new Suite(title, fewer);
  }

  /** The same with other values of a parameter, wherever it exists. */
  Suite with(String parameter, List<String> values) {
    return new Suite(
        title,
        selections.stream()
            .map(
                selection ->
                    selection.parameters().containsKey(parameter)
                        ? selection.with(parameter, values)
                        : selection)
            .toList());
  }

  /** The benchmarks whose names contain one of the texts. */
  Suite only(List<String> names) {
    return new Suite(
        title,
        selections.stream()
            .map(selection -> selection.only(names))
            .filter(selection -> !selection.methods().isEmpty())
            .toList());
  }

  /** The names of all benchmarks. */
  List<String> names() {
    return selections.stream().flatMap(selection -> selection.methods().stream()).toList();
  }

  /** All parameters of all benchmarks with the values of the first that has them. */
  Map<String, List<String>> parameters() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    selections.forEach(selection -> selection.parameters().forEach(all::putIfAbsent));
    return all;
  }
}
