package org.rotunda.ckks.bootstrap;

import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;

/**
 * The encoded matrices of a plan's CoeffsToSlots and SlotsToCoeffs, for any number of bootstraps
 * under any keys. They hold at most the plan's {@link BootstrapParameters#diagonalBytes} of
 * transformed diagonals, besides the rounded coefficients of the others.
 */
public final class BootstrapMatrices {
  private final BootstrapPlan plan;
  private final FactoredTransform slotsToCoeffs;
  private final FactoredTransform coeffsToSlots;

  private BootstrapMatrices(
      BootstrapPlan plan, FactoredTransform slotsToCoeffs, FactoredTransform coeffsToSlots) {
    this.plan = plan;
    this.slotsToCoeffs = slotsToCoeffs;
    this.coeffsToSlots = coeffsToSlots;
  }

  /**
   * Encodes the matrices of a plan.
   *
   * @param context of the plan's parameters
   * @param engine what diagonals are transformed on, and takes their limbs at each use
   */
  public static BootstrapMatrices encode(
      BootstrapPlan plan, CkksContext context, Engine engine, Encoder encoder) {
    long bytes = plan.bootstrap().diagonalBytes();
    FactoredTransform slotsToCoeffs =
        FactoredTransform.encode(
            SlotsToCoeffs.matrices(plan.packing(), plan.bootstrap()),
            plan.slotsToCoeffsLevel(),
            SlotsToCoeffs.gain(plan),
            bytes,
            context,
            engine,
            encoder);
    FactoredTransform coeffsToSlots =
        FactoredTransform.encode(
            CoeffsToSlots.matrices(plan.packing(), plan.bootstrap()),
            plan.coeffsToSlotsLevel(),
            CoeffsToSlots.gain(plan),
            Math.max(0, bytes - slotsToCoeffs.bytes()),
            context,
            engine,
            encoder);
    return new BootstrapMatrices(plan, slotsToCoeffs, coeffsToSlots);
  }

  /** The plan they belong to. */
  public BootstrapPlan plan() {
    return plan;
  }

  FactoredTransform slotsToCoeffs() {
    return slotsToCoeffs;
  }

  FactoredTransform coeffsToSlots() {
    return coeffsToSlots;
  }

  /** The bytes held: transformed diagonals and rounded coefficients. */
  public long bytes() {
    return coeffsToSlots.bytes() + slotsToCoeffs.bytes();
  }
}
