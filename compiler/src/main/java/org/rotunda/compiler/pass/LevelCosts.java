package org.rotunda.compiler.pass;

import org.rotunda.compiler.program.Op;

/** How long the operations of a program take at levels that are not decided yet. */
public interface LevelCosts {
  /**
   * The seconds of an operation, with the relinearisation and rescaling that follow a product.
   *
   * @param level that the result rests at
   */
  double operation(Op op, int level);

  /** The seconds of a bootstrap. */
  double bootstrap();
}
