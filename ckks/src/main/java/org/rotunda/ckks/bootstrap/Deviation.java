package org.rotunda.ckks.bootstrap;

import java.util.List;

/**
 * One of several standard deviations that an error may have.
 *
 * @param probability with which it is this one
 * @param deviation the deviation
 */
record Deviation(double probability, double deviation) {
  /** The root mean square of an error of one of some distributions. */
  static double rootMeanSquare(List<Deviation> distributions) {
    double sum = 0;
    for (Deviation part : distributions) {
      sum += part.probability * part.deviation * part.deviation;
    }
    return Math.sqrt(sum);
  }

  /** The same, scaled, with an independent error added. */
  Deviation scaledAndAdded(double factor, double further) {
    return new Deviation(probability, Math.hypot(deviation * factor, further));
  }
}
