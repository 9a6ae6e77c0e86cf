package org.rotunda.compiler.pass;

import org.rotunda.ckks.params.Parameters;

/**
 * The scale of every level: that of the top level is the parameters' or, if values are
 * bootstrapped, the one that they come back with, and that of level l - 1 is the square of level
 * l's divided by q_l, which is what a product has after rescaling (Kim, Papadimitriou, Polyakov,
 * 2022). All values of a program that rest at a level have its scale, so sums always fit.
 */
public final class ScaleLadder {
  /** By which factor scales differ at most where primes are of the size of the scale. */
  private static final double STEADY = Math.sqrt(2);

  private final double[] scales;
  private final int lowest;

  /** The ladder of a whole modulus chain. */
  public ScaleLadder(Parameters parameters) {
    this(down(parameters, parameters.maxLevel(), parameters.scale()), 0);
  }

  /**
   * The ladder of the application's part of a chain, which ends where scales don't stay what they
   * are.
   *
   * @param top the level that values come back to
   * @param scale the scale that they have there
   */
  public ScaleLadder(Parameters parameters, int top, double scale) {
    this(down(parameters, top, scale));
  }

  private ScaleLadder(double[] scales) {
    this(scales, lowestSteady(scales));
  }

  private ScaleLadder(double[] scales, int lowest) {
    this.scales = scales;
    this.lowest = lowest;
  }

  private static double[] down(Parameters parameters, int top, double scale) {
    double[] scales = new double[top + 1];
    scales[top] = scale;
    for (int level = top; level > 0; level--) {
      scales[level - 1] = scales[level] * scales[level] / parameters.prime(level);
    }
    return scales;
  }

  private static int lowestSteady(double[] scales) {
    double top = scales[scales.length - 1];
    int level = scales.length - 1;
    while (level > 0 && Math.max(scales[level - 1] / top, top / scales[level - 1]) < STEADY) {
      level--;
    }
    return level;
  }

  /** The scale of a level. */
  public double scale(int level) {
    return scales[level];
  }

  /** The highest level. */
  public int top() {
    return scales.length - 1;
  }

  /** The lowest level that values may rest at. */
  public int lowest() {
    return lowest;
  }
}
