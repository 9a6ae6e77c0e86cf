package org.rotunda.ckks.ring.kernel;

import org.rotunda.ckks.ring.BytesContract;

class ScalarBytesTest extends BytesContract {
  ScalarBytesTest() {
    super(new ScalarKernels());
  }
}
