package org.rotunda.bench.kernel;

import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.kernel.KernelProvider;

/** Kernels by name, in the process of a benchmark's fork. */
final class KernelChoice {
  private KernelChoice() {}

  /**
   * The kernels that the provider gives when its property has this value.
   *
   * @param name scalar or vector
   */
  static Kernels named(String name) {
    System.setProperty(KernelProvider.PROPERTY, name);
    return KernelProvider.select();
  }
}
