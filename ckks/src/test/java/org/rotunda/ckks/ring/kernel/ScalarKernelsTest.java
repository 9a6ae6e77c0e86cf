package org.rotunda.ckks.ring.kernel;

import org.rotunda.ckks.ring.KernelsContract;

class ScalarKernelsTest extends KernelsContract {
  ScalarKernelsTest() {
    super(new ScalarKernels());
  }
}
