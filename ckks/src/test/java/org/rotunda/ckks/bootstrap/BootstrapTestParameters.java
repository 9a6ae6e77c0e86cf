package org.rotunda.ckks.bootstrap;

import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.params.SecretDistribution;

/** Small rings with chains for bootstrapping. */
final class BootstrapTestParameters {
  private BootstrapTestParameters() {}

  /** N = 2^7, for many bootstraps of few slots, with the chain of {@link #degree11}. */
  static Parameters degree7() {
    return degree(7);
  }

  /** N = 2^11, dense, three levels each way and eleven for EvalMod. */
  static Parameters degree11() {
    return degree(11);
  }

  /** N = 2^13 with the chain of {@link #degree11}. */
  static Parameters degree13() {
    return degree(13);
  }

  /** N = 2^log with the chain of {@link #degree11}. */
  static Parameters degree(int log) {
    return Parameters.builder()
        .logDegree(log)
        .q(60, 1)
        .q(42, 7)
        .q(60, 11)
        .q(56, 3)
        .p(61, 6)
        .digitSize(5)
        .logScale(42)
        .insecureForTesting()
        .build();
  }

  /** N = 2^11 with a secret of weight 64. */
  static Parameters weight64() {
    return Parameters.builder()
        .logDegree(11)
        .q(60, 1)
        .q(42, 5)
        .q(60, 10)
        .q(56, 3)
        .p(61, 6)
        .digitSize(5)
        .logScale(42)
        .secret(new SecretDistribution.FixedWeight(64))
        .insecureForTesting()
        .build();
  }
}
