package org.rotunda.bench.reproduce;

import java.util.ArrayList;
import java.util.List;

/**
 * A scale from zero to a largest value along a picture's side.
 *
 * @param largest the value at the end
 * @param from the coordinate of zero
 * @param to the coordinate of the largest value
 */
record Axis(double largest, double from, double to) {

  private static final int WANTED_TICKS = 6;

  /** The coordinate of a value. */
  double at(double value) {
    return largest == 0 ? from : from + (to - from) * value / largest;
  }

  /** Values in steps of 1, 2 or 5 times a power of ten. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (largest <= 0) {
      return List.of(0.0);
    }
    double step = Math.pow(10, Math.floor(Math.log10(largest / WANTED_TICKS)));
    for (double factor : new double[] {2, 2.5, 2}) {
      if (largest / step > WANTED_TICKS) {
        step *= factor;
      }
    }
    for (int i = 0; i * step <= largest * (1 + 1e-9); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** A tick's value in few digits. */
  static String label(double value) {
    String digits = Summary.number("%.3f", value);
    return digits.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
