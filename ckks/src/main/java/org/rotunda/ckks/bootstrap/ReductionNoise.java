package org.rotunda.ckks.bootstrap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.rotunda.ckks.polynomial.ChebyshevProduct;
import org.rotunda.ckks.polynomial.ChebyshevSeries;
import org.rotunda.ckks.polynomial.PatersonStockmeyerPlan;
import org.rotunda.ckks.polynomial.PlanNode;

/**
 * The errors of EvalMod, found by running its steps in the clear on numbers as ModRaise gives them,
 * with and without the noise of every rescale. They are largest next to the multiple 0.
 *
 * @param roundings the effect of that noise on sin(2 pi t), by the multiple of q_0 that t is near
 * @param approximation root mean square of the difference to sin(2 pi t) without noise, at the
 *     multiples
 */
record ReductionNoise(List<Deviation> roundings, double approximation) {
  private static final int MULTIPLES = 1 << 14;
  private static final int SAMPLES = 1 << 8;

  /** The noise is made larger to stand out from the rounding of doubles, and the result smaller. */
  private static final double ENLARGEMENT = 0x1p12;

  ReductionNoise {
    roundings = List.copyOf(roundings);
  }

  /**
   * The errors of a plan's reduction.
   *
   * @param rescaling the deviation of a slot's noise of one rescale, at scale 1
   */
  static ReductionNoise of(BootstrapPlan plan, double rescaling) {
    SplittableRandom random = new SplittableRandom(1);
    Map<Integer, Integer> multiples = new TreeMap<>();
    for (int i = 0; i < MULTIPLES; i++) {
      multiples.merge(Math.abs(multiple(plan.overflow().weight(), random)), 1, Integer::sum);
    }
    List<Deviation> roundings = new ArrayList<>();
    double approximation = 0;
    for (Map.Entry<Integer, Integer> entry : multiples.entrySet()) {
      double t = entry.getKey();
      double probability = (double) entry.getValue() / MULTIPLES;
      double clear = new Run(plan, random, 0).reduce(t);
      double squares = 0;
      for (int i = 0; i < SAMPLES; i++) {
        double noisy = new Run(plan, random, rescaling * ENLARGEMENT).reduce(t);
        squares += (noisy - clear) * (noisy - clear);
      }
      roundings.add(new Deviation(probability, Math.sqrt(squares / SAMPLES) / ENLARGEMENT));
      double above = atMultiple(plan.cosine(), t);
      double below = atMultiple(plan.cosine(), -t);
      approximation += probability * (above * above + below * below) / 2;
    }
    return new ReductionNoise(roundings, Math.sqrt(approximation));
  }

  /**
   * The approximation at a multiple of q_0, where the sine is 0, the series by Clenshaw's
   * recurrence: its own steps in doubles have larger rounding errors than the series has, and
   * ciphertexts don't have those.
   */
  static double atMultiple(CosineApproximation cosine, double t) {
    double z = cosine.plan().series().evaluate((t - 0.25) / cosine.halfWidth());
    for (int i = 0; i < cosine.doubleAngles(); i++) {
      z = 2 * z * z - 1;
    }
    return z;
  }

  /** A multiple of q_0: the sum of h + 1 uniform numbers, rounded. */
  static int multiple(int weight, SplittableRandom random) {
    double sum = 0;
    for (int k = 0; k <= weight; k++) {
      sum += random.nextDouble() - 0.5;
    }
    return (int) Math.rint(sum);
  }

  /** The root mean square of the rounding. */
  double rounding() {
    return Deviation.rootMeanSquare(roundings);
  }

  /** One evaluation, following PolynomialEvaluator step by step. */
  private static final class Run {
    private final ModularReduction reduction;
    private final SplittableRandom random;
    private final double rescaling;
    private final double scale;
    private final double[] angleScales;
    private final double outputScale;
    private final Map<Integer, Double> basis = new HashMap<>();

    Run(BootstrapPlan plan, SplittableRandom random, double rescaling) {
      this.reduction = plan.reduction();
      this.random = random;
      this.rescaling = rescaling;
      this.scale = plan.evalModScale();
      this.outputScale = plan.reductionScale(plan.raisedMessageScale());
      this.angleScales =
          reduction.angleScales(
              reduction.arcsine().isPresent() ? scale : outputScale,
              plan.evalModLevel(),
              plan.parameters());
    }

    private double noise(double atScale) {
      return random.nextGaussian() * rescaling / atScale;
    }

    double reduce(double t) {
      CosineApproximation cosine = reduction.cosine();
      double z = evaluate(cosine.plan(), (t - 0.25) / cosine.halfWidth(), angleScales[0]);
      for (int i = 1; i <= cosine.doubleAngles(); i++) {
        z = 2 * z * z - 1 + noise(angleScales[i]);
      }
      double sine = z;
      return reduction.arcsine().map(plan -> evaluate(plan, sine, outputScale)).orElse(sine);
    }

    private double evaluate(PatersonStockmeyerPlan plan, double u, double resultScale) {
      basis.clear();
      basis.put(0, 1.0);
      basis.put(1, u);
      for (ChebyshevProduct product : plan.products()) {
        basis.put(
            product.index(),
            2 * made(product.left()) * made(product.right())
                - made(product.difference())
                + noise(scale));
      }
      return rescaled(plan.root(), resultScale);
    }

    private double made(int index) {
      return basis.getOrDefault(index, 0.0);
    }

    private double rescaled(PlanNode node, double resultScale) {
      return sum(node, resultScale) + noise(resultScale);
    }

    private double sum(PlanNode node, double resultScale) {
      return switch (node) {
        case PlanNode.Leaf(ChebyshevSeries series) -> {
          double sum = 0;
          for (int k = 0; k <= series.degree(); k++) {
            sum += series.coefficient(k) * made(k);
          }
          yield sum;
        }
        case PlanNode.Split(PlanNode quotient, int giant, PlanNode remainder) ->
            rescaled(quotient, resultScale) * made(giant) + sum(remainder, resultScale);
      };
    }
  }
}
