package org.rotunda.bench.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DigitsTest {

  @Test
  void theFirstOfEachClassKeepTheirOrder() {
    byte[] labels = new byte[30];
    byte[] greys = new byte[30 * Digits.PIXELS];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (9 - i % 10);
      greys[i * Digits.PIXELS] = (byte) i;
    }

    Digits some = new Digits(labels, greys).firstOfEachClass(2);

    assertThat(some.count()).isEqualTo(20);
    for (int i = 0; i < some.count(); i++) {
      assertThat(some.label(i)).isEqualTo(9 - i % 10);
      assertThat(some.greys(i)[0]).isEqualTo((byte) i);
    }
  }

  @Test
  void tooFewDigitsOfAClassAreRefused() {
    Digits ten = SyntheticDigits.tenPatterns(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ten.firstOfEachClass(2))
        .withMessageContaining("expected at least 2 images of every class");
  }

  @Test
  void pixelsThatDoNotMatchTheLabelsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Digits(new byte[2], new byte[Digits.PIXELS]))
        .withMessageContaining("expected 1568 grey values for 2 labels but found 784");
  }
}
