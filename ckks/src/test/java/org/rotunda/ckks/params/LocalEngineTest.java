package org.rotunda.ckks.params;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rotunda.ckks.testing.ExpectedKernels;

class LocalEngineTest {
  @Test
  void theTestsOfThisModuleGetTheFastestKernels() {
    assertThat(LocalEngine.serial().kernels().name()).isEqualTo(ExpectedKernels.name());
  }
}
