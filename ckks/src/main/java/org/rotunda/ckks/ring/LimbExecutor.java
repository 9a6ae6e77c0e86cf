package org.rotunda.ckks.ring;

import java.util.function.IntConsumer;

/** Runs the independent parts (limbs, digits) of one operation, on one thread or on several. */
@FunctionalInterface
public interface LimbExecutor {
  /**
   * Runs {@code task} for 0 .. count-1, each exactly once, and returns when all have ended; what
   * they wrote is then visible to the caller. A failure of any is thrown.
   */
  void forEach(int count, IntConsumer task);

  /** Everything on the calling thread, in order. */
  static LimbExecutor serial() {
    return (count, task) -> {
      for (int i = 0; i < count; i++) {
        task.accept(i);
      }
    };
  }
}
