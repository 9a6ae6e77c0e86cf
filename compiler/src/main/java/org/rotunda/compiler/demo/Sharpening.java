package org.rotunda.compiler.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rotunda.ckks.evaluation.Ciphertext;
import org.rotunda.ckks.evaluation.Evaluator;
import org.rotunda.ckks.evaluation.KeyUse;
import org.rotunda.ckks.evaluation.KeyUses;

/**
 * Makes pictures black and white: x becomes x (3 - 4 x^2) / 2, the iteration of Newton and Schulz
 * for half the sign, which takes every x of (0, 1/2] towards 1/2 and every x of [-1/2, 0) towards
 * -1/2.
 */
final class Sharpening {
  /** The levels of one step. */
  static final int DEPTH = 2;

  private Sharpening() {}

  /** One step in the clear. */
  static double[] clear(double[] x) {
    return Arrays.stream(x).map(v -> v * (3 - 4 * v * v) / 2).toArray();
  }

  /** The keys that {@link #apply} acquires, in order. */
  static List<KeyUse> keyUses(int level, int steps) {
    List<KeyUse> uses = new ArrayList<>();
    for (int i = 0; i < DEPTH * steps; i++) {
      uses.add(KeyUses.relinearisation(level - i));
    }
    return uses;
  }

  /** Steps from x's level to one {@link #DEPTH} times as many levels below, at x's scale. */
  static Ciphertext apply(Ciphertext x, int steps, Evaluator evaluator) {
    Ciphertext y = evaluator.dropToLevel(x, x.level());
    for (int i = 0; i < steps; i++) {
      try (Ciphertext previous = y) {
        y = step(previous, evaluator);
      }
    }
    return y;
  }

  /** (x / 2) (3 - 4 x^2), the half at the scale that makes the product's that of x. */
  private static Ciphertext step(Ciphertext x, Evaluator evaluator) {
    try (Ciphertext square = product(x, x, evaluator);
        Ciphertext multiple = evaluator.multiplyConstant(square, -4, 0, 1);
        Ciphertext factor = evaluator.addConstant(multiple, 3, 0);
        Ciphertext half = half(x, factor.scale(), evaluator)) {
      return product(half, factor, evaluator);
    }
  }

  private static Ciphertext half(Ciphertext x, double factorScale, Evaluator evaluator) {
    double last = evaluator.context().parameters().prime(x.level());
    double next = evaluator.context().parameters().prime(x.level() - 1);
    try (Ciphertext scaled = evaluator.multiplyConstant(x, 0.5, 0, last * next / factorScale)) {
      return evaluator.rescale(scaled);
    }
  }

  private static Ciphertext product(Ciphertext x, Ciphertext y, Evaluator evaluator) {
    try (Ciphertext product = evaluator.multiply(x, y);
        Ciphertext linear = evaluator.relinearise(product)) {
      return evaluator.rescale(linear);
    }
  }
}
