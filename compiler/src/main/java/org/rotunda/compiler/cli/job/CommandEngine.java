package org.rotunda.compiler.cli.job;

import java.util.concurrent.ForkJoinPool;
import org.rotunda.ckks.params.LocalEngine;
import org.rotunda.ckks.ring.Engine;

/** What the commands compute on. */
public final class CommandEngine {
  private CommandEngine() {}

  /** The fastest kernels of this machine, the Java heap, and all processors. */
  public static Engine create() {
    return withThreads(Runtime.getRuntime().availableProcessors());
  }

  /** The same with a number of threads an operation, at least 1. */
  public static Engine withThreads(int threads) {
    return LocalEngine.parallel(ForkJoinPool.commonPool(), threads);
  }
}
