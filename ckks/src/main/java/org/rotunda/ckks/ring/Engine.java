package org.rotunda.ckks.ring;

/**
 * What arithmetic runs on: kernels, the source of limbs, and threads. It never changes a result,
 * only its speed and where its memory comes from.
 *
 * @param kernels the whole-array operations
 * @param limbs where limbs come from
 * @param executor how the limbs of one operation are spread over threads
 */
public record Engine(Kernels kernels, LimbAllocator limbs, LimbExecutor executor) {
  /**
   * This engine for secret content: limbs are overwritten with zeros when they are given back, also
   * those of an operation that fails.
   */
  public Engine wiping() {
    return withLimbs(new WipingLimbs(limbs));
  }

  /** This engine with limbs from elsewhere, a pool say. */
  public Engine withLimbs(LimbAllocator allocator) {
    return new Engine(kernels, allocator, executor);
  }

  /** Writes the limb at one place of a basis. */
  @FunctionalInterface
  public interface LimbTask {
    /**
     * Writes all of a limb; called for different places at a time.
     *
     * @param i the place
     * @param out the limb, of arbitrary content
     */
    void run(int i, long[] out);
  }

  /** New limbs, one a prime of a basis, each written by a task; if one fails all are given back. */
  public LimbBlock fill(RnsBasis basis, LimbTask task) {
    return LimbBlock.filled(
        limbs,
        basis.size(),
        basis.degree(),
        out -> executor.forEach(basis.size(), i -> task.run(i, out.get(i))));
  }
}
