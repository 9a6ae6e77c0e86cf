package org.rotunda.ckks.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.encoding.ComplexVector;
import org.rotunda.ckks.evaluation.KeyUses;
import org.rotunda.ckks.testing.TestParameters;
import org.rotunda.ckks.testing.TestScheme;

class LinearTransformTest {
  @Test
  void keysAreUsedBabyStepsFirstAndNeverForTheIdentity() {
    BabyStepGiantStep split = BabyStepGiantStep.of(List.of(0, 1, 3, 4, 13, 16), 4);
    assertThat(LinearTransform.keyUses(split, 64, 1024, 2))
        .containsExactly(
            KeyUses.rotation(1, 64, 1024, 2).orElseThrow(),
            KeyUses.rotation(3, 64, 1024, 2).orElseThrow(),
            KeyUses.rotation(4, 64, 1024, 2).orElseThrow(),
            KeyUses.rotation(12, 64, 1024, 2).orElseThrow(),
            KeyUses.rotation(16, 64, 1024, 2).orElseThrow());
  }

  @Test
  void splitsOfOtherDiagonalsAreRefused() {
    TestScheme scheme = new TestScheme(TestParameters.oneDigitOfOnePrime(), 1);
    ComplexVector d = ComplexVector.ofReal(1, 2, 3, 4);
    DiagonalMatrix matrix = new DiagonalMatrix(4, Map.of(0, d, 3, d));
    for (List<Integer> others : List.of(List.of(0), List.of(0, 1, 2, 5), List.of(-1, 0))) {
      BabyStepGiantStep split = BabyStepGiantStep.of(others, 2);
      assertThatThrownBy(
              () ->
                  LinearTransform.encode(
                      matrix, split, 1, 0x1p40, scheme.context(), scheme.encoder()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[0, 3]");
    }
  }
}
