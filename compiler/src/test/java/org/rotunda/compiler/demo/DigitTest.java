package org.rotunda.compiler.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigitTest {
  @Test
  void hundredDigitsComeWithTheDemo() throws IOException {
    List<Digit> digits = Digit.first(100);

    assertThat(digits).hasSize(100);
    assertThat(digits).allSatisfy(digit -> assertThat(digit.label()).isBetween(0, 9));
    assertThat(digits.stream().map(Digit::label).distinct()).hasSize(10);
    for (Digit digit : digits) {
      assertThat(digit.pixels()).hasSize(Digit.SIDE * Digit.SIDE);
      for (double pixel : digit.pixels()) {
        assertThat(pixel).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void fewerAreTheFirstOfThem() throws IOException {
    assertThat(Digit.first(3).stream().map(Digit::label))
        .isEqualTo(Digit.first(100).stream().limit(3).map(Digit::label).toList());
  }
}
