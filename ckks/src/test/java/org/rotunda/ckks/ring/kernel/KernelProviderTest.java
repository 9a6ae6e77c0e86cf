package org.rotunda.ckks.ring.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rotunda.ckks.ring.kernel.KernelProvider.VectorSupport;

class KernelProviderTest {
  /** A pattern of the name of the kernels that the build means to test in this process. */
  private static final String EXPECTED = "org.rotunda.test.kernels";

  private static final VectorSupport C2 =
      new VectorSupport(true, "OpenJDK 64-Bit Server VM", "25.0.3+9-LTS", "mixed mode, sharing");

  @Test
  void theKernelsOfThisProcessAreThoseTheBuildMeansToTest() {
    String expected = System.getProperty(EXPECTED, ".*");
    if (!expected.equals("scalar")) {
      VectorsHere.required();
    }
    assertThat(KernelProvider.select().name()).matches(expected);
  }

  @Test
  void thePropertyForcesScalarKernels() {
    assertThat(KernelProvider.select(Optional.of("scalar")).name()).isEqualTo("scalar");
  }

  @Test
  void thePropertyForcesVectorKernels() {
    VectorsHere.required();
    assertThat(KernelProvider.select(Optional.of("vector")).name())
        .isEqualTo("vector (%d lanes of 64 bits)".formatted(Lanes.COUNT));
  }

  @Test
  void forcedVectorsThatCannotBeUsedAreAnErrorThatSaysWhy() {
    Optional<String> obstacle = VectorSupport.ofThisMachine().obstacle();
    assumeTrue(obstacle.isPresent(), "Vectors can be used here.");
    assertThatThrownBy(() -> KernelProvider.select(Optional.of("vector")))
        .isInstanceOf(KernelSelectionException.class)
        .hasMessage(obstacle.orElseThrow());
  }

  @Test
  void anotherValueOfThePropertyIsAnErrorThatNamesIt() {
    assertThatThrownBy(() -> KernelProvider.select(Optional.of("fast")))
        .isInstanceOf(KernelSelectionException.class)
        .hasMessageContaining("org.rotunda.kernels")
        .hasMessageContaining("fast");
  }

  @Test
  void withoutTheModuleTheSentenceNamesTheFlag() {
    assertThat(new VectorSupport(false, C2.vmName(), C2.vmVersion(), C2.vmInfo()).obstacle())
        .hasValueSatisfying(
            sentence -> assertThat(sentence).contains("--add-modules jdk.incubator.vector"));
  }

  @Test
  void withoutTheC2CompilerTheSentenceNamesTheMachine() {
    for (VectorSupport support :
        new VectorSupport[] {
          new VectorSupport(true, "Eclipse OpenJ9 VM", "openj9-0.55", C2.vmInfo()),
          new VectorSupport(true, C2.vmName(), "25.0.1+8-jvmci-b01", C2.vmInfo()),
          new VectorSupport(true, C2.vmName(), C2.vmVersion(), "interpreted mode, sharing"),
          new VectorSupport(
              true, C2.vmName(), C2.vmVersion(), "mixed mode, emulated-client, sharing"),
        }) {
      assertThat(support.obstacle())
          .as("%s", support)
          .hasValueSatisfying(sentence -> assertThat(sentence).contains("C2", support.vmName()));
    }
  }
}
