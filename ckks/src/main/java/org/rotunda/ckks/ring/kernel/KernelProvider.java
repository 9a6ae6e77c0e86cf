package org.rotunda.ckks.ring.kernel;

import org.rotunda.ckks.ring.Kernels;

/** Chooses the kernels of this machine. */
public final class KernelProvider {
  private KernelProvider() {}

  /** The fastest kernels that run here. */
  public static Kernels select() {
    return new ScalarKernels();
  }
}
