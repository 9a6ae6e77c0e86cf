package org.rotunda.compiler.cli.job;

import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.kernel.KernelProvider;

/** What the commands compute on. */
public final class LocalEngine {
  private LocalEngine() {}

  /** The fastest kernels of this machine on the Java heap, one operation at a time. */
  public static Engine create() {
    return new Engine(KernelProvider.select(), LimbAllocator.heap(), LimbExecutor.serial());
  }
}
