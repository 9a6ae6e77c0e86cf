package org.rotunda.keys.seed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.evaluation.KeyId;

class KeyCodeTest {
  @ParameterizedTest
  @ValueSource(ints = {3, 5, 131071, 262143})
  void galoisKeysComeBack(int element) {
    KeyId id = new KeyId.Galois(element);
    assertThat(KeyCode.decode(KeyCode.of(id))).contains(id);
  }

  @Test
  void theRelinearisationKeyComesBack() {
    KeyId id = new KeyId.Relinearisation();
    assertThat(KeyCode.decode(KeyCode.of(id))).contains(id);
  }

  @ParameterizedTest
  @EnumSource
  void encapsulationKeysComeBack(KeyId.Encapsulation.Direction direction) {
    KeyId id = new KeyId.Encapsulation(direction);
    assertThat(KeyCode.decode(KeyCode.of(id))).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        1L << 32 | 3,
        2L << 32,
        2L << 32 | 1,
        2L << 32 | 4,
        3L << 32 | 2,
        4L << 32,
        -1
      })
  void otherNumbersAreNoKeys(long code) {
    assertThat(KeyCode.decode(code)).isEmpty();
  }
}
