package org.rotunda.ckks.bootstrap;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.bootstrap.BootstrapParameters.Order;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyUses;
import org.rotunda.ckks.linear.DiagonalMatrix;

/**
 * Makes slots, in bit-reversed order, the coefficients of the encrypted polynomial: the inverse of
 * {@link CoeffsToSlots} up to scale (Cheon, Han, Kim, Kim, Song, 2018, section 5.2).
 *
 * <p>Parameters: the levels, over which the stages of the transform are spread as evenly as can be,
 * and the gain ({@link #gain}), which every factor takes an equal share of. Depth: one a factor.
 * Keys: the rotations of each factor's baby and giant steps at its level, then, for repacked
 * halves, the rotation by n at the level reached. Error: each factor adds that of its diagonals'
 * rounding, 1/12 a coefficient and diagonal times the argument, of its key switches and of a
 * rescale, (1 + h) / 12 for a secret of weight h; later factors multiply it by the square root of
 * the slots they combine, as they do the signal ({@link BootstrapErrorModel} adds them up).
 */
final class SlotsToCoeffs {
  private final BootstrapPlan plan;
  private final FactoredTransform transform;
  private final Evaluator evaluator;

  SlotsToCoeffs(BootstrapPlan plan, FactoredTransform transform, Evaluator evaluator) {
    this.plan = plan;
    this.transform = transform;
    this.evaluator = evaluator;
  }

  private static boolean isRepacked(Packing packing, BootstrapParameters bootstrap) {
    return packing == Packing.REPACKED && bootstrap.order() == Order.MODULUS_RAISING_FIRST;
  }

  /** The factors, in the order of application. */
  static List<DiagonalMatrix> matrices(Packing packing, BootstrapParameters bootstrap) {
    int logSlots = Integer.numberOfTrailingZeros(bootstrap.slots());
    List<DiagonalMatrix> factors =
        EmbeddingFactors.evaluation(logSlots, bootstrap.slotsToCoeffsLevels());
    return isRepacked(packing, bootstrap) ? HalvedSlots.joining(factors) : factors;
  }

  /** The ratio of the result's scale to the argument's. */
  static double gain(BootstrapPlan plan) {
    return switch (plan.bootstrap().order()) {
      case MODULUS_RAISING_FIRST ->
          plan.outputScale()
              * plan.parameters().prime(0)
              / (2 * Math.PI * plan.evalModScale() * plan.raisedMessageScale());
      case SLOTS_TO_COEFFS_FIRST -> plan.raisedMessageScale() / plan.outputScale();
    };
  }

  /** The parts of {@link #apply}. */
  static List<BootstrapStep> steps(BootstrapPlan plan) {
    BootstrapParameters bootstrap = plan.bootstrap();
    List<BootstrapStep> steps =
        new ArrayList<>(
            FactoredTransform.steps(
                matrices(plan.packing(), bootstrap),
                plan.slotsToCoeffsLevel(),
                plan.parameters(),
                bootstrap.diagonalBytes()));
    if (isRepacked(plan.packing(), bootstrap)) {
      KeyUses.rotation(
              bootstrap.slots(),
              2 * bootstrap.slots(),
              plan.parameters().degree(),
              plan.slotsToCoeffsLevel() - bootstrap.slotsToCoeffsLevels())
          .ifPresent(use -> steps.add(new BootstrapStep.KeySwitch(use)));
    }
    return List.copyOf(steps);
  }

  /** The polynomial whose coefficients are the slots of x, which may be two halves. */
  Ciphertext apply(Ciphertext x) {
    int slots = plan.bootstrap().slots();
    if (!isRepacked(plan.packing(), plan.bootstrap())) {
      return transform.apply(x, evaluator);
    }
    try (Ciphertext product = transform.apply(x, evaluator);
        Ciphertext rotated = evaluator.rotate(product, slots)) {
      Ciphertext sum = evaluator.add(product, rotated);
      return new Ciphertext(sum.components(), sum.scale(), slots);
    }
  }
}
