package org.rotunda.ckks.ring.kernel;

import java.util.Optional;
import org.rotunda.ckks.ring.Kernels;

/**
 * Chooses the kernels of this machine: vectors where HotSpot's C2 compiler turns them into
 * instructions, else scalar loops. Both give the same results bit for bit.
 *
 * <p>Where vectors can't be used, one logged sentence says why and what to do. The system property
 * {@value #PROPERTY} with the value {@code scalar} or {@code vector} forces a choice.
 */
public final class KernelProvider {
  /** The system property that forces a choice. */
  public static final String PROPERTY = "org.rotunda.kernels";

  private static final int FEWEST_LANES = 4;

  private KernelProvider() {}

  /** Decided at first use, and logged then, because nothing it depends on changes. */
  private static final class ThisMachine {
    static final Optional<String> OBSTACLE = VectorSupport.ofThisMachine().obstacle();

    static {
      OBSTACLE.ifPresent(
          sentence ->
              System.getLogger(KernelProvider.class.getName())
                  .log(System.Logger.Level.WARNING, sentence));
    }
  }

  /**
   * The fastest kernels that run here, or those that {@link #PROPERTY} names.
   *
   * @throws KernelSelectionException if the property has another value, or asks for vectors that
   *     can't be used
   */
  public static Kernels select() {
    return select(Optional.ofNullable(System.getProperty(PROPERTY)));
  }

  static Kernels select(Optional<String> forced) {
    return switch (forced.orElse("")) {
      case "scalar" -> new ScalarKernels();
      case "vector" -> {
        ThisMachine.OBSTACLE.ifPresent(
            sentence -> {
              throw new KernelSelectionException(sentence);
            });
        yield new VectorKernels();
      }
      case "" -> ThisMachine.OBSTACLE.isEmpty() ? new VectorKernels() : new ScalarKernels();
      default ->
          throw new KernelSelectionException(
              "The system property %s is scalar or vector, but it is %s; correct it or leave it out."
                  .formatted(PROPERTY, forced.orElseThrow()));
    };
  }

  /**
   * What the choice depends on.
   *
   * @param module whether jdk.incubator.vector is among the running modules
   * @param vmName the system property java.vm.name
   * @param vmVersion the system property java.vm.version
   * @param vmInfo the system property java.vm.info
   */
  record VectorSupport(boolean module, String vmName, String vmVersion, String vmInfo) {
    static VectorSupport ofThisMachine() {
      return new VectorSupport(
          ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
          System.getProperty("java.vm.name", ""),
          System.getProperty("java.vm.version", ""),
          System.getProperty("java.vm.info", ""));
    }

    /** Why vectors can't be used, in one sentence. */
    Optional<String> obstacle() {
      if (!module) {
        return Optional.of(
            "Scalar kernels are used, several times slower than vectors: start Java with"
                + " --add-modules jdk.incubator.vector.");
      }
      if (!compiledByC2()) {
        return Optional.of(
            "Scalar kernels are used, several times slower than vectors: they need HotSpot's C2 compiler, but this is %s %s (%s)."
                .formatted(vmName, vmVersion, vmInfo));
      }
      if (Lanes.COUNT < FEWEST_LANES) {
        return Optional.of(
            "Scalar kernels are used: vectors need at least %d lanes of 64 bits to be faster, but this processor has %d."
                .formatted(FEWEST_LANES, Lanes.COUNT));
      }
      return Optional.empty();
    }

    private boolean compiledByC2() {
      return vmName.contains("Server VM")
          && !vmVersion.contains("jvmci")
          && !vmInfo.contains("interpreted mode")
          && !vmInfo.contains("emulated-client");
    }
  }
}
