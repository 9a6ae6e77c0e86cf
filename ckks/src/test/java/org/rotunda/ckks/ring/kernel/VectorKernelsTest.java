package org.rotunda.ckks.ring.kernel;

import org.rotunda.ckks.ring.KernelsContract;

class VectorKernelsTest extends KernelsContract {
  VectorKernelsTest() {
    super(new VectorKernels());
  }
}
