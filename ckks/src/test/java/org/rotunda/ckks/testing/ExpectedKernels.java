package org.rotunda.ckks.testing;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * The kernels that tests run on where the build gives their JVM the options for vectors. Each
 * module's tests compare them with what an engine got: a process that fell back to scalar kernels
 * would pass everything else.
 */
public final class ExpectedKernels {
  private static final String FORCED = "org.rotunda.kernels";
  private static final int FEWEST_LANES = 4;

  private ExpectedKernels() {}

  /** Their name: vectors as wide as the JVM makes them, unless too narrow or forced otherwise. */
  public static String name() {
    String bytes =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .getVMOption("MaxVectorSize")
            .getValue();
    int lanes = Integer.parseInt(bytes) / Long.BYTES;
    return switch (System.getProperty(FORCED, lanes < FEWEST_LANES ? "scalar" : "vector")) {
      case "scalar" -> "scalar";
      default -> "vector (%d lanes of 64 bits)".formatted(lanes);
    };
  }
}
