package org.rotunda.ckks.polynomial;

import java.util.ArrayList;
import java.util.List;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyUse;

/**
 * Comparisons on ciphertexts by a {@link MinimaxSign}: the sign of every slot, and what follows
 * from it.
 */
public final class SignEvaluator {
  private final Evaluator evaluator;
  private final PolynomialEvaluator polynomials;
  private final List<PatersonStockmeyerPlan> stages;

  /** Plans each stage of a composition at its least depth. */
  public SignEvaluator(MinimaxSign sign, Evaluator evaluator) {
    this.evaluator = evaluator;
    this.polynomials = new PolynomialEvaluator(evaluator);
    this.stages = plans(sign);
  }

  private static List<PatersonStockmeyerPlan> plans(MinimaxSign sign) {
    return sign.stages().stream().map(stage -> PatersonStockmeyerPlan.of(stage.series())).toList();
  }

  /** The keys that {@link #sign} acquires for an argument at a level, in order. */
  public static List<KeyUse> signKeyUses(MinimaxSign sign, int level) {
    List<KeyUse> uses = new ArrayList<>();
    int reached = level;
    for (PatersonStockmeyerPlan plan : plans(sign)) {
      uses.addAll(PolynomialEvaluator.keyUses(plan, reached));
      reached -= PolynomialEvaluator.depth(plan);
    }
    return List.copyOf(uses);
  }

  /**
   * About 1 where x is positive and -1 where it is negative, within the composition's error.
   *
   * @param x slots in [-1, 1], at least the composition's 2^-alpha away from 0
   */
  public Ciphertext sign(Ciphertext x) {
    Ciphertext value = evaluator.dropToLevel(x, x.level());
    for (PatersonStockmeyerPlan plan : stages) {
      try (Ciphertext previous = value) {
        value = polynomials.apply(plan, previous);
      }
    }
    return value;
  }

  /**
   * About 1 where x exceeds y and 0 where y exceeds x.
   *
   * @param x slots in [0, 1]
   * @param y slots in [0, 1], differing from x's by at least the composition's 2^-alpha
   */
  public Ciphertext greater(Ciphertext x, Ciphertext y) {
    try (Ciphertext difference = evaluator.subtract(x, y);
        Ciphertext sign = sign(difference);
        Ciphertext half = half(sign)) {
      return evaluator.addConstant(half, 0.5, 0);
    }
  }

  private Ciphertext half(Ciphertext x) {
    double prime = evaluator.context().parameters().prime(x.level());
    try (Ciphertext product = evaluator.multiplyConstant(x, 0.5, 0, prime)) {
      return evaluator.rescale(product);
    }
  }
}
