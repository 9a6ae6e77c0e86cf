package org.rotunda.ckks.encoding;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What one encoding or decoding of n slots works on, of arbitrary content: three arrays of 2n
 * numbers. For one thread, until it is closed.
 */
final class EncodingScratch implements AutoCloseable {
  private final Pool pool;
  private final double[] transform;
  private final double[] coefficients;
  private final long[] integers;

  private EncodingScratch(Pool pool, int length) {
    this.pool = pool;
    this.transform = new double[length];
    this.coefficients = new double[length];
    this.integers = new long[length];
  }

  /** What is transformed in place. */
  double[] transform() {
    return transform;
  }

  /** The coefficients before and after it. */
  double[] coefficients() {
    return coefficients;
  }

  /** The coefficients rounded. */
  long[] integers() {
    return integers;
  }

  /** Leaves it to the next encoding. */
  @Override
  public void close() {
    pool.giveBack(this);
  }

  /**
   * The scratch of encodings of equally many slots. It keeps at most {@value #KEPT} for later,
   * however many threads encode. Safe for use by several threads.
   */
  static final class Pool {
    private static final int KEPT = 4;

    private final int length;
    private final BlockingQueue<EncodingScratch> idle = new ArrayBlockingQueue<>(KEPT);

    /** Scratch for a number of slots. */
    Pool(int slots) {
      this.length = 2 * slots;
    }

    /** Takes one that nobody uses, or makes one. */
    EncodingScratch take() {
      return Optional.ofNullable(idle.poll()).orElseGet(() -> new EncodingScratch(this, length));
    }

    /** Where as many as are kept are idle already, the garbage collector gets it. */
    private void giveBack(EncodingScratch scratch) {
      boolean _ = idle.offer(scratch);
    }
  }
}
