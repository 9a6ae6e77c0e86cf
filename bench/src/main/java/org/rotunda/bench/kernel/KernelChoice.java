package org.rotunda.bench.kernel;

import java.util.List;
import java.util.Optional;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.kernel.KernelProvider;
import org.rotunda.ckks.ring.kernel.KernelSelectionException;

/** Kernels by name. */
public final class KernelChoice {
  /** The name of the scalar loops. */
  public static final String SCALAR = "scalar";

  /** The name of the vectors. */
  public static final String VECTOR = "vector";

  private KernelChoice() {}

  /**
   * The kernels that the provider gives when its property has this value.
   *
   * @param name {@link #SCALAR} or {@link #VECTOR}
   * @throws KernelSelectionException if they can't be used here
   */
  public static Kernels named(String name) {
    Optional<String> before = Optional.ofNullable(System.getProperty(KernelProvider.PROPERTY));
    System.setProperty(KernelProvider.PROPERTY, name);
    try {
      return KernelProvider.select();
    } finally {
      before.ifPresentOrElse(
          value -> System.setProperty(KernelProvider.PROPERTY, value),
          () -> System.clearProperty(KernelProvider.PROPERTY));
    }
  }

  /** The names of all that can be used here. */
  public static List<String> available() {
    try {
      named(VECTOR);
      return List.of(SCALAR, VECTOR);
    } catch (KernelSelectionException _) {
      return List.of(SCALAR);
    }
  }
}
