package org.rotunda.ckks.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RandomSourceTest {
  @Test
  void thePlatformsBytesAreUniformAndNeverTheSame() {
    byte[] first = new byte[1 << 16];
    byte[] second = new byte[1 << 16];
    RandomSource.platform().fill(first);
    RandomSource.platform().fill(second);
    assertThat(first).isNotEqualTo(second);
    long[] counts = new long[256];
    for (byte b : first) {
      counts[b & 255]++;
    }
    // Not seeded: about one run in a million may see a p-value this small.
    ChiSquare.assertUniform(counts);
  }
}
