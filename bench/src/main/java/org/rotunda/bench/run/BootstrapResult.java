package org.rotunda.bench.run;

import java.util.List;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.rotunda.bench.bootstrap.BootstrapFigures;
import org.rotunda.ckks.bootstrap.BootstrapPreset;

/**
 * The counted bootstraps of one preset.
 *
 * @param preset which
 * @param iterations what JMH found of each
 */
record BootstrapResult(BootstrapPreset preset, List<IterationResult> iterations) {
  BootstrapResult {
    iterations = List.copyOf(iterations);
  }

  static BootstrapResult of(RunResult result) {
    return new BootstrapResult(
        BootstrapPreset.valueOf(result.getParams().getParam("preset")),
        result.getBenchmarkResults().stream()
            .flatMap(benchmark -> benchmark.getIterationResults().stream())
            .toList());
  }

  /** The median of the whole time in seconds. */
  double seconds() {
    return median(iterations.stream().mapToDouble(one -> one.getPrimaryResult().getScore()));
  }

  /** The median of one of the {@link BootstrapFigures} by name. */
  double median(String figure) {
    return median(values(figure));
  }

  double least(String figure) {
    return values(figure).min().orElse(Double.NaN);
  }

  double most(String figure) {
    return values(figure).max().orElse(Double.NaN);
  }

  private DoubleStream values(String figure) {
    return iterations.stream()
        .map(one -> one.getSecondaryResults().get(figure))
        .mapToDouble(result -> result.getScore());
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
