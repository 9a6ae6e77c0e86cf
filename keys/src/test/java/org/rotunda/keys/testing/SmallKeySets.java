package org.rotunda.keys.testing;

import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.testing.SeededRandom;
import org.rotunda.keys.seed.KeySetId;

/** Parameters so small that a test can try every byte of an object, and names of key sets. */
public final class SmallKeySets {
  private SmallKeySets() {}

  /** N = 32, levels 0 to 2, digits of two primes. */
  public static Parameters tiny() {
    return Parameters.builder()
        .logDegree(5)
        .q(30, 1)
        .q(25, 2)
        .p(33, 2)
        .digitSize(2)
        .logScale(25)
        .insecureForTesting()
        .build();
  }

  /** As {@link #tiny} with another scale, hence other parameters. */
  public static Parameters otherTiny() {
    return Parameters.builder()
        .logDegree(5)
        .q(30, 1)
        .q(25, 2)
        .p(33, 2)
        .digitSize(2)
        .logScale(24)
        .insecureForTesting()
        .build();
  }

  /** The name of a key set, the same for the same seed. */
  public static KeySetId keySet(long seed) {
    return KeySetId.fresh(new SeededRandom(seed));
  }
}
