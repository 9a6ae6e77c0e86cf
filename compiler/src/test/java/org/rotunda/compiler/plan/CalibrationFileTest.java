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
import org.rotunda.ckks.params.Parameters;
import org.rotunda.compiler.cost.Conditions;
import org.rotunda.compiler.cost.CostModel;
import org.rotunda.compiler.cost.Measurements;
import org.rotunda.compiler.cost.Primitive;
import org.rotunda.compiler.pass.SmallParameters;

class CalibrationFileTest {
  private static final Conditions CONDITIONS = new Conditions(2, "scalar", "abacus");

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
    return new Measurements(SmallParameters.levels(levels), CONDITIONS, times);
  }

  private static Measurements under(Conditions conditions, Measurements measurements) {
    return new Measurements(measurements.parameters(), conditions, measurements.seconds());
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
  void measurementsUnderOtherConditionsStandBesideEachOther() throws IOException {
    Measurements one = under(new Conditions(1, "scalar", "abacus"), measurements(1, 1));
    CostModel costs = CostModel.nominal().with(measurements(1, 0.25)).with(one);
    CalibrationFile.write(file, costs);

    CostModel read = CalibrationFile.read(file);

    assertThat(read.measurements()).containsExactly(measurements(1, 0.25), one);
    Parameters parameters = SmallParameters.levels(1);
    assertThat(read.under(CONDITIONS).carriedOver(parameters, CONDITIONS)).isEmpty();
    assertThat(read.under(CONDITIONS).seconds(Primitive.ADD, parameters, 0)).isEqualTo(0.25);
    assertThat(read.under(one.conditions()).seconds(Primitive.ADD, parameters, 0)).isEqualTo(1);
    assertThat(read.under(new Conditions(3, "scalar", "abacus"))).isEqualTo(read);
  }

  /** Each is nearer than the one before it, which was measured earlier. */
  @Test
  void predictionsTakeWhatIsMostLikeThem() {
    Conditions wanted = new Conditions(4, "vector", "slide rule");
    Parameters parameters = SmallParameters.levels(1);
    CostModel costs =
        CostModel.nominal()
            .with(under(wanted, measurements(2, 1)))
            .with(under(new Conditions(4, "vector", "abacus"), measurements(1, 2)))
            .with(under(new Conditions(4, "scalar", "slide rule"), measurements(1, 3)))
            .with(under(new Conditions(1, "vector", "slide rule"), measurements(1, 4)))
            .with(under(new Conditions(5, "vector", "slide rule"), measurements(1, 5)))
            .with(under(wanted, measurements(1, 6)));
    for (int count = 2; count <= costs.measurements().size(); count++) {
      CostModel some = new CostModel(costs.measurements().subList(0, count)).under(wanted);
      assertThat(some.seconds(Primitive.ADD, parameters, 0)).isEqualTo(count);
    }
  }

  @Test
  void everyDifferenceBetweenMeasuredAndPredictedIsSaid() {
    CostModel costs = CostModel.nominal().with(measurements(1, 1));
    Parameters same = SmallParameters.levels(1);

    assertThat(costs.carriedOver(same, CONDITIONS)).isEmpty();
    assertThat(CostModel.nominal().carriedOver(same, CONDITIONS)).isEmpty();
    assertThat(costs.carriedOver(SmallParameters.levels(2), CONDITIONS))
        .containsExactly("for other parameters");
    assertThat(costs.carriedOver(same, new Conditions(1, "vector", "slide rule")))
        .containsExactly("with 2 threads", "with kernels scalar", "on abacus");
  }

  @Test
  void otherFilesAndVersionsAreRefusedInOneSentence() throws IOException {
    CalibrationFile.write(file, CostModel.nominal().with(measurements(1, 0.5)));
    String text = Files.readString(file);

    refuses("{}", "a field \"format\" is expected");
    refuses("[", "is not JSON");
    refuses(text.replace("calibration\"", "plan\""), "\"rotunda calibration\" is expected");
    refuses(text.replace("\"version\" : 3", "\"version\" : 4"), "use a newer Rotunda");
    refuses(text.replaceFirst("0\\.5", "-1"), "positive times are expected");
    refuses(text.replace("\"threads\" : 2", "\"threads\" : 0"), "$.measurements[0].threads");
    refuses(text.replace("\"threads\" : 2", "\"threads\" : 2000"), "From 1 to 1024 threads");
    refuses(text.replace("abacus", "\\u001b[31m"), "printable letters");
    refuses(text.replace("\"multiply\"", "\"product\""), "calibrate again");
  }

  @Test
  void whatAnEarlierVersionKeptIsForgottenButNotWhatIsNoCalibration() throws IOException {
    CostModel costs = CostModel.nominal().with(measurements(1, 0.5));
    assertThat(CalibrationFile.readKept(file)).isEqualTo(CostModel.nominal());
    CalibrationFile.write(file, costs);
    assertThat(CalibrationFile.readKept(file)).isEqualTo(costs);
    String text = Files.readString(file);

    Files.writeString(file, text.replace("\"version\" : 3", "\"version\" : 2"));
    assertThat(CalibrationFile.readKept(file)).isEqualTo(CostModel.nominal());
    refuses(text.replace("\"version\" : 3", "\"version\" : 2"), "calibrate again");

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
