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
  void relinearisationSortsBeforeGaloisElementsAscendingAndEncapsulationAfterThem() {
    KeyId relinearisation = new KeyId.Relinearisation();
    KeyId five = new KeyId.Galois(5);
    KeyId seven = new KeyId.Galois(7);
    KeyId into = new KeyId.Encapsulation(KeyId.Encapsulation.Direction.INTO);
    KeyId outOf = new KeyId.Encapsulation(KeyId.Encapsulation.Direction.OUT_OF);
    assertThat(Stream.of(outOf, seven, into, relinearisation, five).sorted().toList())
        .isEqualTo(List.of(relinearisation, five, seven, into, outOf));
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
