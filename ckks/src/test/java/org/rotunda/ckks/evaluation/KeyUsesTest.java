package org.rotunda.ckks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyUsesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 8, -8, 16, 800})
  void multiplesOfTheSlotsUseNoKey(int amount) {
    assertThat(KeyUses.rotation(amount, 8, 64, 3)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "2, 25", "9, 5", "-7, 5", "3, 125", "4, 113", "-4, 113"})
  void amountsAreNormalisedModuloTheSlots(int amount, int element) {
    assertThat(KeyUses.rotation(amount, 8, 64, 3))
        .hasValue(new KeyUse(new KeyId.Galois(element), 3));
  }

  @ParameterizedTest
  @CsvSource({"64, 127", "1024, 2047"})
  void conjugationUsesTheLastElement(int degree, int element) {
    assertThat(KeyUses.conjugation(degree, 2)).isEqualTo(new KeyUse(new KeyId.Galois(element), 2));
  }
}
