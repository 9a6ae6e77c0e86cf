package org.rotunda.ckks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyIdTest {
  @Test
  void relinearisationSortsBeforeGaloisElementsAscending() {
    KeyId relinearisation = new KeyId.Relinearisation();
    KeyId five = new KeyId.Galois(5);
    KeyId seven = new KeyId.Galois(7);
    assertThat(Stream.of(seven, relinearisation, five).sorted().toList())
        .isEqualTo(List.of(relinearisation, five, seven));
    assertThat(five.compareTo(new KeyId.Galois(5))).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-5, 0, 1, 2, 6})
  void elementsWithoutAKeyAreRefused(int element) {
    assertThatThrownBy(() -> new KeyId.Galois(element))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Integer.toString(element));
  }
}
