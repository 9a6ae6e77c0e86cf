package org.rotunda.keys.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rotunda.ckks.sampling.RandomSource;

class KeySeedTest {
  @Test
  void freshOnesDiffer() {
    RandomSource random = RandomSource.platform();
    assertThat(KeySeed.fresh(random)).isNotEqualTo(KeySeed.fresh(random));
  }

  @Test
  void itsBytesGiveItBack() {
    KeySeed seed = KeySeed.fresh(RandomSource.platform());
    assertThat(KeySeed.of(seed.bytes())).isEqualTo(seed).hasSameHashCodeAs(seed);
  }

  @Test
  void otherLengthsAreRefused() {
    assertThatThrownBy(() -> KeySeed.of(new byte[33]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32")
        .hasMessageContaining("33");
  }
}
