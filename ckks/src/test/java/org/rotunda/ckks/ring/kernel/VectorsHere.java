package org.rotunda.ckks.ring.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.rotunda.ckks.ring.kernel.KernelProvider.VectorSupport;

/** Skips tests of vectors where the provider would not choose them, with its reason. */
final class VectorsHere {
  private VectorsHere() {}

  static void required() {
    VectorSupport.ofThisMachine().obstacle().ifPresent(sentence -> assumeTrue(false, sentence));
  }
}
