package org.rotunda.bench.mnist;

import java.util.ArrayList;
import java.util.List;

/**
 * Brings the pre-activations of a trained network into a given range without changing its classes.
 *
 * <p>Multiplying a layer by s multiplies its squared output by s&sup2;, which the weights of the
 * next layer take back; so every hidden layer can be scaled freely, and the last layer too, since a
 * common positive factor leaves the order of the logits alone.
 */
final class RangeNormalisation {

  private RangeNormalisation() {}

  /**
   * Returns the network whose largest |pre-activation| on the digits is {@code bound} in every
   * layer, with every parameter rounded to a value that a 32-bit float holds.
   */
  static Perceptron normalise(Perceptron network, Digits digits, double bound) {
    LayerRanges ranges = LayerRanges.of(network, digits);
    List<DenseLayer> normalised = new ArrayList<>();
    double inputFactor = 1;
    for (int k = 0; k < network.depth(); k++) {
      double factor = bound / ranges.largest().get(k);
      normalised.add(rounded(network.layers().get(k).scaled(factor / inputFactor, factor)));
      inputFactor = factor * factor;
    }
    return new Perceptron(normalised);
  }

  private static DenseLayer rounded(DenseLayer layer) {
    round(layer.weights());
    round(layer.bias());
    return layer;
  }

  private static void round(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) values[i];
    }
  }
}
