package org.rotunda.bench.scheme;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.Kernels;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.SharedLimbExecutor;

/** An engine on a number of threads, with the threads that it needs. */
public final class EngineChoice implements AutoCloseable {
  private final ExecutorService helpers;
  private final Engine engine;

  /**
   * Starts the helping threads.
   *
   * @param threads how many threads work on one operation, the calling one included, at least 1
   */
  public EngineChoice(Kernels kernels, LimbAllocator limbs, int threads) {
    helpers =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1), Thread.ofPlatform().daemon().factory());
    engine =
        new Engine(
            kernels,
            limbs,
            threads == 1 ? LimbExecutor.serial() : new SharedLimbExecutor(helpers, threads));
  }

  /** The engine. */
  public Engine engine() {
    return engine;
  }

  @Override
  public void close() {
    helpers.shutdownNow();
    try {
      helpers.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
