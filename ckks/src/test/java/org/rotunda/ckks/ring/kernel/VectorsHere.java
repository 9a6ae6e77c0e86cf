package org.rotunda.ckks.ring.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Skips tests of vectors where this JVM can't use them, with its reason; the module, which the
 * build adds, must be there.
 */
final class VectorsHere {
  private VectorsHere() {}

  static void required() {
    VectorSupport here = VectorSupport.ofThisMachine();
    assertThat(here.module()).as("the module jdk.incubator.vector is present").isTrue();
    here.obstacle().ifPresent(reason -> assumeTrue(false, reason));
  }
}
