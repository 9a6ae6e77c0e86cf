package org.rotunda.ckks.ring.kernel;

import java.util.Optional;
import org.rotunda.ckks.ring.Kernels;

/**
 * Chooses the kernels of this machine: vectors where HotSpot's C2 compiler turns them into
 * instructions and they have four lanes or more, else scalar loops. Both give the same results bit
 * for bit.
 *
 * <p>Where vectors aren't chosen, one logged sentence says why and what to do. The system property
 * {@value #PROPERTY} with the value {@code scalar} or {@code vector} forces a choice, without a
 * sentence.
 */
public final class KernelProvider {
  /** The system property that forces a choice. */
  public static final String PROPERTY = "org.rotunda.kernels";

  private KernelProvider() {}

  /** Chosen at first use, and logged then, because nothing the choice depends on changes. */
  private static final class Unforced {
    static final Kernels KERNELS = unforced(VectorSupport.ofThisMachine());
  }

  /**
   * The fastest kernels that run here, or those that {@link #PROPERTY} names.
   *
   * @throws KernelSelectionException if the property has another value, or asks for vectors that
   *     can't be used
   */
  public static Kernels select() {
    Optional<String> forced = Optional.ofNullable(System.getProperty(PROPERTY));
    return forced.map(KernelProvider::select).orElseGet(() -> Unforced.KERNELS);
  }

  /**
   * The kernels of a name.
   *
   * @param name scalar or vector
   * @throws KernelSelectionException for another name, or if vectors can't be used
   */
  public static Kernels select(String name) {
    return switch (name) {
      case "scalar" -> new ScalarKernels();
      case "vector" -> vectors(VectorSupport.ofThisMachine());
      default ->
          throw new KernelSelectionException(
              "Kernels are named scalar or vector, but %s was asked for; correct the system property %s or leave it out."
                  .formatted(name, PROPERTY));
    };
  }

  static Kernels unforced(VectorSupport support) {
    Optional<String> objection = support.objection();
    objection.ifPresent(
        reason ->
            System.getLogger(KernelProvider.class.getName())
                .log(
                    System.Logger.Level.WARNING,
                    "Scalar kernels are used, which are several times slower than wide vectors: "
                        + reason
                        + "."));
    return objection.isEmpty() ? new VectorKernels() : new ScalarKernels();
  }

  static Kernels vectors(VectorSupport support) {
    support
        .obstacle()
        .ifPresent(
            reason -> {
              throw new KernelSelectionException("Vector kernels can't be used: " + reason + ".");
            });
    return new VectorKernels();
  }
}
