package org.rotunda.bench.mnist;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How large the pre-activations of a network become on a set of digits.
 *
 * @param largest the largest |pre-activation| of each layer, the first layer first
 * @param lowestLogit the lowest logit
 * @param highestLogit the highest logit
 */
public record LayerRanges(List<Double> largest, double lowestLogit, double highestLogit) {

  private static final int BATCH = 250;

  /** Copies the list. */
  public LayerRanges {
    largest = List.copyOf(largest);
  }

  /** Measures the ranges of a network on digits. */
  public static LayerRanges of(Network network, Digits digits) {
    List<Double> largest = new ArrayList<>(Collections.nCopies(network.depth(), 0.0));
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (int from = 0; from < digits.count(); from += BATCH) {
      int to = Math.min(from + BATCH, digits.count());
      List<double[]> sums = network.preActivations(digits.inputs(from, to));
      for (int k = 0; k < sums.size(); k++) {
        for (double sum : sums.get(k)) {
          largest.set(k, Math.max(largest.get(k), Math.abs(sum)));
        }
      }
      for (double logit : sums.getLast()) {
        lowest = Math.min(lowest, logit);
        highest = Math.max(highest, logit);
      }
    }
    return new LayerRanges(largest, lowest, highest);
  }

  /** Returns the ranges as one line for people. */
  public String describe() {
    StringBuilder line = new StringBuilder();
    for (int k = 0; k < largest.size(); k++) {
      line.append("max |z%d| = %.4f, ".formatted(k + 1, largest.get(k)));
    }
    return line.append("logits %.4f .. %.4f".formatted(lowestLogit, highestLogit)).toString();
  }
}
