package org.rotunda.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rotunda.ckks.bootstrap.BootstrapPreset;
import org.rotunda.ckks.params.Parameters;

class ScaleLadderTest {
  private final Parameters parameters = SmallParameters.levels(6);
  private final ScaleLadder ladder = new ScaleLadder(parameters);

  @Test
  void topLevelHasTheScaleOfTheParameters() {
    assertThat(ladder.scale(6)).isEqualTo(0x1p40);
  }

  @Test
  void everyLevelHasTheScaleOfARescaledProductOfTheOneAbove() {
    for (int level = 6; level > 0; level--) {
      double above = ladder.scale(level);
      assertThat(ladder.scale(level - 1))
          .as("level %d", level - 1)
          .isEqualTo(above * above / parameters.prime(level));
    }
  }

  @Test
  void chainWithoutLevelsHasOneScale() {
    Parameters flat =
        Parameters.builder()
            .logDegree(10)
            .q(49, 1)
            .p(55, 1)
            .digitSize(1)
            .logScale(40)
            .insecureForTesting()
            .build();

    assertThat(new ScaleLadder(flat).scale(0)).isEqualTo(0x1p40);
  }

  @ParameterizedTest
  @CsvSource({
    "N16_REAL, 13, 0",
    "N16_COMPLEX, 10, 0",
    "N16_REAL_WEIGHT_192, 13, 3",
    "N16_FAST, 13, 0",
    "N15_REAL, 6, 2"
  })
  void laddersOfBootstrapsEndWherePrimesAreOfAnotherSize(
      BootstrapPreset preset, int top, int lowest) {
    ScaleLadder application = Target.of(preset.plan()).ladder();
    assertThat(application.top()).isEqualTo(top);
    assertThat(application.lowest()).isEqualTo(lowest);
    assertThat(application.scale(top)).isEqualTo(preset.plan().outputScale());
  }
}
