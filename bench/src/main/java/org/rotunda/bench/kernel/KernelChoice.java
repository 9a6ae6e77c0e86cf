package org.rotunda.bench.kernel;

import java.util.List;
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
   * The kernels of a name.
   *
   * @param name {@link #SCALAR} or {@link #VECTOR}
   * @throws KernelSelectionException if they can't be used here
   */
  public static Kernels named(String name) {
    return KernelProvider.select(name);
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
