package org.rotunda.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rotunda.ckks.params.LocalEngine;
import org.rotunda.ckks.testing.ExpectedKernels;

class KernelsTest {
  @Test
  void theTestsOfThisModuleGetTheFastestKernels() {
    assertThat(LocalEngine.serial().kernels().name()).isEqualTo(ExpectedKernels.name());
  }
}
