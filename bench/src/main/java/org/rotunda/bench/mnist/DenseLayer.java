package org.rotunda.bench.mnist;

import java.util.random.RandomGenerator;

/**
 * An affine map z = W x + b. The weights lie input by input (the weights of one input to all
 * outputs are adjacent), so that a zero input costs nothing and the inner loops run along the
 * outputs.
 *
 * <p>The arrays are live: training updates them in place. Gradients have the same shape and are
 * held in the same type.
 */
final class DenseLayer {

  private final int inputs;
  private final int outputs;
  private final double[] weights;
  private final double[] bias;

  private DenseLayer(int inputs, int outputs, double[] weights, double[] bias) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.weights = weights;
    this.bias = bias;
  }

  /** Returns a layer of zeros. */
  static DenseLayer zeros(int inputs, int outputs) {
    return new DenseLayer(
        inputs, outputs, new double[Math.multiplyExact(inputs, outputs)], new double[outputs]);
  }

  /** Returns a layer with normally distributed weights of the given deviation and a zero bias. */
  static DenseLayer random(int inputs, int outputs, double deviation, RandomGenerator random) {
    DenseLayer layer = zeros(inputs, outputs);
    for (int i = 0; i < layer.weights.length; i++) {
      layer.weights[i] = deviation * random.nextGaussian();
    }
    return layer;
  }

  int inputs() {
    return inputs;
  }

  int outputs() {
    return outputs;
  }

  /** Returns the live weights; the weight from input i to output o is at i * outputs + o. */
  double[] weights() {
    return weights;
  }

  /** Returns the live bias, one value an output. */
  double[] bias() {
    return bias;
  }

  /** Returns W x + b. */
  double[] apply(double[] input) {
    double[] output = bias.clone();
    for (int i = 0; i < inputs; i++) {
      if (input[i] != 0) {
        addScaled(output, 0, weights, i * outputs, input[i], outputs);
      }
    }
    return output;
  }

  /** Returns the gradient with respect to the input: transposed W times {@code outputGradient}. */
  double[] inputGradient(double[] outputGradient) {
    double[] gradient = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      double sum = 0;
      for (int o = 0; o < outputs; o++) {
        sum += weights[i * outputs + o] * outputGradient[o];
      }
      gradient[i] = sum;
    }
    return gradient;
  }

  /** Adds the outer product of an input and an output gradient to this gradient. */
  void accumulate(double[] input, double[] outputGradient) {
    for (int i = 0; i < inputs; i++) {
      if (input[i] != 0) {
        addScaled(weights, i * outputs, outputGradient, 0, input[i], outputs);
      }
    }
    addScaled(bias, 0, outputGradient, 0, 1, outputs);
  }

  /** Returns the layer with weights and bias multiplied by the given factors. */
  DenseLayer scaled(double weightFactor, double biasFactor) {
    DenseLayer scaled = zeros(inputs, outputs);
    addScaled(scaled.weights, 0, weights, 0, weightFactor, weights.length);
    addScaled(scaled.bias, 0, bias, 0, biasFactor, bias.length);
    return scaled;
  }

  private static void addScaled(
      double[] target, int targetFrom, double[] source, int sourceFrom, double factor, int count) {
    for (int i = 0; i < count; i++) {
      target[targetFrom + i] += factor * source[sourceFrom + i];
    }
  }
}
