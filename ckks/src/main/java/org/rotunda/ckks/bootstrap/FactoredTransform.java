package org.rotunda.ckks.bootstrap;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.encoding.Encoder;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.linear.BabyStepGiantStep;
import org.rotunda.ckks.linear.DiagonalMatrix;
import org.rotunda.ckks.linear.LinearTransform;
import org.rotunda.ckks.linear.LinearTransformEvaluator;
import org.rotunda.ckks.params.CkksContext;
import org.rotunda.ckks.ring.Engine;
import org.rotunda.ckks.ring.RnsBasis;

/**
 * A product of matrices applied one a level, each rescaled. The scale of a ciphertext is multiplied
 * by a given gain: each factor is encoded at the scale that takes its share, the last at the scale
 * that makes up for rounding.
 */
final class FactoredTransform {
  private final List<LinearTransform> factors;
  private final long bytes;

  private FactoredTransform(List<LinearTransform> factors, long bytes) {
    this.factors = List.copyOf(factors);
    this.bytes = bytes;
  }

  /**
   * Encodes the factors.
   *
   * @param matrices in the order of application
   * @param level of the argument
   * @param gain the ratio of the result's scale to the argument's
   * @param bytes how many bytes of transformed diagonals are held; see {@link FactorDiagonals}
   */
  static FactoredTransform encode(
      List<DiagonalMatrix> matrices,
      int level,
      double gain,
      long bytes,
      CkksContext context,
      Engine engine,
      Encoder encoder) {
    List<LinearTransform> factors = new ArrayList<>();
    double left = gain;
    long held = 0;
    for (int i = 0; i < matrices.size(); i++) {
      DiagonalMatrix matrix = matrices.get(i);
      BabyStepGiantStep split = split(matrix);
      double share = Math.pow(left, 1.0 / (matrices.size() - i));
      double scale = share * context.parameters().prime(level - i);
      RnsBasis basis = context.ring().basisQp(level - i);
      FactorDiagonals diagonals =
          FactorDiagonals.encode(
              matrix, split, scale, basis, Math.max(0, bytes - held), engine, encoder);
      factors.add(
          LinearTransform.streamed(
              matrix.slots(),
              level - i,
              scale,
              split,
              matrix.diagonals().keySet(),
              diagonals::polynomial));
      held += diagonals.bytes();
      left /= share;
    }
    return new FactoredTransform(factors, held);
  }

  private static BabyStepGiantStep split(DiagonalMatrix matrix) {
    return BabyStepGiantStep.fastest(matrix.diagonals().keySet(), matrix.slots());
  }

  /** The keys that {@link #apply} acquires, in order. */
  static List<KeyUse> keyUses(List<DiagonalMatrix> matrices, int degree, int level) {
    List<KeyUse> uses = new ArrayList<>();
    for (int i = 0; i < matrices.size(); i++) {
      DiagonalMatrix matrix = matrices.get(i);
      uses.addAll(LinearTransform.keyUses(split(matrix), matrix.slots(), degree, level - i));
    }
    return uses;
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

  /** The bytes held by encoded diagonals. */
  long bytes() {
    return bytes;
  }
}
