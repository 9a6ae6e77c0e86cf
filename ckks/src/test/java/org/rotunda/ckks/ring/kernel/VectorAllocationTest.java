package org.rotunda.ckks.ring.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kernels that are warmed in turns, as programs warm them, in a process of their own.
 *
 * <p>A method that kernels share is then compiled by itself before they are, and whether they
 * inline it depends on how large that made it and how often each of them had called it. The process
 * forbids it whatever the size, so that a kernel which depends on the inliner allocates the vectors
 * that it hands over, every time.
 */
class VectorAllocationTest {
  private static final String NO_COMPILED_METHOD_IS_INLINED = "-XX:InlineSmallCode=1";

  @BeforeAll
  static void vectors() {
    VectorsHere.required();
  }

  @Test
  void kernelsThatWarmTogetherAllocateNothing(@TempDir Path directory)
      throws IOException, InterruptedException {
    assumeTrue(Lanes.MOVES, "With two lanes most kernels are scalar loops.");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported(), "Allocation is not counted here.");
    Path errors = directory.resolve("errors");
    Process process = new ProcessBuilder(command()).redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String allocating = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("exit code after: %s", Files.readString(errors)).isZero();
    assertThat(allocating).as("kernels that allocate").isEmpty();
  }

  /** This JVM's vectors and class path. */
  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.add(NO_COMPILED_METHOD_IS_INLINED);
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-XX:"))
        .forEach(command::add);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(KernelsTogether.class.getName());
    return command;
  }
}
