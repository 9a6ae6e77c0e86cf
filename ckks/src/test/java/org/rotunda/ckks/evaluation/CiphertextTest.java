package org.rotunda.ckks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

class CiphertextTest {
  private final TestScheme scheme = new TestScheme(TestParameters.oneDigitOfOnePrime(), 1);
  private final Ciphertext x = scheme.encrypt(scheme.randomComplex(8), 2);

  @Test
  void shapeFollowsFromItsComponents() {
    assertThat(x.level()).isEqualTo(2);
    assertThat(x.degree()).isEqualTo(1);
    assertThat(x.slots()).isEqualTo(8);
    assertThat(x.bytes()).isEqualTo(2 * 3 * 1024 * 8);
    Ciphertext product = scheme.evaluator().multiply(x, x);
    assertThat(product.degree()).isEqualTo(2);
    assertThat(product.bytes()).isEqualTo(3 * 3 * 1024 * 8);
  }

  @Test
  void numbersOfComponentsOtherThanTwoOrThreeAreRefused() {
    NttPoly c = x.component(0);
    for (List<NttPoly> components : List.of(List.<NttPoly>of(), List.of(c), List.of(c, c, c, c))) {
      assertThatThrownBy(() -> new Ciphertext(components, 1, 8))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(components.size() + " were given");
    }
  }

  @Test
  void componentsOfUnequalPrimesAreRefused() {
    NttPoly lower = scheme.evaluator().dropToLevel(x, 1).component(1);
    assertThatThrownBy(() -> new Ciphertext(List.of(x.component(0), lower), 1, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 1, 2]")
        .hasMessageContaining("[0, 1]");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void scalesThatAreNotPositiveAndFiniteAreRefused(double scale) {
    assertThatThrownBy(() -> new Ciphertext(x.components(), scale, 8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Double.toString(scale));
  }
}
