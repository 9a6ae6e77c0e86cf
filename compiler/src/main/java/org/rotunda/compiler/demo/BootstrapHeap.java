package org.rotunda.compiler.demo;

import org.rotunda.ckks.bootstrap.BootstrapParameters;
import org.rotunda.ckks.bootstrap.BootstrapPlan;
import org.rotunda.ckks.params.Parameters;

/** The heap that bootstraps take. */
public final class BootstrapHeap {
  /** Inner sums, digits and rotated arguments of a transform at the top, in pairs over QP. */
  private static final int POLYNOMIALS = 34;

  /** Rounded diagonals of a factor that are not held transformed. */
  private static final int DIAGONALS = 64;

  /** Tables, matrices in the clear, and what the collector wants free. */
  private static final long OTHERS = 160L << 20;

  private BootstrapHeap() {}

  /** Bytes for a plan and a key budget. */
  public static long bytes(BootstrapPlan plan, long keyBudget) {
    Parameters parameters = plan.parameters();
    BootstrapParameters bootstrap = plan.bootstrap();
    long limb = (long) parameters.degree() * Long.BYTES;
    long limbs = (long) parameters.q().size() + parameters.p().size();
    long levels = (long) bootstrap.coeffsToSlotsLevels() + bootstrap.slotsToCoeffsLevels();
    long diagonals = Math.min(bootstrap.diagonalBytes(), levels * DIAGONALS * limb);
    long keys =
        plan.requiredKeys().size() * limb * limbs * parameters.digits(parameters.maxLevel());
    return Math.min(keyBudget, keys) + diagonals + POLYNOMIALS * limbs * limb + OTHERS;
  }
}
