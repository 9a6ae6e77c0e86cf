package org.rotunda.ckks.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.testing.Limbs;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

class HoistedDigitsTest {
  static Stream<Parameters> table() {
    return Stream.concat(TestParameters.table(), Stream.of(TestParameters.openFheRounding()));
  }

  @ParameterizedTest
  @MethodSource("table")
  void hoistedRotationsAndConjugationsEqualPlainOnesBitForBitAtEveryLevel(Parameters parameters) {
    TestScheme scheme = new TestScheme(parameters, 12);
    Evaluator evaluator = scheme.evaluator();
    for (int level = 0; level <= parameters.maxLevel(); level++) {
      Ciphertext x = scheme.encrypt(scheme.randomComplex(parameters.slots()), level);
      try (HoistedDigits digits = evaluator.hoist(x)) {
        for (int amount : new int[] {1, 2, -3, parameters.slots() + 5}) {
          assertThat(Limbs.of(evaluator.rotateHoisted(x, digits, amount)))
              .as("amount %d at level %d", amount, level)
              .isDeepEqualTo(Limbs.of(evaluator.rotate(x, amount)));
        }
        assertThat(Limbs.of(evaluator.conjugateHoisted(x, digits)))
            .as("conjugation at level %d", level)
            .isDeepEqualTo(Limbs.of(evaluator.conjugate(x)));
      }
    }
  }
}
