package org.rotunda.ckks.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.evaluation.KeyUses;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.polynomial.PatersonStockmeyerPlan;
import org.rotunda.ckks.polynomial.PolynomialEvaluator;

/**
 * EvalMod: from t / H to about 2 pi (t - round(t)), t = message / q_0 + an integer, by sin(2 pi t)
 * (see {@link CosineApproximation}) and optionally its arcsine.
 *
 * <p>Parameters: the approximation, which follows from the bound of t and the failure probability,
 * and the arcsine's degree, see {@link ArcsineDegree}. Depth: the cosine's, one a double angle
 * included, and 2, 3 or 3 for degrees 3, 5 or 7 of the arcsine. Key: relinearisation at each level.
 *
 * <p>Error of a slot: of the sine without arcsine, a message of ratio r to q_0 comes out with the
 * relative error (2 pi r)^2 / 6, with degree 3 of the Taylor series 3 (2 pi r)^4 / 40, with degree
 * 5 15 (2 pi r)^6 / 336, with degree 7 105 (2 pi r)^8 / 3456 (Lee, Lee, Lee, Kim, No,
 * "High-Precision Bootstrapping of RNS-CKKS Homomorphic Encryption Using Optimal Minimax Polynomial
 * Approximation and Inverse Sine Function", 2021, take minimax polynomials). The series adds the
 * approximation's error, and each product that of its key switch and rescale at the scale of
 * EvalMod; every double angle after them multiplies both by up to 4, the derivative of 2 z^2 - 1
 * ({@link ReductionNoise} follows them step by step).
 *
 * @param cosine how the sine is approximated
 * @param arcsine the plan of the arcsine's series, if there is one
 */
record ModularReduction(CosineApproximation cosine, Optional<PatersonStockmeyerPlan> arcsine) {
  static ModularReduction of(CosineApproximation cosine, ArcsineDegree degree) {
    return new ModularReduction(cosine, degree.series().map(PatersonStockmeyerPlan::of));
  }

  /** Levels consumed. */
  int depth() {
    return cosine.depth() + arcsine.map(PolynomialEvaluator::depth).orElse(0);
  }

  /** The keys that {@link #apply} acquires, in order. */
  List<KeyUse> keyUses(int level) {
    List<KeyUse> uses = new ArrayList<>(PolynomialEvaluator.keyUses(cosine.plan(), level));
    int reached = level - cosine.plan().depth();
    for (int i = 0; i < cosine.doubleAngles(); i++) {
      uses.add(KeyUses.relinearisation(reached - i));
    }
    int afterSine = level - cosine.depth();
    arcsine.ifPresent(plan -> uses.addAll(PolynomialEvaluator.keyUses(plan, afterSine)));
    return List.copyOf(uses);
  }

  /** The result in the clear, by its own steps. */
  double evaluate(double t) {
    double sine = cosine.evaluate(t);
    return arcsine.map(plan -> plan.evaluate(sine)).orElse(sine);
  }

  /**
   * The reduction of every slot.
   *
   * @param x slots t / H, |t| at most B
   * @param scale of the result
   */
  Ciphertext apply(Ciphertext x, double scale, Evaluator evaluator) {
    PolynomialEvaluator polynomials = new PolynomialEvaluator(evaluator);
    if (arcsine.isEmpty()) {
      return sine(x, scale, evaluator, polynomials);
    }
    try (Ciphertext sine = sine(x, x.scale(), evaluator, polynomials)) {
      return polynomials.apply(arcsine.get(), sine, scale);
    }
  }

  private Ciphertext sine(
      Ciphertext x, double scale, Evaluator evaluator, PolynomialEvaluator polynomials) {
    double before = angleScales(scale, x.level(), evaluator.context().parameters())[0];
    Ciphertext z;
    try (Ciphertext shifted = evaluator.addConstant(x, -0.25 / cosine.halfWidth(), 0)) {
      z = polynomials.apply(cosine.plan(), shifted, before);
    }
    for (int i = 0; i < cosine.doubleAngles(); i++) {
      try (Ciphertext previous = z) {
        z = doubleAngle(previous, evaluator);
      }
    }
    return z;
  }

  /**
   * The scales of the series' value and of each double angle, so that the last is the given one:
   * squaring at a level divides by its prime.
   *
   * @param level of the argument
   */
  double[] angleScales(double last, int level, Parameters parameters) {
    double[] scales = new double[cosine.doubleAngles() + 1];
    scales[cosine.doubleAngles()] = last;
    int reached = level - cosine.plan().depth();
    for (int i = cosine.doubleAngles() - 1; i >= 0; i--) {
      scales[i] = Math.sqrt(scales[i + 1] * parameters.prime(reached - i));
    }
    return scales;
  }

  /** 2 z^2 - 1. */
  private static Ciphertext doubleAngle(Ciphertext z, Evaluator evaluator) {
    try (Ciphertext square = evaluator.multiply(z, z);
        Ciphertext linear = evaluator.relinearise(square);
        Ciphertext twice = evaluator.add(linear, linear);
        Ciphertext sum = evaluator.addConstant(twice, -1, 0)) {
      return evaluator.rescale(sum);
    }
  }
}
