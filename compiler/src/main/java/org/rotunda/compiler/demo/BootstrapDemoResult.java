package org.rotunda.compiler.demo;

import java.util.List;
import java.util.Map;
import org.rotunda.ckks.bootstrap.BootstrapStage;
import org.rotunda.ckks.bootstrap.PredictedErrors;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.noise.Precision;

/**
 * What a run of {@code rotunda demo bootstrap} found.
 *
 * @param stretches of computing; a bootstrap lies between each and the next
 * @param bootstraps one fewer
 */
record BootstrapDemoResult(List<Stretch> stretches, List<Bootstrapped> bootstraps) {
  /**
   * Steps of computing that used the levels up.
   *
   * @param from the level before
   * @param to the level after
   * @param seconds they took
   * @param values decrypted afterwards
   * @param clear what they are without encryption
   */
  record Stretch(int from, int to, double seconds, ComplexVector values, ComplexVector clear) {}

  /**
   * A bootstrap.
   *
   * @param from the level before
   * @param to the level after
   * @param stages seconds by stage, of all passes
   * @param before decrypted before it
   * @param after decrypted after it
   * @param predicted errors
   */
  record Bootstrapped(
      int from,
      int to,
      Map<BootstrapStage, Double> stages,
      ComplexVector before,
      ComplexVector after,
      PredictedErrors predicted) {
    Bootstrapped {
      stages = Map.copyOf(stages);
    }

    double seconds() {
      return stages.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    Precision precision() {
      return Precision.of(after, before);
    }

    /** log2 of the error of every slot. */
    double[] logErrors() {
      double[] bits = Precision.bits(after, before);
      for (int i = 0; i < bits.length; i++) {
        bits[i] = -bits[i];
      }
      return bits;
    }

    boolean isAsPredicted() {
      return precision().worst() >= -Math.log(predicted.bound()) / Math.log(2);
    }
  }

  BootstrapDemoResult {
    stretches = List.copyOf(stretches);
    bootstraps = List.copyOf(bootstraps);
  }

  /** How far the end is from the clear computation. */
  Precision end() {
    Stretch last = stretches.getLast();
    return Precision.of(last.values(), last.clear());
  }
}
