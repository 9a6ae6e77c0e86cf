package org.rotunda.compiler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.Measurements;
import org.rotunda.compiler.cost.Primitive;
import org.rotunda.compiler.pass.SmallParameters;

class CalibrationFileTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("calibration.json");
  }

  private static Measurements measurements(int levels, double seconds) {
    Map<Primitive, List<Double>> times = new EnumMap<>(Primitive.class);
    for (Primitive primitive : Primitive.values()) {
      times.put(primitive, Collections.nCopies(levels + 1, seconds));
    }
    return new Measurements(SmallParameters.levels(levels), times);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    CostModel costs = CostModel.nominal().with(measurements(1, 0.25)).with(measurements(3, 1e-7));
    CalibrationFile.write(file, costs);

    assertThat(CalibrationFile.read(file)).isEqualTo(costs);
  }

  @Test
  void newMeasurementsReplaceThoseOfTheSameParameters() {
    CostModel costs = CostModel.nominal().with(measurements(1, 1)).with(measurements(2, 2));

    assertThat(costs.with(measurements(1, 3)).measurements())
        .containsExactly(measurements(2, 2), measurements(1, 3));
  }

  @Test
  void otherFilesAndVersionsAreRefusedInOneSentence() throws IOException {
    CalibrationFile.write(file, CostModel.nominal().with(measurements(1, 0.5)));
    String text = Files.readString(file);

    refuses("{}", "a field \"format\" is expected");
    refuses("[", "is not JSON");
    refuses(text.replace("calibration\"", "plan\""), "\"rotunda calibration\" is expected");
    refuses(text.replace("\"version\" : 2", "\"version\" : 3"), "use a newer Rotunda");
    refuses(text.replaceFirst("0\\.5", "-1"), "positive times are expected");
    refuses(text.replace("\"multiply\"", "\"product\""), "calibrate again");
  }

  @Test
  void whatAnEarlierVersionKeptIsForgottenButNotWhatIsNoCalibration() throws IOException {
    CostModel costs = CostModel.nominal().with(measurements(1, 0.5));
    assertThat(CalibrationFile.readKept(file)).isEqualTo(CostModel.nominal());
    CalibrationFile.write(file, costs);
    assertThat(CalibrationFile.readKept(file)).isEqualTo(costs);
    String text = Files.readString(file);

    Files.writeString(file, text.replace("\"version\" : 2", "\"version\" : 1"));
    assertThat(CalibrationFile.readKept(file)).isEqualTo(CostModel.nominal());
    refuses(text.replace("\"version\" : 2", "\"version\" : 1"), "calibrate again");

    Files.writeString(file, text.replace("calibration\"", "plan\""));
    assertThatThrownBy(() -> CalibrationFile.readKept(file)).isInstanceOf(PlanException.class);
  }

  private void refuses(String content, String why) throws IOException {
    Files.writeString(file, content);
    assertThatThrownBy(() -> CalibrationFile.read(file))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(why)
        .hasMessageStartingWith(file.toString());
  }
}
