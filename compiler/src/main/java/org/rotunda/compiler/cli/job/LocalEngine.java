package org.rotunda.compiler.cli.job;

import java.util.concurrent.ForkJoinPool;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.SharedLimbExecutor;
import org.rotunda.ckks.ring.kernel.KernelProvider;

/** What the commands compute on. */
public final class LocalEngine {
  private LocalEngine() {}

  /** The fastest kernels of this machine, the Java heap, and all processors. */
  public static Engine create() {
    return new Engine(
        KernelProvider.select(),
        LimbAllocator.heap(),
        new SharedLimbExecutor(
            ForkJoinPool.commonPool(), Runtime.getRuntime().availableProcessors()));
  }
}
