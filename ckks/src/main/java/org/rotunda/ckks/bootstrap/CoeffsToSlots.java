package org.rotunda.ckks.bootstrap;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyUses;
import org.rotunda.ckks.linear.DiagonalMatrix;

/**
 * Puts the coefficients of the encrypted polynomial, divided by H, into slots in bit-reversed order
 * (Cheon, Han, Kim, Kim, Song, 2018, section 5.2), as real slots laid out by a {@link Packing}.
 *
 * <p>Parameters: the levels, over which the stages of the transform are spread as evenly as can be,
 * and the gain ({@link #gain}), which every factor takes an equal share of. Depth: one a factor.
 * Keys: the rotations of each factor's baby and giant steps at its level, then the conjugation.
 * Error: each factor adds that of its diagonals' rounding, 1/12 a coefficient and diagonal times
 * the argument, of its key switches and of a rescale, (1 + h) / 12 for a secret of weight h; later
 * factors shrink it along with the signal ({@link BootstrapErrorModel} adds them up).
 */
final class CoeffsToSlots {
  private final BootstrapPlan plan;
  private final FactoredTransform transform;
  private final Evaluator evaluator;

  CoeffsToSlots(BootstrapPlan plan, FactoredTransform transform, Evaluator evaluator) {
    this.plan = plan;
    this.transform = transform;
    this.evaluator = evaluator;
  }

  /** The factors, in the order of application. */
  static List<DiagonalMatrix> matrices(Packing packing, BootstrapParameters bootstrap) {
    int logSlots = Integer.numberOfTrailingZeros(bootstrap.slots());
    List<DiagonalMatrix> factors =
        EmbeddingFactors.interpolation(logSlots, bootstrap.coeffsToSlotsLevels());
    return switch (packing) {
      case BOTH_PARTS, REAL_PART -> factors;
      case REPACKED -> HalvedSlots.splitting(factors);
    };
  }

  /**
   * The ratio of the factors' result's scale to the argument's: they give n times the coefficients,
   * adding a conjugate doubles the real part, and H divides.
   */
  static double gain(BootstrapPlan plan) {
    double unscaled = 2.0 * plan.bootstrap().slots() * plan.cosine().halfWidth();
    double argumentScale = (double) plan.parameters().prime(0) * plan.gap();
    return plan.evalModScale() / (unscaled * argumentScale);
  }

  /**
   * The parts of {@link #apply}.
   *
   * @param bytes how many bytes of transformed diagonals are held
   */
  static List<BootstrapStep> steps(BootstrapPlan plan, long bytes) {
    List<BootstrapStep> steps =
        new ArrayList<>(
            FactoredTransform.steps(
                matrices(plan.packing(), plan.bootstrap()),
                plan.coeffsToSlotsLevel(),
                plan.parameters(),
                bytes));
    steps.add(
        new BootstrapStep.KeySwitch(
            KeyUses.conjugation(plan.parameters().degree(), plan.evalModLevel())));
    return List.copyOf(steps);
  }

  /**
   * The reduced layout of a raised ciphertext, one or two ciphertexts of real slots.
   *
   * @param x at the top level, after the trace
   */
  List<Ciphertext> apply(Ciphertext x) {
    int slots = plan.packing().slots(plan.bootstrap().slots());
    Ciphertext argument = new Ciphertext(x.components(), x.scale(), slots);
    try (Ciphertext product = transform.apply(argument, evaluator)) {
      Ciphertext v = new Ciphertext(product.components(), plan.evalModScale(), slots);
      try (Ciphertext conjugate = evaluator.conjugate(v)) {
        return parts(v, conjugate);
      }
    }
  }

  /** Twice the real parts of v and, where the packing has both, of the imaginary ones. */
  private List<Ciphertext> parts(Ciphertext v, Ciphertext conjugate) {
    List<Ciphertext> parts = new ArrayList<>();
    boolean done = false;
    try {
      parts.add(evaluator.add(v, conjugate));
      if (plan.packing() == Packing.BOTH_PARTS) {
        try (Ciphertext difference = evaluator.subtract(v, conjugate)) {
          parts.add(evaluator.multiplyConstant(difference, 0, -1, 1));
        }
      }
      done = true;
    } finally {
      if (!done) {
        parts.forEach(Ciphertext::close);
      }
    }
    return List.copyOf(parts);
  }
}
