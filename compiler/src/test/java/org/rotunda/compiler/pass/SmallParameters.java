package org.rotunda.compiler.pass;

import org.rotunda.ckks.params.Parameters;

/** Insecure parameters on which programs run in milliseconds. */
public final class SmallParameters {
  private SmallParameters() {}

  /** N = 2^10, primes of 40 bits, digits of two primes. */
  public static Parameters levels(int maxLevel) {
    return of(10, maxLevel);
  }

  /** The same with another N. */
  public static Parameters of(int logDegree, int maxLevel) {
    return Parameters.builder()
        .logDegree(logDegree)
        .q(49, 1)
        .q(40, maxLevel)
        .p(49, 2)
        .digitSize(2)
        .logScale(40)
        .insecureForTesting()
        .build();
  }
}
