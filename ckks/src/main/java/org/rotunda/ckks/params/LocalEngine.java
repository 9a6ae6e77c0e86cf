package org.rotunda.ckks.params;

import java.util.concurrent.Executor;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbAllocator;
import org.rotunda.ckks.ring.LimbExecutor;
import org.rotunda.ckks.ring.SharedLimbExecutor;
import org.rotunda.ckks.ring.kernel.KernelProvider;

/**
 * Engines with the fastest kernels of this machine. The vector kernels need the option {@code
 * --add-modules jdk.incubator.vector} of the JVM; without it the scalar ones are taken.
 *
 * <p>Limbs from the heap are simplest and make much garbage: for speed take those of a {@link
 * org.rotunda.ckks.ring.LimbPool} ({@link Engine#withLimbs}), and for N = 2^16 start the JVM with
 * {@code -XX:G1HeapRegionSize=8m} or {@code -XX:+UseParallelGC}, because limbs of half a mebibyte
 * waste a quarter to a half of G1's default regions.
 */
public final class LocalEngine {
  private LocalEngine() {}

  /** Limbs from the heap, everything on the calling thread. */
  public static Engine serial() {
    return new Engine(KernelProvider.select(), LimbAllocator.heap(), LimbExecutor.serial());
  }

  /**
   * Limbs from the heap, each operation on several threads. However many threads call operations of
   * this engine at a time, no more than {@code threads} are at work on them; engines on one
   * executor don't know of each other, so programs have one engine.
   *
   * @param executor runs helping tasks; may be shared
   * @param threads how many threads work on all operations together, calling ones included
   */
  public static Engine parallel(Executor executor, int threads) {
    return new Engine(
        KernelProvider.select(), LimbAllocator.heap(), new SharedLimbExecutor(executor, threads));
  }
}
