package org.rotunda.ckks.bootstrap;

import org.rotunda.ckks.bootstrap.FactoredTransform.Encoding;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.LimbBlock;
import org.rotunda.ckks.ring.NttPoly;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * The encoded matrices of a plan's CoeffsToSlots and SlotsToCoeffs, for any number of bootstraps
 * under any keys. They hold at most the plan's {@link BootstrapParameters#diagonalBytes} of
 * transformed diagonals, besides the rounded coefficients of the others.
 */
public final class BootstrapMatrices {
  private final BootstrapPlan plan;
  private final FactoredTransform slotsToCoeffs;
  private final FactoredTransform coeffsToSlots;

  private BootstrapMatrices(BootstrapPlan plan, Encoding encoding) {
    this.plan = plan;
    this.slotsToCoeffs =
        FactoredTransform.encode(
            SlotsToCoeffs.matrices(plan.packing(), plan.bootstrap()),
            plan.steps(BootstrapStage.SLOTS_TO_COEFFS),
            SlotsToCoeffs.gain(plan),
            plan.parameters(),
            encoding);
    this.coeffsToSlots =
        FactoredTransform.encode(
            CoeffsToSlots.matrices(plan.packing(), plan.bootstrap()),
            plan.steps(BootstrapStage.COEFFS_TO_SLOTS),
            CoeffsToSlots.gain(plan),
            plan.parameters(),
            encoding);
  }

  /**
   * Encodes the matrices of a plan.
   *
   * @param context of the plan's parameters
   * @param engine what diagonals are transformed on, and takes their limbs at each use
   */
  public static BootstrapMatrices encode(
      BootstrapPlan plan, CkksContext context, Engine engine, Encoder encoder) {
    return new BootstrapMatrices(
        plan,
        (matrix, step, scale) -> {
          RnsBasis basis = context.ring().basisQp(step.level());
          return FactorDiagonals.encode(matrix, step, scale, basis, engine, encoder)::polynomial;
        });
  }

  /**
   * Matrices that hold nothing, whose diagonals are arbitrary: for runs of which only the use of
   * keys and limbs matters.
   *
   * @param engine where the limbs of diagonals come from at each use
   */
  public static BootstrapMatrices blank(BootstrapPlan plan, CkksContext context, Engine engine) {
    return new BootstrapMatrices(
        plan,
        (_, step, _) -> {
          RnsBasis basis = context.ring().basisQp(step.level());
          return _ ->
              new NttPoly(basis, LimbBlock.allocate(engine.limbs(), basis.size(), basis.degree()));
        });
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
    return plan.matrixBytes();
  }
}
