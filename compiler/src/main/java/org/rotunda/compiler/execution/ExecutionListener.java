package org.rotunda.compiler.execution;

import org.rotunda.compiler.program.Op;

/** Hears of a run's progress, on the thread that runs. */
@FunctionalInterface
public interface ExecutionListener {
  /**
   * An operation is done.
   *
   * @param op the operation
   * @param done how many operations are done
   * @param all how many there are
   */
  void finished(Op op, int done, int all);

  /** Nobody listens. */
  static ExecutionListener none() {
    return (op, done, all) -> {};
  }
}
