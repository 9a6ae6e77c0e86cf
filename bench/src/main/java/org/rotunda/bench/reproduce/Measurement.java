package org.rotunda.bench.reproduce;

import java.util.List;
import org.rotunda.bench.workload.Workload;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.plan.Plan;

/**
 * A finished reproduction.
 *
 * @param workload what was run
 * @param fastest the program's fastest plan, whose trace of keys the contenders share
 * @param machine date, processor, threads and Java, in a line
 * @param cold whether the store's pages were dropped from the system's cache before every run
 * @param errorBound what the errors of decrypted elements stay below, as predicted
 * @param range the distance between the largest and the smallest element of the clear outputs
 * @param results one a contender, the reference first
 */
record Measurement(
    Workload workload,
    Plan fastest,
    String machine,
    boolean cold,
    double errorBound,
    double range,
    List<Result> results) {

  /** Copies the list. */
  Measurement {
    results = List.copyOf(results);
  }

  Parameters parameters() {
    return fastest.parameters();
  }

  /** The contender that others are compared with. */
  Result reference() {
    return results.getFirst();
  }

  /** Whether every output is right. */
  boolean isRight() {
    return results.stream().noneMatch(result -> result.output() == Result.Output.WRONG);
  }
}
