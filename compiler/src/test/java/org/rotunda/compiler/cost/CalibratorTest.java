package org.rotunda.compiler.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.ckks.params.LocalEngine;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.pass.SmallParameters;

class CalibratorTest {
  @TempDir private Path folder;

  @Test
  void everyPrimitiveIsMeasuredAtEveryLevelAndNothingIsLeftBehind() throws IOException {
    Parameters parameters = SmallParameters.levels(2);
    List<Integer> progress = new ArrayList<>();

    Measurements measurements =
        new Calibrator(parameters, LocalEngine.serial(), 1).measure(folder, progress::add);

    assertThat(measurements.conditions()).isEqualTo(Conditions.here(1));
    assertThat(progress).containsExactly(1, 2, 3);
    for (Primitive primitive : Primitive.values()) {
      assertThat(measurements.seconds(primitive)).as(primitive.label()).hasSize(3);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void noTimeIsAboveThatOfAHigherLevel() {
    List<Double> seconds = new ArrayList<>(List.of(1.0, 9.0, 2.0, 3.0, 2.5, 7.0));

    Calibrator.lowerToHigherLevels(seconds);

    assertThat(seconds).containsExactly(1.0, 2.0, 2.0, 2.5, 2.5, 7.0);
  }

  @Test
  void measurementsAreCarriedToOtherParametersByTheirWork() throws IOException {
    Parameters small = SmallParameters.levels(2);
    Parameters large = SmallParameters.of(12, 4);
    Measurements measurements =
        new Calibrator(small, LocalEngine.serial(), 1).measure(folder, _ -> {});
    CostModel costs = CostModel.nominal().with(measurements);

    for (Primitive primitive : Primitive.values()) {
      double ratio = primitive.nominalSeconds(large, 4) / primitive.nominalSeconds(small, 2);
      double measured = measurements.seconds(primitive).get(2);
      assertThat(costs.seconds(primitive, small, 2))
          .as(primitive.label())
          .isCloseTo(measured, within(Math.ulp(measured) * 4));
      assertThat(costs.seconds(primitive, large, 4) / measured)
          .as(primitive.label())
          .isCloseTo(ratio, within(1e-9 * ratio));
      assertThat(CostModel.nominal().seconds(primitive, large, 4))
          .isEqualTo(primitive.nominalSeconds(large, 4));
    }
  }
}
