package org.rotunda.compiler.pass;

import org.rotunda.ckks.params.Parameters;

/**
 * The scale of every level: that of the top level is the parameters', and that of level l - 1 is
 * the square of level l's divided by q_l, which is what a product has after rescaling (Kim,
 * Papadimitriou, Polyakov, 2022). All values of a program that rest at a level have its scale, so
 * sums always fit.
 */
public final class ScaleLadder {
  private final double[] scales;

  /** The ladder of a modulus chain. */
  public ScaleLadder(Parameters parameters) {
    scales = new double[parameters.maxLevel() + 1];
    scales[parameters.maxLevel()] = parameters.scale();
    for (int level = parameters.maxLevel(); level > 0; level--) {
      scales[level - 1] = scales[level] * scales[level] / parameters.prime(level);
    }
  }

  /** The scale of a level. */
  public double scale(int level) {
    return scales[level];
  }
}
