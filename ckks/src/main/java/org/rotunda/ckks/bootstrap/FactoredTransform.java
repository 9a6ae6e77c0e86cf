package org.rotunda.ckks.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.linear.DiagonalMatrix;
import org.rotunda.ckks.linear.LinearTransform;
import org.rotunda.ckks.linear.LinearTransformEvaluator;
import org.rotunda.ckks.params.Parameters;
import org.rotunda.ckks.ring.NttPoly;

/**
 * A product of matrices applied one a level, each rescaled. The scale of a ciphertext is multiplied
 * by a given gain: each factor is encoded at the scale that takes its share, the last at the scale
 * that makes up for rounding.
 */
final class FactoredTransform {
  private final List<LinearTransform> factors;

  private FactoredTransform(List<LinearTransform> factors) {
    this.factors = List.copyOf(factors);
  }

  /** Makes the polynomials over QP of a factor's diagonals. */
  @FunctionalInterface
  interface Encoding {
    /**
     * The polynomials of one factor.
     *
     * @param scale of the diagonals
     */
    IntFunction<NttPoly> of(DiagonalMatrix matrix, BootstrapStep.Transform step, double scale);
  }

  /**
   * Encodes the factors.
   *
   * @param matrices in the order of application
   * @param steps those of {@link #steps}, maybe with others after them
   * @param gain the ratio of the result's scale to the argument's
   */
  static FactoredTransform encode(
      List<DiagonalMatrix> matrices,
      List<BootstrapStep> steps,
      double gain,
      Parameters parameters,
      Encoding encoding) {
    List<LinearTransform> factors = new ArrayList<>();
    double left = gain;
    for (BootstrapStep step : steps) {
      if (step instanceof BootstrapStep.Transform transform) {
        DiagonalMatrix matrix = matrices.get(factors.size());
        double share = Math.pow(left, 1.0 / (matrices.size() - factors.size()));
        double scale = share * parameters.prime(transform.level());
        factors.add(
            LinearTransform.streamed(
                matrix.slots(),
                transform.level(),
                scale,
                transform.split(),
                matrix.diagonals().keySet(),
                encoding.of(matrix, transform, scale)));
        left /= share;
      }
    }
    return new FactoredTransform(factors);
  }

  /**
   * The parts of {@link #apply}, one a factor.
   *
   * @param matrices in the order of application
   * @param level of the argument
   * @param bytes how many bytes of transformed diagonals are held; see {@link FactorDiagonals}
   */
  static List<BootstrapStep> steps(
      List<DiagonalMatrix> matrices, int level, Parameters parameters, long bytes) {
    List<BootstrapStep> steps = new ArrayList<>();
    long left = bytes;
    for (int i = 0; i < matrices.size(); i++) {
      DiagonalMatrix matrix = matrices.get(i);
      BabyStepGiantStep split =
          BabyStepGiantStep.fastestStreaming(matrix.diagonals().keySet(), matrix.slots());
      long limb = FactorDiagonals.limbBytes(matrix);
      long transformed = limb * (level - i + 1 + parameters.p().size());
      boolean isHeld = transformed <= left;
      long taken = isHeld ? transformed : limb;
      steps.add(
          new BootstrapStep.Transform(
              matrix.slots(),
              level - i,
              split,
              matrix.diagonals().size(),
              isHeld,
              taken,
              LinearTransform.keyUses(split, matrix.slots(), parameters.degree(), level - i)));
      left = Math.max(0, left - taken);
    }
    return steps;
  }

  /** The product's result, a level a factor lower. */
  Ciphertext apply(Ciphertext x, Evaluator evaluator) {
    LinearTransformEvaluator transforms = new LinearTransformEvaluator(evaluator);
    Ciphertext y = evaluator.dropToLevel(x, factors.getFirst().level());
    for (LinearTransform factor : factors) {
      try (Ciphertext previous = y;
          Ciphertext product = transforms.apply(factor, previous)) {
        y = evaluator.rescale(product);
      }
    }
    return y;
  }
}
