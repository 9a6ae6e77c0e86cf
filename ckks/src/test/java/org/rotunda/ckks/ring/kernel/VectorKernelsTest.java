package org.rotunda.ckks.ring.kernel;

import org.junit.jupiter.api.BeforeAll;
import org.rotunda.ckks.ring.KernelsContract;

class VectorKernelsTest extends KernelsContract {
  VectorKernelsTest() {
    super(new VectorKernels());
  }

  @BeforeAll
  static void vectors() {
    VectorsHere.required();
  }
}
