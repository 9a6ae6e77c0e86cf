package org.rotunda.bench.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/**
 * The average time of one benchmark.
 *
 * @param operation the benchmark method's name
 * @param parameters the parameters but {@link #KERNELS}, by name, in their order
 * @param kernels the kernels it ran on
 * @param time in {@code unit}
 * @param error half the width of the 99.9 % confidence interval, in {@code unit}; NaN if too little
 *     was measured to tell
 * @param unit of an operation, for example us
 * @param allocated bytes that an operation allocates on the heap
 */
record Result(
    String operation,
    Map<String, String> parameters,
    String kernels,
    double time,
    double error,
    String unit,
    double allocated) {
  /** The name of the parameter that chooses kernels. */
  static final String KERNELS = "kernels";

  /** What JMH's profiler of the collector calls the bytes of an operation. */
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  Result {
    parameters = Map.copyOf(parameters);
  }

  /** What JMH found. */
  static Result of(RunResult result) {
    BenchmarkParams params = result.getParams();
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String key : params.getParamsKeys()) {
      if (!key.equals(KERNELS)) {
        parameters.put(key, params.getParam(key));
      }
    }
    String name = params.getBenchmark();
    return new Result(
        name.substring(name.lastIndexOf('.') + 1),
        parameters,
        params.getParam(KERNELS),
        result.getPrimaryResult().getScore(),
        result.getPrimaryResult().getScoreError(),
        result.getPrimaryResult().getScoreUnit().replace("/op", ""),
        result.getSecondaryResults().get(ALLOCATED).getScore());
  }
}
