package org.rotunda.ckks.ring.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class KernelProviderTest {
  /** The kernels that the build means to test in this process: scalar, or a number of lanes. */
  private static final String EXPECTED = "org.rotunda.test.kernels";

  private static final VectorSupport WITHOUT_MODULE =
      new VectorSupport(
          false, "OpenJDK 64-Bit Server VM", "25.0.3+9-LTS", "mixed mode, sharing", Map.of(), 0);

  private static final VectorSupport TWO_LANES =
      new VectorSupport(
          true, "OpenJDK 64-Bit Server VM", "25.0.3+9-LTS", "mixed mode, sharing", Map.of(), 2);

  @Test
  void theKernelsOfThisProcessAreThoseTheBuildMeansToTest() {
    Optional<String> expected = Optional.ofNullable(System.getProperty(EXPECTED));
    assumeTrue(expected.isPresent(), "The build means to test what the provider chooses.");
    String name = KernelProvider.select().name();
    if (expected.orElseThrow().equals("scalar")) {
      assertThat(name).isEqualTo("scalar");
      return;
    }
    VectorsHere.required();
    int lanes = Integer.parseInt(expected.orElseThrow());
    assumeTrue(
        VectorSupport.ofThisMachine().lanes() >= lanes, "This processor has no vectors as wide.");
    assertThat(name).isEqualTo("vector (%d lanes of 64 bits)".formatted(lanes));
  }

  @Test
  void theNameSaysWhichKernels() {
    assertThat(KernelProvider.select("scalar").name()).isEqualTo("scalar");
    VectorsHere.required();
    assertThat(KernelProvider.select("vector").name())
        .isEqualTo("vector (%d lanes of 64 bits)".formatted(Lanes.COUNT));
  }

  @Test
  void vectorsThatCannotBeUsedAreAnErrorThatSaysWhy() {
    assertThatThrownBy(() -> KernelProvider.vectors(WITHOUT_MODULE))
        .isInstanceOf(KernelSelectionException.class)
        .hasMessage(
            "Vector kernels can't be used: start Java with --add-modules jdk.incubator.vector.");
  }

  @Test
  void vectorsOfTwoLanesAreGivenWhenAskedFor() {
    VectorsHere.required();
    assertThat(KernelProvider.vectors(TWO_LANES)).isInstanceOf(VectorKernels.class);
  }

  @Test
  void unforcedScalarKernelsAreExplainedInOneSentence() {
    assertThat(logged(() -> KernelProvider.unforced(WITHOUT_MODULE)))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getMessage())
                  .startsWith("Scalar kernels are used")
                  .contains("--add-modules jdk.incubator.vector");
            });
    assertThat(logged(() -> KernelProvider.unforced(TWO_LANES))).hasSize(1);
    assertThat(KernelProvider.unforced(TWO_LANES).name()).isEqualTo("scalar");
  }

  @Test
  void forcedKernelsAreNotExplained() {
    assertThat(
            logged(
                () -> {
                  KernelProvider.select("scalar");
                  assertThatThrownBy(() -> KernelProvider.vectors(WITHOUT_MODULE))
                      .isInstanceOf(KernelSelectionException.class);
                }))
        .isEmpty();
  }

  @Test
  void anotherNameIsAnErrorThatNamesIt() {
    assertThatThrownBy(() -> KernelProvider.select("fast"))
        .isInstanceOf(KernelSelectionException.class)
        .hasMessageContaining("org.rotunda.kernels")
        .hasMessageContaining("fast");
  }

  private static List<LogRecord> logged(Runnable action) {
    List<LogRecord> records = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            records.add(record);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(KernelProvider.class.getName());
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      action.run();
    } finally {
      logger.setUseParentHandlers(true);
      logger.removeHandler(handler);
    }
    return records;
  }
}
