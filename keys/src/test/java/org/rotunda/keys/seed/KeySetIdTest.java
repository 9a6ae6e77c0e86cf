package org.rotunda.keys.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rotunda.ckks.sampling.RandomSource;

class KeySetIdTest {
  @Test
  void itsTextIsThirtyTwoHexadecimalDigitsAndReadsBack() {
    KeySetId id = KeySetId.fresh(RandomSource.platform());
    assertThat(id.toString()).matches("[0-9a-f]{32}");
    assertThat(KeySetId.parse(id.toString())).isEqualTo(id).hasSameHashCodeAs(id);
  }

  @Test
  void freshOnesDiffer() {
    RandomSource random = RandomSource.platform();
    assertThat(KeySetId.fresh(random)).isNotEqualTo(KeySetId.fresh(random));
  }

  @Test
  void otherLengthsAreRefused() {
    assertThatThrownBy(() -> KeySetId.of(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16")
        .hasMessageContaining("15");
    assertThatThrownBy(() -> KeySetId.parse("xy")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itsBytesAreCopies() {
    KeySetId id = KeySetId.fresh(RandomSource.platform());
    byte[] bytes = id.bytes();
    bytes[0]++;
    assertThat(id.bytes()).isNotEqualTo(bytes);
  }
}
