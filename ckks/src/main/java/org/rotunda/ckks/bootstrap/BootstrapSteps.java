package org.rotunda.ckks.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rotunda.ckks.evaluation.KeyUse;

/** The parts of the stages of a plan. */
final class BootstrapSteps {
  private BootstrapSteps() {}

  /**
   * What each stage consists of each time, in order, from a plan's levels, packing and reduction.
   * SlotsToCoeffs has the first call on the bytes for transformed diagonals.
   */
  static Map<BootstrapStage, List<BootstrapStep>> of(BootstrapPlan plan) {
    List<BootstrapStep> slotsToCoeffs = SlotsToCoeffs.steps(plan);
    long left =
        Math.max(0, plan.bootstrap().diagonalBytes() - BootstrapStep.matrixBytes(slotsToCoeffs));
    List<KeyUse> products = plan.reduction().keyUses(plan.evalModLevel());
    return Map.of(
        BootstrapStage.SLOTS_TO_COEFFS,
        slotsToCoeffs,
        BootstrapStage.MODULUS_RAISING,
        raising(plan),
        BootstrapStage.COEFFS_TO_SLOTS,
        CoeffsToSlots.steps(plan, left),
        BootstrapStage.MODULAR_REDUCTION,
        BootstrapStep.products(products));
  }

  private static List<BootstrapStep> raising(BootstrapPlan plan) {
    List<BootstrapStep> raising = new ArrayList<>();
    int top = plan.parameters().maxLevel();
    BootstrapStep raise = new BootstrapStep.ModulusRaising(top);
    switch (plan.bootstrap().raisedUnder()) {
      case MAIN -> raising.add(raise);
      case EPHEMERAL -> {
        raising.add(new BootstrapStep.KeySwitch(SecretEncapsulation.intoUse()));
        raising.add(raise);
        raising.add(new BootstrapStep.KeySwitch(SecretEncapsulation.outOfUse(top)));
      }
    }
    SubringTrace.keyUses(plan, top).forEach(use -> raising.add(new BootstrapStep.KeySwitch(use)));
    return List.copyOf(raising);
  }
}
