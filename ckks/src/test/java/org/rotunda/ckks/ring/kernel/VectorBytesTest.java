package org.rotunda.ckks.ring.kernel;

import org.junit.jupiter.api.BeforeAll;
import org.rotunda.ckks.ring.BytesContract;

class VectorBytesTest extends BytesContract {
  VectorBytesTest() {
    super(new VectorKernels());
  }

  @BeforeAll
  static void vectors() {
    VectorsHere.required();
  }
}
