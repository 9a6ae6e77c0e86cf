package org.rotunda.ckks.ring.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorSupportTest {
  private static final String VM = "OpenJDK 64-Bit Server VM";
  private static final String VERSION = "25.0.3+9-LTS";
  private static final String INFO = "mixed mode, sharing";
  private static final Map<String, String> OPTIONS = VectorSupport.NEEDED;

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16})
  void fourLanesOrMoreUnderC2AreTaken(int lanes) {
    VectorSupport support = new VectorSupport(true, VM, VERSION, INFO, OPTIONS, lanes);
    assertThat(support.obstacle()).isEmpty();
    assertThat(support.objection()).isEmpty();
  }

  @Test
  void twoLanesCanBeUsedButOnlyWhenAskedFor() {
    VectorSupport support = new VectorSupport(true, VM, VERSION, INFO, OPTIONS, 2);
    assertThat(support.obstacle()).isEmpty();
    assertThat(support.objection())
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("2 lanes", "-Dorg.rotunda.kernels=vector"));
  }

  @Test
  void oneLaneIsAnObstacle() {
    VectorSupport support = new VectorSupport(true, VM, VERSION, INFO, OPTIONS, 1);
    assertThat(support.obstacle())
        .hasValueSatisfying(reason -> assertThat(reason).contains("2 lanes", "have 1"));
    assertThat(support.objection()).isEqualTo(support.obstacle());
  }

  @Test
  void withoutTheModuleTheReasonNamesTheFlag() {
    assertThat(new VectorSupport(false, VM, VERSION, INFO, OPTIONS, 0).obstacle())
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("--add-modules jdk.incubator.vector"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Eclipse OpenJ9 VM        | openj9-0.55         | mixed mode, sharing
          OpenJDK 64-Bit Server VM | 25.0.1+8-jvmci-b01  | mixed mode, sharing
          OpenJDK 64-Bit Server VM | 25.0.3+9-LTS        | interpreted mode, sharing
          OpenJDK 64-Bit Server VM | 25.0.3+9-LTS        | mixed mode, emulated-client, sharing
          """)
  void withoutTheC2CompilerTheReasonNamesTheMachine(String vm, String version, String info) {
    assertThat(new VectorSupport(true, vm, version, info, OPTIONS, 8).obstacle())
        .hasValueSatisfying(reason -> assertThat(reason).contains("C2", vm, version, info));
  }

  @ParameterizedTest
  @CsvSource({
    "TieredStopAtLevel, 0",
    "TieredStopAtLevel, 2",
    "TieredStopAtLevel, 3",
    "UseCompiler, false",
    "EnableVectorSupport, false",
    "UseFMA, false"
  })
  void anOptionThatSwitchesVectorsOffIsNamed(String name, String value) {
    VectorSupport support = new VectorSupport(true, VM, VERSION, INFO, Map.of(name, value), 8);
    assertThat(support.obstacle())
        .hasValueSatisfying(reason -> assertThat(reason).contains(name, value));
  }

  @Test
  void optionsThatThisJvmDoesNotHaveAreNoObstacle() {
    assertThat(new VectorSupport(true, VM, VERSION, INFO, Map.of(), 8).obstacle()).isEmpty();
  }

  @Test
  void theOptionsOfThisJvmAreRead() {
    assertThat(VectorSupport.ofThisMachine().options()).containsKeys("UseCompiler");
  }
}
