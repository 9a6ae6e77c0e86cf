package org.rotunda.compiler.demo;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Pictures of digits as slots: a pixel each, from -1/2 for black to 1/2 for white. */
final class GreyPixels {
  private static final int PICTURES = 100;

  /** Nearer to 0 a pixel counts as grey. */
  private static final double GREY = 0.45;

  private GreyPixels() {}

  /** The first pixels of the pictures, which start again after the last. */
  static double[] first(int count) throws IOException {
    List<Digit> digits = Digit.first(PICTURES);
    int each = Digit.SIDE * Digit.SIDE;
    double[] slots = new double[count];
    Arrays.setAll(slots, i -> digits.get(i / each % PICTURES).pixels()[i % each] - 0.5);
    return slots;
  }

  /** How many are grey. */
  static long grey(double[] pixels) {
    return Arrays.stream(pixels).filter(x -> Math.abs(x) < GREY).count();
  }
}
