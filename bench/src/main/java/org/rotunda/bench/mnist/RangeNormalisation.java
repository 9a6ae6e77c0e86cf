package org.rotunda.bench.mnist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rotunda.compiler.program.NumberFormat;

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
   * layer before every parameter is rounded to a number that a format holds.
   */
  static Network normalise(Network network, Digits digits, double bound, NumberFormat format) {
    LayerRanges ranges = LayerRanges.of(network, digits);
    List<Layer> normalised = new ArrayList<>();
    double inputFactor = 1;
    for (int k = 0; k < network.depth(); k++) {
      double factor = bound / ranges.largest().get(k);
      normalised.add(rounded(network.layers().get(k).scaled(factor / inputFactor, factor), format));
      inputFactor = factor * factor;
    }
    return new Network(normalised);
  }

  private static Layer rounded(Layer layer, NumberFormat format) {
    Arrays.setAll(layer.weights(), i -> format.rounded(layer.weights()[i]));
    Arrays.setAll(layer.bias(), i -> format.rounded(layer.bias()[i]));
    return layer;
  }
}
