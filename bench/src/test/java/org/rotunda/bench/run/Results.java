package org.rotunda.bench.run;

import java.util.List;
import java.util.Map;

/** Results as JMH would find them. */
final class Results {
  private Results() {}

  static List<Comparison> ofTransforms() {
    return Comparison.of(
        List.of(
            new Result(
                "forwardNtt",
                Map.of("logDegree", "12", "bits", "50"),
                "scalar",
                80.5,
                1.61,
                "us",
                0.4),
            new Result(
                "forwardNtt",
                Map.of("logDegree", "16", "bits", "60"),
                "scalar",
                2040,
                20.4,
                "us",
                0.4),
            new Result(
                "automorphism", Map.of("logDegree", "16"), "scalar", 60, Double.NaN, "us", 0.4),
            new Result(
                "forwardNtt",
                Map.of("logDegree", "12", "bits", "50"),
                "vector",
                8.05,
                0.161,
                "us",
                0.4),
            new Result(
                "forwardNtt",
                Map.of("logDegree", "16", "bits", "60"),
                "vector",
                340,
                6.8,
                "us",
                0.4)));
  }
}
