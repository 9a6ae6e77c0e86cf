package org.rotunda.ckks.evaluation;

/** The rules that operands of one operation obey, and the sentences for those that don't. */
final class Operands {
  /**
   * Scales count as equal when their ratio is within 2^-40 of 1: a sum then is off by at most 2^-40
   * of its smaller-scaled operand, far below any scheme error, while distinct prime products differ
   * by more.
   */
  private static final double SCALE_TOLERANCE = 0x1p-40;

  private Operands() {}

  static void sameLevel(int x, int y) {
    if (x != y) {
      throw new OperandException(
          "Both operands need one level, but %d and %d were given; drop the higher one."
              .formatted(x, y));
    }
  }

  static void sameScale(double x, double y) {
    if (Math.abs(x - y) > SCALE_TOLERANCE * Math.max(x, y)) {
      throw new OperandException(
          "Sums need operands of one scale, but 2^%.12f and 2^%.12f were given; rescale, or multiply by a constant at a scale that makes them equal."
              .formatted(log2(x), log2(y)));
    }
  }

  static void sameSlots(int x, int y) {
    if (x != y) {
      throw new OperandException(
          "Both operands need as many slots, but %d and %d were given.".formatted(x, y));
    }
  }

  static void linear(Ciphertext x, String operation) {
    if (x.degree() != 1) {
      throw new OperandException(
          "%s needs a ciphertext of two components, but one of three was given; relinearise it."
              .formatted(operation));
    }
  }

  static void levelBetween(int level, int least, int most, String operation) {
    if (level < least || level > most) {
      throw new OperandException(
          "%s needs a level between %d and %d, but %d was given."
              .formatted(operation, least, most, level));
    }
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
