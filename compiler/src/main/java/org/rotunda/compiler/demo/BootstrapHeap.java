package org.rotunda.compiler.demo;

import org.rotunda.ckks.bootstrap.BootstrapParameters;
import org.rotunda.ckks.bootstrap.BootstrapPlan;
import org.rotunda.ckks.params.Parameters;

/** The heap that bootstraps take. */
public final class BootstrapHeap {
  /** Inner sums, digits and rotated arguments of a transform at the top, in pairs over QP. */
  private static final int POLYNOMIALS = 34;

  /** Copies of a factor's diagonals while it is made: its own, the last, and as complex vectors. */
  private static final int COPIES = 3;

  /** Tables, and what the collector wants free. */
  private static final long OTHERS = 80L << 20;

  private BootstrapHeap() {}

  /** Bytes for a plan and a key budget. */
  public static long bytes(BootstrapPlan plan, long keyBudget) {
    Parameters parameters = plan.parameters();
    BootstrapParameters bootstrap = plan.bootstrap();
    long limb = (long) parameters.degree() * Long.BYTES;
    long polynomial = limb * ((long) parameters.q().size() + parameters.p().size());
    long up = factor(bootstrap, bootstrap.coeffsToSlotsLevels());
    long down = factor(bootstrap, bootstrap.slotsToCoeffsLevels());
    return keyBudget
        + plan.matrixBytes()
        + POLYNOMIALS * polynomial
        + COPIES * Math.max(up, down)
        + OTHERS;
  }

  /** Bytes of a factor's rounded diagonals: twice two to its stages of 2 n numbers, n slots. */
  private static long factor(BootstrapParameters bootstrap, int levels) {
    int stages = Math.ceilDiv(Integer.numberOfTrailingZeros(bootstrap.slots()), levels);
    return ((2L << stages) * 2 * bootstrap.slots()) * Long.BYTES;
  }
}
